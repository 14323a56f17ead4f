import type { Table } from '../../match-merge/tables/table.js';

export type PairOfIds =
  | { readonly kind: 'pair'; readonly left: string; readonly right: string }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Reads `--explain LEFT,RIGHT`. Ids may hold commas themselves: what counts is which ids there are. */
export function pairOfIds(text: string, left: Table, right: Table): PairOfIds {
  const parts = text.split(',');
  if (parts.length < 2)
    return refused(`--explain takes two ids with a comma between them: LEFT,RIGHT, not "${text}".`);
  const lefts = new Set(left.ids);
  const rights = new Set(right.ids);
  const pairs = parts
    .slice(1)
    .map((_, at) => [parts.slice(0, at + 1).join(','), parts.slice(at + 1).join(',')] as const);
  const known = pairs.filter(([l, r]) => lefts.has(l) && rights.has(r));
  if (known.length > 1) return refused(`--explain "${text}" can be read as ${known.length} pairs of ids.`);
  const [l, r] = known[0] ?? pairs[0]!;
  if (!lefts.has(l)) return refused(`--explain: there is no record with the id "${l}" on the left.`);
  if (!rights.has(r)) return refused(`--explain: there is no record with the id "${r}" on the right.`);
  return { kind: 'pair', left: l, right: r };
}

function refused(sentence: string): PairOfIds {
  return { kind: 'refused', sentence };
}
