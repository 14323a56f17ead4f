import type { FlatTexts } from '../text/flat-texts.js';
import { type FlatSets, type Measure, sharedOf, sizeOf } from './measure.js';

export interface CodesInLinesParts {
  readonly kind: 'codes in lines';
  readonly left: FlatSets;
  readonly right: FlatSets;
  readonly texts: FlatTexts;
  /** How rare each code is, in bits. */
  readonly surprises: Float64Array;
}

export const codesInLinesLevels = ['none in common', 'one begins like another', 'one in common'];

/** A code that begins like a longer one may be it, cut off; shorter ones begin like many. */
const shortestBeginning = 5;

/** Catalog numbers and other codes in two lines. */
export class CodesInLinesMeasure implements Measure {
  constructor(private readonly parts: CodesInLinesParts) {}

  place(left: number, right: number): number {
    if (sizeOf(this.parts.left, left) === 0 || sizeOf(this.parts.right, right) === 0) return -1;
    if (this.share(left, right)) return 2.5;
    return this.#oneBegins(left, right) ? 1.5 : 0.5;
  }

  /** Whether both hold one code. */
  share(left: number, right: number): boolean {
    return sharedOf(this.parts.left, left, this.parts.right, right) > 0;
  }

  /** Bits of the rarest code that both hold. */
  surprise(left: number, right: number): number {
    const { left: a, right: b, surprises } = this.parts;
    const endA = a.starts[left + 1]!;
    const endB = b.starts[right + 1]!;
    let most = 0;
    for (let i = a.starts[left]!, j = b.starts[right]!; i < endA && j < endB; ) {
      const x = a.items[i]!;
      const y = b.items[j]!;
      if (x === y) most = Math.max(most, surprises[x]!);
      if (x <= y) i++;
      if (y <= x) j++;
    }
    return most;
  }

  #oneBegins(left: number, right: number): boolean {
    const { left: a, right: b } = this.parts;
    for (let i = a.starts[left]!; i < a.starts[left + 1]!; i++)
      for (let j = b.starts[right]!; j < b.starts[right + 1]!; j++)
        if (this.#begins(a.items[i]!, b.items[j]!) || this.#begins(b.items[j]!, a.items[i]!)) return true;
    return false;
  }

  #begins(x: number, y: number): boolean {
    const { starts, codes } = this.parts.texts;
    const from = starts[x]!;
    const length = starts[x + 1]! - from;
    const there = starts[y]!;
    if (length < shortestBeginning || length >= starts[y + 1]! - there) return false;
    for (let at = 0; at < length; at++) if (codes[from + at] !== codes[there + at]) return false;
    return true;
  }
}
