import { type ConflictOfIds, clusterUnderJudgements, type JudgementOfIds } from '../clusters/judgements.js';
import type { Thresholds } from '../models/parameters.js';
import { apartBecause, type Thing } from '../models/thing.js';
import { settings } from '../settings.js';
import { compareText } from '../tables/sorted-table.js';

/** Two things that were compared. */
export interface WeighedThings {
  readonly a: string;
  readonly b: string;
  /** Bits, vetoes not heeded. */
  readonly weight: number;
  /** Why no text may join them. */
  readonly vetoed: readonly string[];
}

/** Why a pair that may well be one thing is put before a person. */
export type ReviewReason = 'LIKELY' | 'VETOED' | 'CONTESTED' | 'IN_CONFLICT';

export interface Review {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
  readonly why: ReviewReason;
}

export interface Decided {
  /** Thing → the first of its cluster, by key. */
  readonly clusters: ReadonlyMap<string, string>;
  /** Of every two clusters that may be one, the likeliest pair. */
  readonly reviews: readonly Review[];
  readonly conflicts: readonly ConflictOfIds[];
}

export interface Deciding {
  readonly things: readonly Thing[];
  /** Each pair once. */
  readonly pairs: readonly WeighedThings[];
  readonly judgements: readonly JudgementOfIds[];
  /** Pairs of which a person could not tell: not asked about again. */
  readonly unsure: readonly { readonly a: string; readonly b: string }[];
  readonly thresholds: Thresholds;
  /** Bits of two things that are no pair; -Infinity where their texts forbid it. */
  readonly bitsOf: (a: string, b: string) => number;
}

/** Bits by which one road must be likelier than another that excludes it. */
export const clearlyLikelier = 10;

/** Which things are one, and which a person has to look at: a pure function of what was said, weighed and judged, so that
 *  it does not matter in which order things came or how often it is asked.
 *
 *  Two are one by themselves from `matchFrom` on, unless a veto, certain evidence (GTINs, a registry) or a person’s word
 *  forbids it, or another road excludes it: a thing that would go as well to two that cannot be one is never guessed.
 *  What is likely from `reviewFrom` on and not joined is for a person. */
export function decideThings({ things, pairs, judgements, unsure, thresholds, bitsOf }: Deciding): Decided {
  const ordered = [...things].sort((x, y) => compareText(x.key, y.key) || compareText(x.id, y.id));
  const place = new Map(ordered.map(({ id }, at) => [id, at]));
  const at = (id: string) => place.get(id)!;
  const known = pairs.filter(({ a, b }) => place.has(a) && place.has(b));
  const judged = verdictsOf(judgements);
  const apart = (a: string, b: string) => apartBecause(ordered[at(a)]!, ordered[at(b)]!) !== undefined;
  const contested = contestedIn(known, { apart, judged, matchFrom: thresholds.matchFrom });
  const why = (pair: WeighedThings): ReviewReason => {
    if (pair.vetoed.length > 0) return 'VETOED';
    if (ordered[at(pair.a)]!.inConflict || ordered[at(pair.b)]!.inConflict) return 'IN_CONFLICT';
    return contested.has(pair) ? 'CONTESTED' : 'LIKELY';
  };
  const joining = (a: string, b: string, bits: number) =>
    apart(a, b) || ordered[at(a)]!.inConflict || ordered[at(b)]!.inConflict
      ? Number.NEGATIVE_INFINITY
      : bits - thresholds.matchFrom;
  const weighed = known.flatMap((pair) => {
    if (contested.has(pair)) return [];
    const bits = pair.vetoed.length > 0 ? Number.NEGATIVE_INFINITY : joining(pair.a, pair.b, pair.weight);
    const [a, b] = [at(pair.a), at(pair.b)];
    return [{ a: Math.min(a, b), b: Math.max(a, b), bits }];
  });
  const { clusters, conflicts } = clusterUnderJudgements(
    {
      count: ordered.length,
      pairs: weighed,
      bitsOf: (a, b) => joining(ordered[a]!.id, ordered[b]!.id, bitsOf(ordered[a]!.id, ordered[b]!.id)),
      loudest: settings.loudest,
    },
    judgements
      .filter(({ a, b }) => place.has(a) && place.has(b))
      .map(({ a, b, verdict }) => ({ a: at(a), b: at(b), verdict })),
  );
  const clusterOf = new Map(ordered.map(({ id }, n) => [id, ordered[clusters[n]!]!.id]));
  const idOf = (n: number) => ordered[n]!.id;
  return {
    clusters: clusterOf,
    reviews: reviewsOf(known, clusterOf, {
      ...{ apart, judged, why, reviewFrom: thresholds.reviewFrom },
      asked: new Set(unsure.map(({ a, b }) => keyOf(a, b))),
    }),
    conflicts: conflicts.map(({ a, b, path }) => ({ a: idOf(a), b: idOf(b), path: path.map(idOf) })),
  };
}

