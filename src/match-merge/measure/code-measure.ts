import { editDistanceOfCodes } from '../text/edit-distance.js';
import type { FlatTexts } from '../text/flat-texts.js';
import { jaroWinklerOfCodes } from '../text/jaro-winkler.js';
import { type FlatValues, type Measure, surpriseOf } from './measure.js';

export interface CodeParts {
  readonly kind: 'code';
  readonly values: FlatValues;
  readonly texts: FlatTexts;
}

export const codeLevels = ['differ', 'half alike', 'alike', 'two edits', 'one edit', 'equal'] as const;

/** Codes: equal or nearly so. */
export class CodeMeasure implements Measure {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #starts: Int32Array;
  readonly #codes: Uint16Array;

  constructor(private readonly parts: CodeParts) {
    this.#left = parts.values.left;
    this.#right = parts.values.right;
    this.#starts = parts.texts.starts;
    this.#codes = parts.texts.codes;
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a === 0 || b === 0) return -1;
    return (a === b ? 5 : this.#level(a, b)) + 0.5;
  }

  surprise(left: number, right: number): number {
    return surpriseOf(this.parts.values, left, right);
  }

  /** Level of two different codes. */
  #level(a: number, b: number): number {
    const starts = this.#starts;
    const [startA, endA, startB, endB] = [starts[a]!, starts[a + 1]!, starts[b]!, starts[b + 1]!];
    const shorter = Math.min(endA - startA, endB - startB);
    const edits = shorter < 4 ? 3 : editDistanceOfCodes(this.#codes, startA, endA, startB, endB, 2);
    if (edits === 1) return 4;
    if (edits === 2 && shorter >= 6) return 3;
    const alike = jaroWinklerOfCodes(this.#codes, startA, endA, startB, endB);
    return alike >= 0.85 ? 2 : alike >= 0.7 ? 1 : 0;
  }
}
