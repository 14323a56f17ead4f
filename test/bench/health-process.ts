import { VectorIndex } from '../../src/match-merge/candidates/vector-index.js';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { link, topCandidates } from '../../src/match-merge/link.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import { textFeatures } from '../../src/match-merge/text/features.js';
import { normalText } from '../../src/match-merge/text/normal-text.js';
import { FeatureCensus, someOf } from '../../src/match-merge/text/vectors.js';
import {
  chargeLines,
  deviceGroups,
  devices,
  drugLines,
  type Question,
  supplyDevices,
  supplyLines,
  systemOf,
} from './health-sets.js';
import { qualityOfPairs } from './pair-quality.js';
import { answerParent } from './process.js';

/* One set of lines in a process of its own, so that its peak memory is its own. */

export interface HealthQuestion {
  readonly folder: string;
  readonly set: HealthSet;
}

export interface HealthFigure {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
}

export const healthSets = {
  'health/drug-lines': linkDrugs,
  'health/drug-lines-one-table': dedupeDrugs,
  'health/supply-lines': (folder: string) => firstCandidates(supplyLines(folder)),
  'health/supply-devices': (folder: string) => firstCandidates(supplyDevices(folder)),
  'health/charge-codes': (folder: string) => firstCandidates(chargeLines(folder)),
  'health/devices-apart': devicesApart,
};

export type HealthSet = keyof typeof healthSets;

if (process.send)
  answerParent(async ({ folder, set }: HealthQuestion): Promise<HealthFigure[]> => {
    const started = performance.now();
    const figures = healthSets[set](folder);
    return [
      ...figures,
      { metric: 'wall time', value: (performance.now() - started) / 1000, unit: 's' },
      { metric: 'peak memory', value: process.resourceUsage().maxRSS / 1024, unit: 'MB' },
    ];
  });

/** Pairs of partial truth count where one of the two has a true partner among the other's lines. */
function closed(truth: readonly [string, string][], pairs: readonly [string, string][]): HealthFigure[] {
  const known = new Set(truth.flatMap(([a, b]) => [`${a} ${systemOf(b)}`, `${b} ${systemOf(a)}`]));
  const ordered = ([a, b]: readonly [string, string]): [string, string] => (a < b ? [a, b] : [b, a]);
  const counted = pairs.filter(
    ([a, b]) => known.has(`${a} ${systemOf(b)}`) || known.has(`${b} ${systemOf(a)}`),
  );
  const { precision, recall, f1 } = qualityOfPairs(truth.map(ordered), counted.map(ordered));
  return [
    { metric: 'precision', value: precision, unit: 'share' },
    { metric: 'recall', value: recall, unit: 'share' },
    { metric: 'f1', value: f1, unit: 'share' },
  ];
}

/** Every two hospitals are linked by themselves. */
function linkDrugs(folder: string): HealthFigure[] {
  const { lines, truth } = drugLines(folder);
  const systems = [...new Set(lines.ids.map(systemOf))].sort();
  const pairs: [string, string][] = [];
  const compared: [string, string][] = [];
  systems.forEach((a, n) => {
    for (const b of systems.slice(n + 1)) {
      const { left, right, decisions, prepared } = link(ofSystem(lines, a), ofSystem(lines, b));
      decisions.forEach((decision, p) => {
        const pair: [string, string] = [
          left.ids[prepared.candidates.left[p]!]!,
          right.ids[prepared.candidates.right[p]!]!,
        ];
        compared.push(pair);
        if (decision === 'match') pairs.push(pair);
      });
    }
  });
  const candidates = qualityOfPairs(
    truth.map(([a, b]) => (a < b ? [a, b] : [b, a])),
    compared,
  );
  return [...closed(truth, pairs), { metric: 'candidate recall', value: candidates.recall, unit: 'share' }];
}

function ofSystem(table: Table, system: string): Table {
  const rows = [...table.ids.keys()].filter((r) => systemOf(table.ids[r]!) === system);
  return {
    columns: table.columns,
    ids: rows.map((r) => table.ids[r]!),
    cells: table.cells.map((cells) => rows.map((r) => cells[r]!)),
  };
}

