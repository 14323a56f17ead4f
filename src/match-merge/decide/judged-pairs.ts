import { placeOfPair } from '../candidates/pair-list.js';
import type { JudgementOfIds } from '../clusters/judgements.js';
import type { ScoredPairs } from './choices.js';
import type { Partners } from './competition.js';

type Place = readonly [left: number, right: number];

/** What people said of pairs of two tables, by the places of their records. */
export interface JudgedPlaces {
  readonly same: readonly Place[];
  readonly different: readonly Place[];
  /** Judged both: nobody guesses which of it is wrong. */
  readonly contested: readonly Place[];
}

export function judgedPlaces(
  judgements: readonly JudgementOfIds[],
  leftIds: readonly string[],
  rightIds: readonly string[],
): JudgedPlaces {
  const none = { same: [], different: [], contested: [] };
  if (judgements.length === 0) return none;
  const lefts = new Map(leftIds.map((id, l) => [id, l]));
  const rights = new Map(rightIds.map((id, r) => [id, r]));
  const verdicts = new Map<string, { place: Place; said: Set<JudgementOfIds['verdict']> }>();
  for (const { a, b, verdict } of judgements) {
    const place = [lefts.get(a), rights.get(b)];
    // Judgements of things that are not there say nothing.
    if (place[0] === undefined || place[1] === undefined) continue;
    const known = verdicts.get(`${place}`) ?? { place: place as unknown as Place, said: new Set() };
    verdicts.set(`${place}`, { ...known, said: known.said.add(verdict) });
  }
  const placesThat = (holds: (said: ReadonlySet<JudgementOfIds['verdict']>) => boolean) =>
    [...verdicts.values()].flatMap(({ place, said }) => (holds(said) ? [place] : []));
  return {
    same: placesThat((said) => said.size === 1 && said.has('same')),
    different: placesThat((said) => said.size === 1 && said.has('different')),
    contested: placesThat((said) => said.size > 1),
  };
}

/** Places of the pairs that judgements leave to their weights: neither judged themselves, nor rivals of what was judged the
 *  same where a record has one partner at most. */
export function unjudged(
  { left, right }: Pick<ScoredPairs, 'left' | 'right'>,
  { same, different, contested }: JudgedPlaces,
  partners: Partners,
): Int32Array {
  const takenLefts = new Set(partners === 'one left' ? [] : same.map(([l]) => l));
  const takenRights = new Set(partners === 'one right' ? [] : same.map(([, r]) => r));
  const judged = new Set(
    [...same, ...different, ...contested].map(([l, r]) => placeOfPair({ left, right }, l, r)),
  );
  return Int32Array.from(left.keys()).filter(
    (p) => !judged.has(p) && !takenLefts.has(left[p]!) && !takenRights.has(right[p]!),
  );
}

/** The pairs at some places, ascending. */
export function pairsAt(pairs: ScoredPairs, places: ArrayLike<number>): ScoredPairs {
  const { left, right, scores } = pairs;
  if (places.length === scores.length) return pairs;
  return {
    left: Int32Array.from(places, (p) => left[p]!),
    right: Int32Array.from(places, (p) => right[p]!),
    scores: Float64Array.from(places, (p) => scores[p]!),
  };
}
