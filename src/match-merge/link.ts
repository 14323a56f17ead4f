import { placeOfPair } from './candidates/pair-list.js';
import type { JudgementOfIds } from './clusters/judgements.js';
import { vetoOf } from './compare/veto.js';
import { callablePairs } from './decide/callable-pairs.js';
import { competing, type Partners } from './decide/competition.js';
import { type JudgedPlaces, judgedPlaces, pairsAt, unjudged } from './decide/judged-pairs.js';
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
  /** What people said of pairs, a of the left table and b of the right one. */
  readonly judgements: readonly JudgementOfIds[];
  /** Pairs that were judged the same and different: they go before a person again. */
  readonly conflicts: readonly { readonly a: string; readonly b: string }[];
}

/** Links two tables: which records of one are records of the other. Depends on what the tables hold and on nothing
 *  else, not on the order of their rows. What people judged of them holds against any weight. */
export function link(
  leftTable: Table,
  rightTable: Table,
  options: {
    readonly oneToOne?: boolean;
    readonly judgements?: readonly JudgementOfIds[];
    readonly stage?: Stage;
  } = {},
): Linked {
  const [left, right] = linesAgainstRecords(sortedById(leftTable), sortedById(rightTable));
  const attributes = alignColumns(left, right);
  const { judgements = [] } = options;
  const judged = judgedPlaces(judgements, left.ids, right.ids);
  const prepared = prepareOn(left, right, attributes, judged, options.stage);
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
  const free = unjudged(pairs, judged, partners);
  const { callable: chosen, calibrated } = callablePairs(pairsAt(pairs, free), partners);
  const callable = chosen.map((n) => free[n]!);
  const rivalled = competition(scores);
  const probabilities = new Float64Array(scores.length);
  for (const p of free) probabilities[p] = rivalled[p]!;
  callable.forEach((p, n) => {
    probabilities[p] = calibrated[n]!;
  });
  const threshold = bestThreshold(
    calibrated,
    calibrated.reduce((sum, p) => sum + p, 0),
  );
  const decisions: Decision[] = Array.from(probabilities, (p) =>
    p >= settings.reviewFrom ? 'review' : 'candidate',
  );
  const vetoed = vetoOf(prepared.comparators);
  for (const p of callable)
    if (probabilities[p]! >= threshold)
      decisions[p] = vetoed(candidates.left[p]!, candidates.right[p]!) ? 'review' : 'match';
  const at = ([l, r]: readonly [number, number]) => placeOfPair(candidates, l, r)!;
  for (const p of judged.same.map(at)) {
    probabilities[p] = 1;
    decisions[p] = 'match';
  }
  for (const p of judged.contested.map(at)) decisions[p] = 'review';
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
    sureFrom: sureThreshold(calibrated, settings.sure),
    callable,
    judgements,
    conflicts: judged.contested.map(([l, r]) => ({ a: left.ids[l]!, b: right.ids[r]! })),
  };
}

function prepareOn(
  left: Table,
  right: Table,
  attributes: readonly Attribute[],
  judged: JudgedPlaces,
  stage: Stage | undefined,
) {
  const also = [...judged.same, ...judged.different, ...judged.contested];
  const threads = new Threads(Math.max(left.ids.length, right.ids.length));
  try {
    return prepare(left, right, attributes, { oneTable: false, threads, also, stage });
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

/** The k best candidates of every left record, decided or not, best first: by weight, but for what people said. */
export function topCandidates(linked: Linked, k: number): LinkedPair[] {
  const { candidates } = linked.prepared;
  const { left, right, scores, judgements } = linked;
  const said = new Map(
    judgements.map(({ a, b, verdict }) => [JSON.stringify([a, b]), verdict === 'same' ? 1 : -1]),
  );
  const wordOn = (p: number) =>
    said.get(JSON.stringify([left.ids[candidates.left[p]!], right.ids[candidates.right[p]!]])) ?? 0;
  const ofLeft = new Map<number, number[]>();
  for (let p = 0; p < candidates.left.length; p++) {
    const own = ofLeft.get(candidates.left[p]!) ?? [];
    own.push(p);
    ofLeft.set(candidates.left[p]!, own);
  }
  return [...ofLeft.values()].flatMap((own) =>
    own
      .sort((x, y) => (said.size && wordOn(y) - wordOn(x)) || scores[y]! - scores[x]! || x - y)
      .slice(0, k)
      .map((p) => linkedPair(linked, candidates.left[p]!, candidates.right[p]!, p)),
  );
}
