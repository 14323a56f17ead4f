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

type Scored = Pick<Linked, 'left' | 'right' | 'prepared' | 'model' | 'probabilities' | 'decisions'>;

/** The account of any pair of ids. A pair that was never compared, because neither record was among the nearest of the
 *  other, is scored now, and says so. */
export function accountOf(linked: Scored, leftId: string, rightId: string): Account {
  const { left, right, prepared, model } = linked;
  const l = placeOf(left.ids, leftId);
  const r = placeOf(right.ids, rightId);
  if (l === undefined) return { kind: 'unknown-id', id: leftId };
  if (r === undefined) return { kind: 'unknown-id', id: rightId };
  const named = prepared.comparators.map((comparator, c) => ({ name: prepared.names[c]!, comparator }));
  const explanation = explain(model, named, l, r);
  const reasons = prepared.comparators.flatMap((comparator) => comparator.vetoes?.(l, r) ?? []);
  const vetoed = reasons.length > 0 ? { vetoed: reasons } : {};
  const p = pairAt(prepared.candidates, l, r);
  if (p === undefined)
    return { kind: 'never-compared', leftId, rightId, decision: 'no match', ...vetoed, ...explanation };
  return {
    kind: 'compared',
    leftId,
    rightId,
    probability: linked.probabilities[p]!,
    decision: linked.decisions[p]!,
    ...vetoed,
    ...explanation,
  };
}

/** The account of two records of one table: a match when they stand in one cluster, which pairs beside them decide too. */
export function accountInOne(deduped: Deduped, someId: string, otherId: string): Account {
  const { table, prepared, scores, clusters } = deduped;
  const [leftId, rightId] = compareText(someId, otherId) <= 0 ? [someId, otherId] : [otherId, someId];
  const account = accountOf(
    {
      ...deduped,
      left: table,
      right: table,
      probabilities: scores.map(probabilityOf),
      decisions: Array.from(prepared.candidates.left, (l, p) =>
        clusters[l] === clusters[prepared.candidates.right[p]!] ? 'match' : 'candidate',
      ),
    },
    leftId,
    rightId,
  );
  if (account.kind === 'unknown-id') return account;
  const verdicts = deduped.judgements.flatMap(({ a, b, verdict }) =>
    (a === leftId && b === rightId) || (a === rightId && b === leftId) ? [verdict] : [],
  );
  const judged = verdicts.length > 0 ? { judged: verdicts } : {};
  if (account.kind === 'compared') return { ...account, ...judged };
  const together = clusters[placeOf(table.ids, leftId)!] === clusters[placeOf(table.ids, rightId)!];
  return { ...account, ...judged, ...(together && { decision: 'match' }) };
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

function pairAt(
  pairs: { readonly left: Int32Array; readonly right: Int32Array },
  l: number,
  r: number,
): number | undefined {
  let from = 0;
  let to = pairs.left.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const order = pairs.left[middle]! - l || pairs.right[middle]! - r;
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return undefined;
}
