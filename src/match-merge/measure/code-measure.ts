import { editDistanceOfCodes } from '../text/edit-distance.js';
import { type FlatTexts, lettersMissing } from '../text/flat-texts.js';
import { jaroWinklerOfCodes, mostAlike } from '../text/jaro-winkler.js';
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
  readonly #letters: Int32Array;

  constructor(private readonly parts: CodeParts) {
    this.#left = parts.values.left;
    this.#right = parts.values.right;
    this.#starts = parts.texts.starts;
    this.#codes = parts.texts.codes;
    this.#letters = parts.texts.letters;
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
    const startA = this.#starts[a]!;
    const endA = this.#starts[a + 1]!;
    const startB = this.#starts[b]!;
    const endB = this.#starts[b + 1]!;
    const codes = this.#codes;
    const lettersA = this.#letters[a]!;
    const lettersB = this.#letters[b]!;
    const shorter = Math.min(endA - startA, endB - startB);
    // One edit replaces one letter at most.
    const isNear = lettersMissing(lettersA, lettersB) <= 2 && lettersMissing(lettersB, lettersA) <= 2;
    const edits = shorter < 4 || !isNear ? 3 : editDistanceOfCodes(codes, startA, endA, startB, endB, 2);
    if (edits === 1) return 4;
    if (edits === 2 && shorter >= 6) return 3;
    const sameFirst = codes[startA] === codes[startB];
    if (mostAlike(endA - startA, endB - startB, lettersA, lettersB, sameFirst) < 0.7) return 0;
    const alike = jaroWinklerOfCodes(codes, startA, endA, startB, endB);
    return alike >= 0.85 ? 2 : alike >= 0.7 ? 1 : 0;
  }
}
