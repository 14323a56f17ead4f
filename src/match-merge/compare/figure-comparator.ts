import { normalText, wordsOf } from '../text/normal-text.js';
import type { Comparator, Sides } from './comparator.js';

/** Reads out of a text what must not be blurred. */
export type FeatureReader = (text: string) => readonly string[];

/** Words with a digit: years, sizes, strengths, model and catalog numbers. Here the readers of a domain (strength, size,
 *  count per pack, laterality) take their place: a comparator each, by the same levels. */
export const figuresOf: FeatureReader = (text) => wordsOf(normalText(text)).filter((word) => /\d/.test(word));

/** Compares what a reader finds in two texts, as sets. */
export class FeatureComparator implements Comparator {
  readonly levels = ['none in common', 'one has none', 'some in common', 'one has more', 'equal'];
  readonly graded = false;
  readonly derived = true;
  readonly #left: readonly (readonly string[])[];
  readonly #right: readonly (readonly string[])[];

  constructor(sides: Sides, reader: FeatureReader) {
    const read = (text: string) => [...new Set(reader(text))];
    this.#left = sides.left.map(read);
    this.#right = sides.oneTable ? this.#left : sides.right.map(read);
  }

  /** Share of the records that have any feature, 0 to 1. */
  get filled(): number {
    const has = (side: readonly (readonly string[])[]) => side.filter((found) => found.length > 0).length;
    return (has(this.#left) + has(this.#right)) / Math.max(1, this.#left.length + this.#right.length);
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a.length === 0 && b.length === 0) return -1;
    if (a.length === 0 || b.length === 0) return 1.5;
    const shared = a.reduce((sum, feature) => sum + (b.includes(feature) ? 1 : 0), 0);
    if (shared === 0) return 0.5;
    if (shared === a.length && shared === b.length) return 4.5;
    return shared === a.length || shared === b.length ? 3.5 : 2.5;
  }

  surprise(): number {
    return 0;
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.#left[left]!.join(' '), this.#right[right]!.join(' ')];
  }
}
