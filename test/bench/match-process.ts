import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { link } from '../../src/match-merge/link.js';
import { readTable } from '../../src/match-merge/tables/read-table.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import { type PairQuality, qualityOfClusters, qualityOfPairs } from './pair-quality.js';
import { answerParent } from './process.js';

/* One set in a process of its own, so that its peak memory is its own. */

export interface MatchQuestion {
  readonly folder: string;
  readonly oneToOne: boolean;
}

export interface MatchAnswer extends PairQuality {
  /** Share of the true pairs that were compared at all, 0 to 1. */
  readonly candidateRecall: number;
  /** Of two tables, the matches that need no person (from `sureFrom` on): the share of them that is right, and what share of
   *  all matches they are. */
  readonly sure?: { readonly precision: number; readonly share: number } | undefined;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

answerParent(async ({ folder, oneToOne }: MatchQuestion): Promise<MatchAnswer> => {
  const started = performance.now();
  const measured = existsSync(join(folder, 'left.csv'))
    ? await linkSet(folder, oneToOne)
    : await dedupeSet(folder);
  const { seconds, ...quality } = measured(started);
  return { ...quality, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
});

type Measured = (started: number) => PairQuality & Pick<MatchAnswer, 'candidateRecall' | 'sure' | 'seconds'>;

async function linkSet(folder: string, oneToOne: boolean): Promise<Measured> {
  const linked = link(await tableOf(folder, 'left.csv'), await tableOf(folder, 'right.csv'), { oneToOne });
  const ended = performance.now();
  const { candidates } = linked.prepared;
  const pair = (p: number): [string, string] => [
    linked.left.ids[candidates.left[p]!]!,
    linked.right.ids[candidates.right[p]!]!,
  ];
  const all = Array.from(candidates.left, (_, p) => p);
  const truth = pairsOf(join(folder, 'truth.csv'));
  const matches = all.filter((p) => linked.decisions[p] === 'match');
  const sure = matches.filter((p) => linked.probabilities[p]! >= linked.sureFrom);
  return (started) => ({
    ...qualityOfPairs(truth, matches.map(pair)),
    sure:
      sure.length === 0
        ? undefined
        : {
            precision: qualityOfPairs(truth, sure.map(pair)).precision,
            share: sure.length / matches.length,
          },
    candidateRecall: qualityOfPairs(truth, all.map(pair)).recall,
    seconds: (ended - started) / 1000,
  });
}

async function dedupeSet(folder: string): Promise<Measured> {
  const { table, clusters, prepared } = dedupe(await tableOf(folder, 'records.csv'));
  const ended = performance.now();
  const truth = new Map(pairsOf(join(folder, 'truth.csv')));
  const predicted = new Map(table.ids.map((id, r) => [id, String(clusters[r])]));
  const { left, right } = prepared.candidates;
  let compared = 0;
  for (let p = 0; p < left.length; p++)
    if (truth.get(table.ids[left[p]!]!) === truth.get(table.ids[right[p]!]!)) compared++;
  const quality = qualityOfClusters(truth, predicted);
  return (started) => ({
    ...quality,
    candidateRecall: quality.truePairs === 0 ? 0 : compared / quality.truePairs,
    seconds: (ended - started) / 1000,
  });
}

async function tableOf(folder: string, file: string): Promise<Table> {
  const read = await readTable(createReadStream(join(folder, file)), 'id');
  if (read.kind === 'refused') throw new Error(`${join(folder, file)}: ${read.sentence}`);
  return read.table;
}

function pairsOf(path: string): [string, string][] {
  return readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [first = '', second = ''] = line.split(',');
      return [first, second];
    });
}
