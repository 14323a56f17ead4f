import { editDistanceOfCodes } from '../text/edit-distance.js';
import type { FlatTexts } from '../text/flat-texts.js';
import { type FlatValues, type Measure, surpriseOf } from './measure.js';

const shares = [0.6, 0.3, 0.15, 0.08, 0.04, 0.02, 0.01, 0.003];

export const numberLevels = [
  'differ',
  ...shares.map((share) => `within ${(share * 100).toLocaleString('en')} %`),
  'one edit',
  'equal',
];

export interface NumberParts {
  readonly kind: 'number';
  readonly values: FlatValues;
  /** How each value is written. */
  readonly texts: FlatTexts;
  /** Each value as a number. */
  readonly numbers: Float64Array;
}

/** Numbers: how far apart they are as a share of the greater one, or one digit mistyped. */
export class NumberMeasure implements Measure {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #numbers: Float64Array;

  constructor(private readonly parts: NumberParts) {
    this.#left = parts.values.left;
    this.#right = parts.values.right;
    this.#numbers = parts.numbers;
  }

  place(left: number, right: number): number {
    const x = this.#left[left]!;
    const y = this.#right[right]!;
    if (x === 0 || y === 0) return -1;
    const a = this.#numbers[x]!;
    const b = this.#numbers[y]!;
    if (a === b) return shares.length + 2.5;
    const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    let level = 0;
    while (level < shares.length && apart <= shares[level]!) level++;
    if (level < shares.length - 2 && this.#mistyped(x, y)) level = shares.length + 1;
    return level + 0.5;
  }

  surprise(left: number, right: number): number {
    return surpriseOf(this.parts.values, left, right);
  }

  #mistyped(x: number, y: number): boolean {
    const { starts, codes } = this.parts.texts;
    const [startX, endX, startY, endY] = [starts[x]!, starts[x + 1]!, starts[y]!, starts[y + 1]!];
    return (
      Math.min(endX - startX, endY - startY) >= 3 &&
      editDistanceOfCodes(codes, startX, endX, startY, endY, 1) === 1
    );
  }
}
