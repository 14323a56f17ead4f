import { placeOfPair } from './candidates/pair-list.js';
import type { JudgementOfIds } from './clusters/judgements.js';
import type { Deduped } from './dedupe.js';
import type { Linked } from './link.js';
import { type Explanation, explain } from './score/explanation.js';
import { probabilityOf } from './score/model.js';
import { compareText } from './tables/sorted-table.js';

export type Account =
  | { readonly kind: 'unknown-id'; readonly id: string }
  | (Explanation & {
      readonly kind: 'compared' | 'never-compared';
      readonly leftId: string;
      readonly rightId: string;
      /** Of a pair that was compared: rivals counted. */
      readonly probability?: number;
      readonly decision: 'match' | 'review' | 'candidate' | 'no match';
      /** Why no text may make them a match: `16 Fr against 18 Fr`. */
      readonly vetoed?: readonly string[];
      /** What a person said of the pair; it holds against the weight. */
      readonly judged?: readonly ('same' | 'different')[];
    });

interface Scored extends Pick<Linked, 'left' | 'right' | 'prepared' | 'model'> {
  /** What was decided about a candidate pair of so many bits. */
  readonly outcomeOf: (
    p: number,
    bits: number,
  ) => { readonly probability: number; readonly decision: 'match' | 'review' | 'candidate' };
}

/** The account of any pair of ids. A pair that was never compared, because neither record was among the nearest of the
 *  other, is scored now, and says so. */
export function accountOf(linked: Linked, leftId: string, rightId: string): Account {
  const outcomeOf = (p: number) => ({
    probability: linked.probabilities[p]!,
    decision: linked.decisions[p]!,
  });
  const found = account({ ...linked, outcomeOf }, leftId, rightId);
  const judged = linked.judgements.flatMap(({ a, b, verdict }) =>
    a === leftId && b === rightId ? [verdict] : [],
  );
  return found.kind === 'unknown-id' || judged.length === 0 ? found : { ...found, judged };
}

function account(scored: Scored, leftId: string, rightId: string): Account {
  const { left, right, prepared, model } = scored;
  const l = placeOf(left.ids, leftId);
  const r = placeOf(right.ids, rightId);
  if (l === undefined) return { kind: 'unknown-id', id: leftId };
  if (r === undefined) return { kind: 'unknown-id', id: rightId };
  const named = prepared.comparators.map((comparator, c) => ({ name: prepared.names[c]!, comparator }));
  const explanation = explain(model, named, l, r);
  const reasons = prepared.comparators.flatMap((comparator) => comparator.vetoes?.(l, r) ?? []);
  const vetoed = reasons.length > 0 ? { vetoed: reasons } : {};
  const p = placeOfPair(prepared.candidates, l, r);
  if (p === undefined)
    return { kind: 'never-compared', leftId, rightId, decision: 'no match', ...vetoed, ...explanation };
  const outcome = scored.outcomeOf(p, explanation.weight);
  return { kind: 'compared', leftId, rightId, ...outcome, ...vetoed, ...explanation };
}

/** The account of two records of one table: a match when they stand in one cluster, which pairs beside them decide too. */
export function accountInOne(deduped: Deduped, someId: string, otherId: string): Account {
  const { table, prepared, clusters } = deduped;
  const [leftId, rightId] = compareText(someId, otherId) <= 0 ? [someId, otherId] : [otherId, someId];
  const { left, right } = prepared.candidates;
  const outcomeOf = (p: number, bits: number) => ({
    probability: probabilityOf(bits),
    decision: clusters[left[p]!] === clusters[right[p]!] ? ('match' as const) : ('candidate' as const),
  });
  const found = account({ ...deduped, left: table, right: table, outcomeOf }, leftId, rightId);
  if (found.kind === 'unknown-id') return found;
  const verdicts =
    (judgedOf.get(deduped.judgements) ?? readJudged(deduped.judgements)).get(pairKey(leftId, rightId)) ?? [];
  const judged = verdicts.length > 0 ? { judged: verdicts } : {};
  if (found.kind === 'compared') return { ...found, ...judged };
  const together = clusters[placeOf(table.ids, leftId)!] === clusters[placeOf(table.ids, rightId)!];
  return { ...found, ...judged, ...(together && { decision: 'match' }) };
}

/** Judgements by pair, of each list that was asked about: accounts of all pairs ask for them again and again. */
const judgedOf = new WeakMap<readonly JudgementOfIds[], ReadonlyMap<string, JudgementOfIds['verdict'][]>>();

function readJudged(judgements: readonly JudgementOfIds[]) {
  const judged = new Map<string, JudgementOfIds['verdict'][]>();
  for (const { a, b, verdict } of judgements) {
    const key = compareText(a, b) <= 0 ? pairKey(a, b) : pairKey(b, a);
    judged.set(key, [...(judged.get(key) ?? []), verdict]);
  }
  judgedOf.set(judgements, judged);
  return judged;
}

function pairKey(first: string, second: string): string {
  return JSON.stringify([first, second]);
}

function placeOf(sortedIds: readonly string[], id: string): number | undefined {
  let from = 0;
  let to = sortedIds.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const order = compareText(sortedIds[middle]!, id);
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return undefined;
}
