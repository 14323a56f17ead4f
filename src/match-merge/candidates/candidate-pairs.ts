import type { Vectors } from '../text/vectors.js';
import { type DistinctVectors, distinctVectors } from './distinct-vectors.js';
import { PairList } from './pair-list.js';
import { postingsOf, VectorIndex } from './vector-index.js';

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
  const ask = (index: VectorIndex, questions: DistinctVectors, swapped: boolean) => {
    const { starts, members } = questions;
    for (let g = 0; g + 1 < starts.length; g++) {
      index.ask(questions.vectors, g, oneTable ? k + 1 : k);
      for (let m = starts[g]!; m < starts[g + 1]!; m++) {
        const r = members[m]!;
        const { found, tiesLeftOut: ties } = index.answer(k, oneTable ? r : -1, nearest, 0);
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
    }
  };
  for (const view of views) {
    const right = distinctVectors(view.right);
    const left = oneTable ? right : distinctVectors(view.left);
    const indexOf = (distinct: DistinctVectors) =>
      new VectorIndex({ distinct, postings: postingsOf(distinct.vectors, view.featureCount) });
    ask(indexOf(right), left, false);
    if (!oneTable) ask(indexOf(left), right, true);
  }
  return { ...pairs.sorted(), overfullRecords, tiesLeftOut };
}
