import { dedupe } from '../../src/match-merge/dedupe.js';
import { itemTable, itemTruth } from './item-files.js';
import { type WrongMerges, wrongMerges } from './near-miss-merges.js';
import { type PairQuality, qualityOfClusters } from './pair-quality.js';
import { answerParent } from './process.js';

/* Generated items deduplicated in a process of its own, so that its peak memory is its own. */

export interface ItemsAnswer extends PairQuality, WrongMerges {
  readonly records: number;
  /** From the first byte of the file to the clusters. */
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly candidates: number;
  /** Share of the true pairs that were compared at all, 0 to 1. */
  readonly candidateRecall: number;
  readonly overfullRecords: number;
  readonly tiesLeftOut: number;
  readonly searchesCutShort: number;
}

answerParent(async (folder: string): Promise<ItemsAnswer> => {
  const started = performance.now();
  const { table, clusters, prepared } = dedupe(await itemTable(folder));
  const seconds = (performance.now() - started) / 1000;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const truth = itemTruth(folder);
  const predicted = new Map(table.ids.map((id, r) => [id, table.ids[clusters[r]!]!]));
  const quality = qualityOfClusters(truth.itemOf, predicted);
  const { left, right, overfullRecords, tiesLeftOut, searchesCutShort } = prepared.candidates;
  let compared = 0;
  for (let p = 0; p < left.length; p++)
    if (truth.itemOf.get(table.ids[left[p]!]!) === truth.itemOf.get(table.ids[right[p]!]!)) compared++;
  return {
    ...quality,
    ...wrongMerges(truth, predicted),
    records: table.ids.length,
    seconds,
    peakMegabytes,
    candidates: left.length,
    candidateRecall: compared / quality.truePairs,
    overfullRecords,
    tiesLeftOut,
    searchesCutShort,
  };
});
