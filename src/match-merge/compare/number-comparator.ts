import { numberOf } from '../tables/cell-values.js';
import { editDistance } from '../text/edit-distance.js';
import { type Comparator, type Sides, ValueCensus } from './comparator.js';

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
  readonly #left: readonly (number | undefined)[];
  readonly #right: readonly (number | undefined)[];
  readonly #census: ValueCensus;

  constructor(private readonly sides: Sides) {
    this.#left = sides.left.map(numberOf);
    this.#right = sides.oneTable ? this.#left : sides.right.map(numberOf);
    this.#census = new ValueCensus(
      this.#left.map(asText),
      ...(sides.oneTable ? [] : [this.#right.map(asText)]),
    );
  }

  place(left: number, right: number): number {
    const a = this.#left[left];
    const b = this.#right[right];
    if (a === undefined || b === undefined) return -1;
    if (a === b) return shares.length + 2.5;
    const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    let level = 0;
    while (level < shares.length && apart <= shares[level]!) level++;
    const x = String(a);
    const y = String(b);
    if (level < shares.length - 2 && Math.min(x.length, y.length) >= 3 && editDistance(x, y, 1) === 1)
      level = shares.length + 1;
    return level + 0.5;
  }

  surprise(left: number, right: number): number {
    const a = this.#left[left];
    return a !== undefined && a === this.#right[right] ? this.#census.surprise(asText(a)) : 0;
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.sides.left[left]!, this.sides.right[right]!];
  }
}

function asText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
