import type { Vectors } from '../text/vectors.js';
import { PairList } from './pair-list.js';
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
  const pairs = new PairList(lefts);
  let overfullRecords = 0;
  let tiesLeftOut = 0;
  let done = 0;
  const total = views.length * (oneTable ? lefts : lefts + rights);
  const nearest = new Int32Array(k);
  const ask = (index: VectorIndex, asked: Vectors, swapped: boolean) => {
    const count = asked.starts.length - 1;
    for (let r = 0; r < count; r++) {
      const { found, tiesLeftOut: ties } = index.find(asked, r, k, oneTable ? r : -1, nearest, 0);
      for (let n = 0; n < found; n++) {
        const other = nearest[n]!;
        if (oneTable) pairs.add(Math.min(r, other), Math.max(r, other));
        else if (swapped) pairs.add(other, r);
        else pairs.add(r, other);
      }
      if (ties > 0) overfullRecords++;
      tiesLeftOut += ties;
      if (++done % 500 === 0) progress?.(done, total);
    }
  };
  for (const view of views) {
    ask(new VectorIndex(view.right, view.featureCount), view.left, false);
    if (!oneTable) ask(new VectorIndex(view.left, view.featureCount), view.right, true);
  }
  return { ...pairs.sorted(), overfullRecords, tiesLeftOut };
}
