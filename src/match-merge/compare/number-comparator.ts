import { numberOf } from '../tables/cell-values.js';
import { editDistance } from '../text/edit-distance.js';
import { type Comparator, type Sides, ValueNumbers } from './comparator.js';

const shares = [0.6, 0.3, 0.15, 0.08, 0.04, 0.02, 0.01, 0.003];

/** Numbers: how far apart they are as a share of the greater one, or one digit mistyped. */
export class NumberComparator implements Comparator {
  readonly levels = [
    'differ',
    ...shares.map((share) => `within ${(share * 100).toLocaleString('en')} %`),
    'one edit',
    'equal',
  ];
  readonly graded = false;
  readonly derived = false;
  /** NaN is none. */
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  readonly #values: ValueNumbers;

  constructor(private readonly sides: Sides) {
    this.#left = Float64Array.from(sides.left, numberOrNone);
    this.#right = sides.oneTable ? this.#left : Float64Array.from(sides.right, numberOrNone);
    this.#values = new ValueNumbers(sides, (cell) => asText(numberOf(cell)));
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (Number.isNaN(a) || Number.isNaN(b)) return -1;
    if (a === b) return shares.length + 2.5;
    const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    let level = 0;
    while (level < shares.length && apart <= shares[level]!) level++;
    if (level < shares.length - 2 && this.#mistyped(left, right)) level = shares.length + 1;
    return level + 0.5;
  }

  surprise(left: number, right: number): number {
    return this.#values.surprise(left, right);
  }

  #mistyped(left: number, right: number): boolean {
    const x = this.#values.textOf(this.#values.left[left]!);
    const y = this.#values.textOf(this.#values.right[right]!);
    return Math.min(x.length, y.length) >= 3 && editDistance(x, y, 1) === 1;
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.sides.left[left]!, this.sides.right[right]!];
  }
}

function numberOrNone(cell: string): number {
  return numberOf(cell) ?? Number.NaN;
}

function asText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
