import type { TextComparator } from '../compare/text-comparator.js';
import { settings } from '../settings.js';
import type { FeatureCensus, Vectors } from '../text/vectors.js';
import type { Threads } from '../threads/threads.js';
import { type DistinctVectors, distinctVectors } from './distinct-vectors.js';
import { spareNeighbours } from './neighbours.js';
import { PairList } from './pair-list.js';
import { postingsOf } from './postings.js';
import { searchOf } from './search.js';

/** One way to look at the records of both sides. */
export interface View {
  readonly name: string;
  readonly left: Vectors;
  readonly right: Vectors;
  /** Whether nobody else needs the vectors: then they may be overwritten. */
  readonly temporary?: boolean;
  /** What gives the vectors of further records: a census of features, or the comparator of a text. */
  readonly census?: FeatureCensus;
  readonly comparator?: TextComparator;
}

export interface Candidates {
  /** Pairs in ascending order of left, then right; of one table left < right. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Records that had further candidates as near as the last one taken. They are counted, never passed over in silence. */
  readonly overfullRecords: number;
  /** Those further candidates, together. */
  readonly tiesLeftOut: number;
  /** Searches (of one record in one view) that ended because they had read as much as they may: they found likely
   *  candidates, perhaps not the nearest. */
  readonly searchesCutShort: number;
}

/** A view whose nearest records were kept, so that further records can be set among them. */
export interface KeptView {
  readonly view: View;
  readonly k: number;
  /** Record r found `found[r]` others: `nearest[r · (k + spareNeighbours)]` and what follows. */
  readonly nearest: Int32Array;
  readonly found: Int32Array;
}

export type Progress = (done: number, total: number) => void;

/** The k nearest records of every record in every view, both ways. A view is made when its turn comes, for each is as large
 *  as the table. */
export function candidatePairs(
  views: readonly (() => View)[],
  options: {
    /** Records on the left. */
    readonly lefts: number;
    readonly k: number;
    readonly oneTable: boolean;
    /** Pairs that are candidates however far apart they are. */
    readonly also?: readonly (readonly [number, number])[] | undefined;
    /** Postings that may be read for one record in one view. */
    readonly budget?: number | undefined;
    readonly progress?: Progress | undefined;
    readonly threads: Threads;
    /** Hears each view of one table with what was found in it. */
    readonly keep?: ((kept: KeptView) => void) | undefined;
  },
): Candidates {
  const { k, oneTable, progress, threads } = options;
  const pairs = new PairList(options.lefts, k, options.also);
  let overfullRecords = 0;
  let tiesLeftOut = 0;
  let searchesCutShort = 0;
  let before = 0;
  const searches = views.length * (oneTable ? 1 : 2);
  const budget = options.budget ?? Number.POSITIVE_INFINITY;
  // What is kept must answer any question; else nobody would read so far.
  const most = options.keep ? Number.POSITIVE_INFINITY : budget * settings.commonest;
  const ask = (right: DistinctVectors, left: DistinctVectors, swapped: boolean) => {
    const index = { distinct: right, postings: postingsOf(right.vectors, most) };
    const wanted = options.keep ? k + spareNeighbours : k;
    const search = searchOf(index, left, wanted, oneTable, budget);
    threads.run(search, (done, all) => progress?.(before + done / all, searches));
    before++;
    const { nearest, found } = search;
    const asking = oneTable ? 'of one table' : swapped ? 'right asks left' : 'left asks right';
    pairs.add({ nearest, found, room: wanted, asking });
    for (let r = 0; r < found.length; r++) {
      const ties = search.tiesLeftOut[r]!;
      if (ties > 0) overfullRecords++;
      tiesLeftOut += ties;
      searchesCutShort += search.cutShort[r]!;
    }
    return search;
  };
  for (const make of views) {
    const { left, right, view } = distinctOf(make(), oneTable, options.keep !== undefined);
    const { nearest, found } = ask(right, left, false);
    if (!oneTable) ask(left, right, true);
    if (view) options.keep?.({ view, k, nearest, found });
  }
  return { ...pairs.sorted(), overfullRecords, tiesLeftOut, searchesCutShort };
}

/** What was put together from equal vectors is all that is needed of a view, unless it is kept. */
function distinctOf(view: View, oneTable: boolean, keep: boolean) {
  const right = distinctVectors(view.right, oneTable && view.temporary);
  const left = oneTable ? right : distinctVectors(view.left);
  return { left, right, view: keep ? view : undefined };
}
