import type { FlatValues, Measure } from './measure.js';

export interface ItemNumberParts {
  readonly kind: 'item number';
  readonly values: FlatValues;
}

/** Speaks where two numbers differ, and then against. */
export class ItemNumberMeasure implements Measure {
  readonly #left: Int32Array;
  readonly #right: Int32Array;

  constructor({ values }: ItemNumberParts) {
    this.#left = values.left;
    this.#right = values.right;
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    return a === 0 || b === 0 || a === b ? -1 : 0.5;
  }

  surprise(): number {
    return 0;
  }
}
