import { sharedInts } from '../text/flat-lists.js';
import { type Portions, portions } from '../threads/portions.js';
import type { DistinctVectors } from './distinct-vectors.js';
import { type IndexParts, VectorIndex } from './vector-index.js';

/** One look through an index for every record of a side. All lists are shared between the threads that work on it. */
export interface Search {
  readonly kind: 'search';
  readonly portions: Portions;
  readonly index: IndexParts;
  readonly questions: DistinctVectors;
  readonly k: number;
  /** Whether the records that ask are those of the index: then none finds itself. */
  readonly ofItself: boolean;
  /** Record r found `found[r]` others: `nearest[r · k]` and what follows. */
  readonly nearest: Int32Array;
  readonly found: Int32Array;
  /** Others of record r as near as its last one. */
  readonly tiesLeftOut: Int32Array;
  /** 1 of a record whose search was cut short. */
  readonly cutShort: Int32Array;
  /** Postings that may be read for one question. */
  readonly budget: number;
}

/** Groups of equal questions in one portion: some milliseconds of work. */
const portion = 64;

export function searchOf(
  index: IndexParts,
  questions: DistinctVectors,
  k: number,
  ofItself: boolean,
  budget: number,
): Search {
  const records = questions.groupOf.length;
  return {
    kind: 'search',
    portions: portions(Math.ceil((questions.starts.length - 1) / portion)),
    index,
    questions,
    k,
    ofItself,
    nearest: sharedInts(records * k),
    found: sharedInts(records),
    tiesLeftOut: sharedInts(records),
    cutShort: sharedInts(records),
    budget,
  };
}

export function workOnSearch(search: Search): (portion: number) => void {
  const { questions, k, ofItself, nearest, found, tiesLeftOut, cutShort } = search;
  const { starts, members, vectors } = questions;
  const index = new VectorIndex(search.index, search.budget);
  return (at) => {
    const to = Math.min((at + 1) * portion, starts.length - 1);
    for (let group = at * portion; group < to; group++) {
      index.ask(vectors, group, ofItself ? k + 1 : k);
      for (let m = starts[group]!; m < starts[group + 1]!; m++) {
        const record = members[m]!;
        const answer = index.answer(k, ofItself ? record : -1, nearest, record * k);
        found[record] = answer.found;
        tiesLeftOut[record] = answer.tiesLeftOut;
        cutShort[record] = index.cutShort ? 1 : 0;
      }
    }
  };
}
