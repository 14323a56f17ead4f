import type { Candidates, KeptView } from './candidates/candidate-pairs.js';
import type { WeighedPair } from './clusters/average-linkage.js';
import {
  type ConflictOfIds,
  clusterUnderJudgements,
  type Judgement,
  type JudgementOfIds,
} from './clusters/judgements.js';
import { vetoOf } from './compare/veto.js';
import { footOfMatches } from './decide/valley.js';
import { type Prepared, prepare, type Stage } from './prepare.js';
import { learn, scalesOf } from './score/expectation-maximization.js';
import { type Model, probabilityOf, scoreOf, scorePairs } from './score/model.js';
import { scoringOf } from './score/scoring.js';
import { rarity, surpriseOfAgreement } from './score/seeds.js';
import { sharesOf } from './score/shares.js';
import { settings } from './settings.js';
import { type Attribute, attributesOfOne } from './tables/align-columns.js';
import { sortedById } from './tables/sorted-table.js';
import type { Table } from './tables/table.js';
import { Threads } from './threads/threads.js';

export interface Deduped {
  readonly attributes: readonly Attribute[];
  readonly table: Table;
  readonly prepared: Prepared;
  readonly model: Model;
  /** Bits of every candidate pair; -Infinity of those that speak against it. */
  readonly scores: Float64Array;
  /** Of every record, the place of the first record of its cluster. */
  readonly clusters: Int32Array;
  readonly judgements: readonly JudgementOfIds[];
  /** Judgements that contradict each other; those of `same` that are part of it joined nothing. */
  readonly conflicts: readonly ConflictOfIds[];
}

/** Finds the records of one table that are the same thing. What people judged of them, by ids of the table, holds. */
export function dedupe(
  unsorted: Table,
  options: {
    readonly judgements?: readonly JudgementOfIds[];
    readonly stage?: Stage | undefined;
    /** What the columns are, where it is known; else their values tell. */
    readonly attributes?: readonly Attribute[];
    /** Hears what is needed to go on with single records (`LiveMatcher`). */
    readonly keep?: (kept: KeptView) => void;
  } = {},
): Deduped {
  const { judgements = [] } = options;
  const table = sortedById(unsorted);
  const attributes = options.attributes ?? attributesOfOne(table);
  const threads = new Threads(table.ids.length);
  try {
    return dedupePrepared(table, attributes, judgements, threads, options);
  } finally {
    threads.close();
  }
}

function dedupePrepared(
  table: Table,
  attributes: readonly Attribute[],
  judgements: readonly JudgementOfIds[],
  threads: Threads,
  { stage, keep }: { readonly stage?: Stage | undefined; readonly keep?: (kept: KeptView) => void },
): Deduped {
  const { learnFrom } = settings;
  const prepared = prepare(table, table, attributes, { oneTable: true, threads, learnFrom, keep, stage });
  const { candidates, evidence, standsFor, chance, comparators } = prepared;
  const shares = sharesOf(chance);
  const pairsPerRecord = Math.log2(Math.max(1, table.ids.length));
  const ofChance = surpriseOfAgreement(chance, chance, shares);
  const lead = (sums: Float64Array) => rarity(sums, ofChance).map((bits) => bits - pairsPerRecord);
  const leads = lead(surpriseOfAgreement(evidence, chance, shares));
  const { model: learned } = learn({
    scales: scalesOf(comparators),
    evidence,
    standsFor,
    chance,
    seeds: leads.map(probabilityOf),
    shares,
    chanceSeeds: lead(ofChance).map(probabilityOf),
    // What every record shares with several by chance is no match, however well it would explain the columns:
    // otherwise "same maker" can become what is learned.
    competition: (scores) =>
      scores.map((bits, p) => probabilityOf(Math.min(bits, leads[p]! + settings.slack))),
    allPairs: Math.max(1, (table.ids.length * (table.ids.length - 1)) / 2),
    surpriseShare: settings.surpriseShare,
    rounds: settings.rounds,
    converged: settings.converged,
  });
  const foot = footOfMatches(scorePairs(learned, evidence));
  const model = { ...learned, prior: learned.prior - foot };
  const parts = comparators.map((comparator) => comparator.parts());
  // Pairs that speak against it are not asked about again, so their bits need not be known.
  const scoring = scoringOf(model, parts, candidates, 0);
  threads.run(scoring, (done, total) => stage?.('comparing', done, total));
  const { scores } = scoring;
  const vetoed = vetoOf(comparators);
  // What a text forbids, no other pair of two clusters makes up for.
  const bitsOf = (a: number, b: number) =>
    vetoed(a, b) ? Number.NEGATIVE_INFINITY : scoreOf(model, comparators, a, b);
  const judged = clusterUnderJudgements(
    {
      count: table.ids.length,
      pairs: { [Symbol.iterator]: () => weighed(candidates, scores, vetoed) },
      bitsOf: (a, b) => bitsOf(Math.min(a, b), Math.max(a, b)),
      loudest: settings.loudest,
    },
    placed(judgements, table.ids),
  );
  const idOf = (place: number) => table.ids[place]!;
  const conflicts = judged.conflicts.map(({ a, b, path }) => ({
    a: idOf(a),
    b: idOf(b),
    path: path.map(idOf),
  }));
  return { attributes, table, prepared, model, scores, clusters: judged.clusters, judgements, conflicts };
}

/** Judgements of things that are not there say nothing. */
function placed(judgements: readonly JudgementOfIds[], ids: readonly string[]): Judgement[] {
  if (judgements.length === 0) return [];
  const place = new Map(ids.map((id, r) => [id, r]));
  return judgements.flatMap((judgement) => {
    const [a, b] = [place.get(judgement.a), place.get(judgement.b)];
    return a === undefined || b === undefined ? [] : [{ a, b, verdict: judgement.verdict }];
  });
}

/** One pair after the other: a list of millions of objects would be most of the memory. */
function* weighed(
  { left, right }: Candidates,
  scores: Float64Array,
  vetoed: (a: number, b: number) => boolean,
): Generator<WeighedPair> {
  for (let p = 0; p < scores.length; p++) {
    const a = left[p]!;
    const b = right[p]!;
    const bits = scores[p]!;
    yield { a, b, bits: bits > 0 && vetoed(a, b) ? Number.NEGATIVE_INFINITY : bits };
  }
}
