import { sharedInts } from '../text/flat-lists.js';
import type { DistinctVectors } from './distinct-vectors.js';
import { type IndexParts, VectorIndex } from './vector-index.js';

/** One look through an index for every record of a side. All lists are shared between the threads that work on it. */
export interface Search {
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
  /** What is under way, see `Progress`. */
  readonly progress: Int32Array;
}

/** Places in `progress`: the next portion to be taken, how many are done, and whether a thread failed. */
export const Place = { next: 0, done: 1, failed: 2 } as const;

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
    index,
    questions,
    k,
    ofItself,
    nearest: sharedInts(records * k),
    found: sharedInts(records),
    tiesLeftOut: sharedInts(records),
    cutShort: sharedInts(records),
    budget,
    progress: sharedInts(3),
  };
}

export function portionsOf({ questions }: Search): number {
  return Math.ceil((questions.starts.length - 1) / portion);
}

/** Works on portions as long as any is left. Whoever works on one, what comes out is the same. */
export function work(search: Search, worked?: () => void): void {
  const { progress } = search;
  const portions = portionsOf(search);
  let index: VectorIndex | undefined;
  for (;;) {
    const at = Atomics.add(progress, Place.next, 1);
    if (at >= portions) return;
    index ??= new VectorIndex(search.index, search.budget);
    workOn(search, index, at * portion);
    Atomics.add(progress, Place.done, 1);
    Atomics.notify(progress, Place.done);
    worked?.();
  }
}

function workOn(search: Search, index: VectorIndex, from: number): void {
  const { questions, k, ofItself, nearest, found, tiesLeftOut, cutShort } = search;
  const { starts, members, vectors } = questions;
  const to = Math.min(from + portion, starts.length - 1);
  for (let group = from; group < to; group++) {
    index.ask(vectors, group, ofItself ? k + 1 : k);
    for (let m = starts[group]!; m < starts[group + 1]!; m++) {
      const record = members[m]!;
      const answer = index.answer(k, ofItself ? record : -1, nearest, record * k);
      found[record] = answer.found;
      tiesLeftOut[record] = answer.tiesLeftOut;
      cutShort[record] = index.cutShort ? 1 : 0;
    }
  }
}
