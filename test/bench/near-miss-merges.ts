/** What is known of generated items: `npm run generate -- items`. */
export interface ItemTruth {
  /** The item of each record. */
  readonly itemOf: ReadonlyMap<string, string>;
  /** Of each record of a near miss, a record of the item that it nearly is. */
  readonly nearlyOf: ReadonlyMap<string, string>;
}

export interface WrongMerges {
  /** Pairs of items that stand in one predicted cluster, where the one is a near miss of the other or both of a third. */
  readonly nearMisses: number;
  /** Such pairs of any two items. */
  readonly all: number;
}

/** Different items that were put into one cluster. Counted are pairs of items, once for each cluster they meet in. */
export function wrongMerges(
  { itemOf, nearlyOf }: ItemTruth,
  predicted: ReadonlyMap<string, string>,
): WrongMerges {
  const familyOf = new Map<string, string>();
  for (const [id, other] of nearlyOf) familyOf.set(itemOf.get(id)!, itemOf.get(other)!);
  const itemsOf = new Map<string, Set<string>>();
  for (const [id, cluster] of predicted) {
    const items = itemsOf.get(cluster) ?? new Set();
    itemsOf.set(cluster, items.add(itemOf.get(id)!));
  }
  let nearMisses = 0;
  let all = 0;
  for (const items of itemsOf.values()) {
    if (items.size === 1) continue;
    all += pairsOf(items.size);
    const families = new Map<string, number>();
    for (const item of items) {
      const family = familyOf.get(item) ?? item;
      families.set(family, (families.get(family) ?? 0) + 1);
    }
    for (const members of families.values()) nearMisses += pairsOf(members);
  }
  return { nearMisses, all };
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
