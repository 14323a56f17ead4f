import { vetoOf } from './compare/veto.js';
import { choice, strengths } from './decide/choices.js';
import { competing, type Partners } from './decide/competition.js';
import { againstDecoys } from './decide/decoys.js';
import { bestThreshold, sureThreshold } from './decide/threshold.js';
import { type Prepared, prepare, type Stage } from './prepare.js';
import { learn, scalesOf } from './score/expectation-maximization.js';
import { type Model, probabilityOf, scorePairs } from './score/model.js';
import { surpriseOfAgreement } from './score/seeds.js';
import { sharesOf } from './score/shares.js';
import { settings } from './settings.js';
import { type Attribute, alignColumns } from './tables/align-columns.js';
import { linesAgainstRecords } from './tables/lines-against-records.js';
import { sortedById } from './tables/sorted-table.js';
import type { Table } from './tables/table.js';
import { Threads } from './threads/threads.js';

export type Decision = 'match' | 'review' | 'candidate';

export interface LinkedPair {
  readonly leftId: string;
  readonly rightId: string;
  /** 0 to 1, rivals counted. */
  readonly probability: number;
  /** Bits; what the explanation sums to. */
  readonly weight: number;
  readonly decision: Decision;
}

export interface Linked {
  readonly attributes: readonly Attribute[];
  readonly left: Table;
  readonly right: Table;
  readonly prepared: Prepared;
  readonly model: Model;
  readonly scores: Float64Array;
  readonly probabilities: Float64Array;
  /** Of every candidate pair. */
  readonly decisions: readonly Decision[];
  readonly threshold: number;
  /** The stricter probability from which on 99 of 100 matches are expected to be right; infinite where none are. */
  readonly sureFrom: number;
  /** Places of the pairs that may be called matches together. */
  readonly callable: readonly number[];
}

/** Links two tables: which records of one are records of the other. Depends on what the tables hold and on nothing
 *  else, not on the order of their rows. */
export function link(
  leftTable: Table,
  rightTable: Table,
  options: { readonly oneToOne?: boolean; readonly stage?: Stage } = {},
): Linked {
  const [left, right] = linesAgainstRecords(sortedById(leftTable), sortedById(rightTable));
  const attributes = alignColumns(left, right);
  const prepared = prepareOn(left, right, attributes, options.stage);
  const { candidates, evidence, chance } = prepared;
  const partners = partnersOf(left, right, options.oneToOne ?? false);
  const competition = (scores: Float64Array) => competing(candidates, scores, partners);
  const shares = sharesOf(chance);
  const pairsPerRecord = Math.log2(Math.max(left.ids.length, right.ids.length));
  const seeds = competition(
    surpriseOfAgreement(evidence, chance, shares).map((bits) => bits - pairsPerRecord),
  );
  const chanceSeeds = surpriseOfAgreement(chance, chance, shares).map((bits) =>
    probabilityOf(bits - pairsPerRecord),
  );
  const { model } = learn({
    scales: scalesOf(prepared.comparators),
    evidence,
    chance,
    seeds,
    competition,
    shares,
    chanceSeeds,
    allPairs: left.ids.length * right.ids.length,
    surpriseShare: settings.surpriseShare,
    rounds: settings.rounds,
    converged: settings.converged,
  });
  const scores = scorePairs(model, evidence);
  const pairs = { left: candidates.left, right: candidates.right, scores };
  const first = choice(pairs, partners);
  const firsts = new Set(first);
  const second = choice(pairs, partners, firsts);
  const calibrated = againstDecoys(
    strengths(pairs, partners, first, new Set()),
    strengths(pairs, partners, second, firsts),
  );
  const probabilities = competition(scores);
  first.forEach((p, n) => {
    probabilities[p] = calibrated[n]!;
  });
  const threshold = bestThreshold(
    [...calibrated],
    calibrated.reduce((sum, p) => sum + p, 0),
  );
  const decisions: Decision[] = Array.from(probabilities, (p) =>
    p >= settings.reviewFrom ? 'review' : 'candidate',
  );
  const vetoed = vetoOf(prepared.comparators);
  for (const p of first)
    if (probabilities[p]! >= threshold)
      decisions[p] = vetoed(candidates.left[p]!, candidates.right[p]!) ? 'review' : 'match';
  return {
    attributes,
    left,
    right,
    prepared,
    model,
    scores,
    probabilities,
    decisions,
    threshold,
    sureFrom: sureThreshold([...calibrated], settings.sure),
    callable: first,
  };
}

function prepareOn(left: Table, right: Table, attributes: readonly Attribute[], stage: Stage | undefined) {
  const threads = new Threads(Math.max(left.ids.length, right.ids.length));
  try {
    return prepare(left, right, attributes, { oneTable: false, threads, stage });
  } finally {
    threads.close();
  }
}

/** Without a word about it, only the records of the smaller table are supposed to have one partner at most. */
function partnersOf(left: Table, right: Table, oneToOne: boolean): Partners {
  if (oneToOne) return 'one left, one right';
  return right.ids.length <= left.ids.length ? 'one left' : 'one right';
}

/** Pairs as they are handed out, in the order of left id, then right id. */
export function linkedPairs(linked: Linked): LinkedPair[] {
  const { candidates } = linked.prepared;
  return linked.decisions.flatMap((decision, p) =>
    decision === 'candidate' ? [] : [linkedPair(linked, candidates.left[p]!, candidates.right[p]!, p)],
  );
}

export function linkedPair(linked: Linked, left: number, right: number, p: number): LinkedPair {
  return {
    leftId: linked.left.ids[left]!,
    rightId: linked.right.ids[right]!,
    probability: linked.probabilities[p]!,
    weight: linked.scores[p]!,
    decision: linked.decisions[p]!,
  };
}

/** The k best candidates of every left record, decided or not, best first. */
export function topCandidates(linked: Linked, k: number): LinkedPair[] {
  const { candidates } = linked.prepared;
  const ofLeft = new Map<number, number[]>();
  for (let p = 0; p < candidates.left.length; p++) {
    const own = ofLeft.get(candidates.left[p]!) ?? [];
    own.push(p);
    ofLeft.set(candidates.left[p]!, own);
  }
  const isMatch = (p: number) => (linked.decisions[p] === 'match' ? 1 : 0);
  return [...ofLeft.values()].flatMap((own) =>
    own
      .sort((x, y) => isMatch(y) - isMatch(x) || linked.scores[y]! - linked.scores[x]! || x - y)
      .slice(0, k)
      .map((p) => linkedPair(linked, candidates.left[p]!, candidates.right[p]!, p)),
  );
}