type Verdicts = (a: string, b: string) => 'same' | 'different' | undefined;

function verdictsOf(judgements: readonly JudgementOfIds[]): Verdicts {
  const said = new Map<string, 'same' | 'different'>();
  // Of two that contradict each other it is the one that keeps apart that holds.
  for (const { a, b, verdict } of judgements)
    if (said.get(keyOf(a, b)) !== 'different') said.set(keyOf(a, b), verdict);
  return (a, b) => said.get(keyOf(a, b));
}

const keyOf = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Pairs beside which stands another that is about as likely and excludes it. One that a person has ruled out excludes
 *  nothing. */
function contestedIn(
  pairs: readonly WeighedThings[],
  rules: { apart: (a: string, b: string) => boolean; judged: Verdicts; matchFrom: number },
): ReadonlySet<WeighedThings> {
  const likely = pairs.filter(
    ({ a, b, weight, vetoed }) =>
      weight >= rules.matchFrom - clearlyLikelier &&
      vetoed.length === 0 &&
      rules.judged(a, b) !== 'different' &&
      !rules.apart(a, b),
  );
  const of = new Map<string, { other: string; pair: WeighedThings }[]>();
  const tie = (from: string, other: string, pair: WeighedThings) => {
    const known = of.get(from);
    if (known) known.push({ other, pair });
    else of.set(from, [{ other, pair }]);
  };
  for (const pair of likely) {
    tie(pair.a, pair.b, pair);
    tie(pair.b, pair.a, pair);
  }
  const contested = new Set<WeighedThings>();
  for (const roads of of.values())
    for (const one of roads)
      for (const rival of roads)
        if (
          one !== rival &&
          rival.pair.weight > one.pair.weight - clearlyLikelier &&
          rules.apart(one.other, rival.other)
        )
          contested.add(one.pair);
  return contested;
}

/** One pair a pair of clusters: the likeliest, of equals the first. Two clusters that certain evidence or a person holds
 *  apart somewhere are no question any more. */
function reviewsOf(
  pairs: readonly WeighedThings[],
  clusterOf: ReadonlyMap<string, string>,
  rules: {
    apart: (a: string, b: string) => boolean;
    judged: Verdicts;
    why: (pair: WeighedThings) => ReviewReason;
    reviewFrom: number;
    asked: ReadonlySet<string>;
  },
): Review[] {
  const members = new Map<string, string[]>();
  for (const [id, cluster] of clusterOf) members.set(cluster, [...(members.get(cluster) ?? []), id]);
  const settled = (x: string, y: string) =>
    members
      .get(x)!
      .some((a) =>
        members
          .get(y)!
          .some(
            (b) => rules.apart(a, b) || rules.judged(a, b) === 'different' || rules.asked.has(keyOf(a, b)),
          ),
      );
  const likeliest = new Map<string, WeighedThings>();
  for (const pair of pairs) {
    const [x, y] = [clusterOf.get(pair.a)!, clusterOf.get(pair.b)!];
    if (x === y || pair.weight < rules.reviewFrom) continue;
    const known = likeliest.get(keyOf(x, y));
    if (
      !known ||
      pair.weight > known.weight ||
      (pair.weight === known.weight && keyOf(pair.a, pair.b) < keyOf(known.a, known.b))
    )
      likeliest.set(keyOf(x, y), pair);
  }
  return [...likeliest.values()]
    .filter(({ a, b }) => !settled(clusterOf.get(a)!, clusterOf.get(b)!))
    .map((pair) => ({ a: pair.a, b: pair.b, weight: pair.weight, why: rules.why(pair) }));
}
