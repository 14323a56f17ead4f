import type { FlatValues, Measure } from './measure.js';

export interface PackageParts {
  readonly kind: 'package';
  readonly values: FlatValues;
  /** Catalog numbers and the like: under one of these two packages are of one item. */
  readonly numbers: readonly FlatValues[];
}

/** Speaks where two packages differ that no number joins, and then against. */
export class PackageMeasure implements Measure {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #numbers: readonly FlatValues[];

  constructor({ values, numbers }: PackageParts) {
    this.#left = values.left;
    this.#right = values.right;
    this.#numbers = numbers;
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    return a === 0 || b === 0 || a === b || this.#ofOneNumber(left, right) ? -1 : 0.5;
  }

  surprise(): number {
    return 0;
  }

  #ofOneNumber(left: number, right: number): boolean {
    for (const each of this.#numbers) {
      const number = each.left[left]!;
      if (number !== 0 && number === each.right[right]) return true;
    }
    return false;
  }
}
