import { LiveMatcher } from '../../src/match-merge/live-matcher.js';
import { itemTable } from './item-files.js';
import { answerParent } from './process.js';

/* Generated items kept by a LiveMatcher in a process of its own, and single records searched and put. */

export interface LiveAnswer {
  readonly records: number;
  /** From the table to the matcher. */
  readonly startSeconds: number;
  readonly megabytes: number;
  /** Milliseconds of each question. */
  readonly searches: readonly number[];
  readonly puts: readonly number[];
  /** Share of the records that found themselves among the first ten. */
  readonly foundThemselves: number;
}

const asked = 500;
/** Questions before anything is measured. */
const warmUp = 50;

answerParent(async (folder: string): Promise<LiveAnswer> => {
  const table = await itemTable(folder);
  const { ids, cells } = table;
  const started = performance.now();
  const matcher = LiveMatcher.of(table);
  const startSeconds = (performance.now() - started) / 1000;
  const every = Math.max(1, Math.floor(ids.length / (asked + warmUp)));
  const records = ids
    .map((id, r) => ({ id, cells: cells.map((column) => column[r]!) }))
    .filter((_, r) => r % every === 0)
    .slice(0, asked + warmUp);
  let found = 0;
  const timed = (work: (record: (typeof records)[number]) => void) =>
    records
      .map((record) => {
        const from = performance.now();
        work(record);
        return performance.now() - from;
      })
      .slice(warmUp);
  const searches = timed((record) => {
    if (matcher.candidates(record.cells, 10).some(({ id }) => id === record.id)) found++;
  });
  const puts = timed((record) => {
    matcher.put(record);
  });
  return {
    records: ids.length,
    startSeconds,
    megabytes: process.memoryUsage().rss / 2 ** 20,
    searches,
    puts,
    foundThemselves: found / records.length,
  };
});