function dedupeDrugs(folder: string): HealthFigure[] {
  const { lines, truth } = drugLines(folder);
  const { table, clusters } = dedupe(lines);
  return closed(truth, pairsWithin(table.ids, clusters));
}

function pairsWithin(ids: readonly string[], clusters: Int32Array): [string, string][] {
  const members = new Map<number, string[]>();
  clusters.forEach((cluster, r) => {
    members.set(cluster, [...(members.get(cluster) ?? []), ids[r]!]);
  });
  return [...members.values()].flatMap((own) =>
    own.flatMap((a, n) => own.slice(n + 1).map((b): [string, string] => [a, b])),
  );
}

/** Devices that the registry keeps apart: whatever is put together is wrong, unless nothing in their text differs. */
function devicesApart(folder: string): HealthFigure[] {
  const table = devices(folder);
  const groups = deviceGroups(folder);
  const { table: sorted, clusters } = dedupe(table);
  const column = (name: string) => sorted.cells[sorted.columns.indexOf(name)]!;
  const [models, catalogNumbers] = [column('versionModelNumber'), column('catalogNumber')];
  const numbersOf = (r: number) => `${models[r]} ${catalogNumbers[r]}`;
  const numbers = new Set(sorted.ids.map((_, r) => `${clusters[r]} ${numbersOf(r)}`));
  const things = new Set<string>();
  sorted.ids.forEach((id, r) => {
    things.add(`${clusters[r]} ${groups.get(id) ?? id}`);
  });
  const kept = new Set(clusters).size;
  const merged = things.size - kept;
  return [
    { metric: 'false merges', value: (1000 * merged) / sorted.ids.length, unit: 'per 1,000 devices' },
    {
      metric: 'of them under different model or catalog numbers',
      value: (1000 * (numbers.size - kept)) / sorted.ids.length,
      unit: 'per 1,000 devices',
    },
    { metric: 'merges, alike or not', value: sorted.ids.length - kept, unit: 'devices' },
  ];
}

function firstCandidates(questions: readonly Question[]): HealthFigure[] {
  const engine = questions.map(({ left, right, answers }) => {
    const top = new Map<string, string[]>();
    for (const { leftId, rightId } of topCandidates(link(left, right), 5))
      top.set(leftId, [...(top.get(leftId) ?? []), rightId]);
    return hits(answers, top);
  });
  const floor = questions.map(({ left, right, answers }) => hits(answers, nearestByText(left, right, 5)));
  const share = (all: readonly Hits[], of: 'first' | 'firstFive') =>
    all.reduce((sum, each) => sum + each[of], 0) / all.reduce((sum, { asked: n }) => sum + n, 0);
  return (['first', 'firstFive'] as const).map((of) => ({
    metric: of === 'first' ? 'first candidate right' : 'right one in first five',
    value: share(engine, of),
    unit: 'share',
    floor: share(floor, of),
  }));
}

interface Hits {
  readonly asked: number;
  readonly first: number;
  readonly firstFive: number;
}

function hits(answers: Question['answers'], top: ReadonlyMap<string, readonly string[]>): Hits {
  let first = 0;
  let firstFive = 0;
  for (const [id, right] of answers) {
    const own = top.get(id) ?? [];
    if (own[0] !== undefined && right.has(own[0])) first++;
    if (own.slice(0, 5).some((each) => right.has(each))) firstFive++;
  }
  return { asked: answers.size, first, firstFive };
}

/** The floor: cosine of weighted sequences of three characters and words, over all that the two tables say. */
function nearestByText(left: Table, right: Table, k: number): Map<string, string[]> {
  const census = new FeatureCensus();
  for (const table of [left, right])
    for (let r = 0; r < table.ids.length; r++)
      census.count(textFeatures(normalText(table.cells.map((cells) => cells[r]!).join(' '))));
  const vectors = census.vectors();
  const from = left.ids.length;
  const asked = someOf(vectors, 0, from);
  const index = VectorIndex.of(someOf(vectors, from, from + right.ids.length));
  return new Map(
    left.ids.map((id, r) => [id, index.nearest(asked, r, k).records.map((other) => right.ids[other]!)]),
  );
}
