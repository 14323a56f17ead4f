import type { Vectors } from '../text/vectors.js';
import { VectorIndex } from './vector-index.js';

/** One way to look at the records of both sides. */
export interface View {
  readonly name: string;
  readonly left: Vectors;
  readonly right: Vectors;
  readonly featureCount: number;
}

export interface Candidates {
  /** Pairs in ascending order of left, then right; of one table left < right. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Records that had further candidates as near as the last one taken. They are counted, never passed over in silence. */
  readonly overfullRecords: number;
  /** Those further candidates, together. */
  readonly tiesLeftOut: number;
}

export type Progress = (done: number, total: number) => void;

/** The k nearest records of every record in every view, both ways. */
export function candidatePairs(
  views: readonly View[],
  options: { readonly k: number; readonly oneTable: boolean; readonly progress?: Progress | undefined },
): Candidates {
  const { k, oneTable, progress } = options;
  const rights = views[0]!.right.starts.length - 1;
  const lefts = views[0]!.left.starts.length - 1;
  const found = new PairSet();
  let overfullRecords = 0;
  let tiesLeftOut = 0;
  let done = 0;
  const total = views.length * (oneTable ? lefts : lefts + rights);
  const ask = (index: VectorIndex, asked: Vectors, swapped: boolean) => {
    const count = asked.starts.length - 1;
    for (let r = 0; r < count; r++) {
      const nearest = index.nearest(asked, r, k, oneTable ? r : -1);
      for (const other of nearest.records) {
        if (oneTable) found.add(Math.min(r, other), Math.max(r, other));
        else if (swapped) found.add(other, r);
        else found.add(r, other);
      }
      if (nearest.tiesLeftOut > 0) overfullRecords++;
      tiesLeftOut += nearest.tiesLeftOut;
      if (++done % 500 === 0) progress?.(done, total);
    }
  };
  for (const view of views) {
    ask(new VectorIndex(view.right, view.featureCount), view.left, false);
    if (!oneTable) ask(new VectorIndex(view.left, view.featureCount), view.right, true);
  }
  return { ...found.sorted(), overfullRecords, tiesLeftOut };
}

/** A growing list of pairs, each packed into one number (left · 2²⁶ + right: up to 67 million records a side). */
class PairSet {
  #packed = new Float64Array(1 << 16);
  #count = 0;

  add(left: number, right: number): void {
    if (this.#count === this.#packed.length) {
      const wider = new Float64Array(this.#packed.length * 2);
      wider.set(this.#packed);
      this.#packed = wider;
    }
    this.#packed[this.#count++] = left * packing + right;
  }

  sorted(): { left: Int32Array; right: Int32Array } {
    const all = this.#packed.subarray(0, this.#count).sort();
    let unique = 0;
    for (let k = 0; k < all.length; k++) if (k === 0 || all[k] !== all[k - 1]) all[unique++] = all[k]!;
    const left = new Int32Array(unique);
    const right = new Int32Array(unique);
    for (let k = 0; k < unique; k++) {
      left[k] = Math.floor(all[k]! / packing);
      right[k] = all[k]! - left[k]! * packing;
    }
    return { left, right };
  }
}

const packing = 2 ** 26;
