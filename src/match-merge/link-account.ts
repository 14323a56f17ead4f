import type { Linked } from './link.js';
import { type Explanation, explain } from './score/explanation.js';
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
    });

/** The account of any pair of ids. A pair that was never compared, because neither record was among the nearest of the
 *  other, is scored now, and says so. */
export function accountOf(linked: Linked, leftId: string, rightId: string): Account {
  const { left, right, prepared, model } = linked;
  const l = placeOf(left.ids, leftId);
  const r = placeOf(right.ids, rightId);
  if (l === undefined) return { kind: 'unknown-id', id: leftId };
  if (r === undefined) return { kind: 'unknown-id', id: rightId };
  const named = prepared.comparators.map((comparator, c) => ({ name: prepared.names[c]!, comparator }));
  const explanation = explain(model, named, l, r);
  const p = pairAt(prepared.candidates, l, r);
  if (p === undefined)
    return { kind: 'never-compared', leftId, rightId, decision: 'no match', ...explanation };
  return {
    kind: 'compared',
    leftId,
    rightId,
    probability: linked.probabilities[p]!,
    decision: linked.decisions[p]!,
    ...explanation,
  };
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
