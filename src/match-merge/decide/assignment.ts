/** A possible pair and what it is worth; only pairs worth more than 0 are ever taken. */
export interface WorthyPair {
  readonly left: number;
  readonly right: number;
  readonly worth: number;
}

/** The set of pairs in which every record stands at most once and whose worth together is greatest; indexes into
 *  `pairs`, ascending.
 *
 *  Shortest augmenting paths on the sparse graph (Jonker & Volgenant 1987): rows are taken one after the other; each
 *  finds the cheapest way to a free column, other rows moving over on the way, or stays without one. */
export function bestAssignment(pairs: readonly WorthyPair[]): number[] {
  const solver = new Assignment(pairs.filter(({ worth }) => worth > 0));
  const taken = solver.solve();
  return pairs.flatMap((pair, at) => (pair.worth > 0 && taken.get(pair.left) === pair.right ? [at] : []));
}

class Assignment {
  readonly #edges = new Map<number, { readonly right: number; readonly cost: number }[]>();
  readonly #priceOfRight = new Map<number, number>();
  readonly #rightOf = new Map<number, number>();
  readonly #leftOf = new Map<number, number>();
  readonly #most: number;

  constructor(pairs: readonly WorthyPair[]) {
    this.#most = pairs.reduce((most, { worth }) => Math.max(most, worth), 0);
    for (const { left, right, worth } of pairs) {
      const edges = this.#edges.get(left) ?? [];
      edges.push({ right, cost: this.#most - worth });
      this.#edges.set(left, edges);
    }
  }

  solve(): ReadonlyMap<number, number> {
    for (const left of [...this.#edges.keys()].sort((a, b) => a - b)) this.#place(left);
    return this.#rightOf;
  }

  /** Dijkstra over right records at reduced costs (cost - price); `alone` is the cost of some row staying alone. */
  #place(start: number): void {
    const distance = new Map<number, number>();
    const cameFrom = new Map<number, number>();
    const settled = new Set<number>();
    const queue = new Heap();
    let alone = this.#most;
    let leftAlone = start;
    let end: number | undefined;
    let reached = 0;
    this.#relax(start, 0, distance, cameFrom, settled, queue);
    for (;;) {
      const next = queue.pop();
      if (!next || next.key >= alone) break;
      if (settled.has(next.value)) continue;
      settled.add(next.value);
      const right = next.value;
      reached = next.key;
      const holder = this.#leftOf.get(right);
      if (holder === undefined) {
        end = right;
        break;
      }
      // The holder's own price makes its present pair cost nothing.
      const offset = reached - this.#reduced(holder, right);
      const holderAlone = offset + this.#most;
      if (holderAlone < alone) {
        alone = holderAlone;
        leftAlone = holder;
      }
      this.#relax(holder, offset, distance, cameFrom, settled, queue);
    }
    const length = end === undefined ? alone : reached;
    for (const right of settled) {
      const shorter = length - distance.get(right)!;
      if (shorter > 0) this.#priceOfRight.set(right, (this.#priceOfRight.get(right) ?? 0) - shorter);
    }
    this.#flip(start, end, leftAlone, cameFrom);
  }

  #relax(
    left: number,
    offset: number,
    distance: Map<number, number>,
    cameFrom: Map<number, number>,
    settled: ReadonlySet<number>,
    queue: Heap,
  ): void {
    for (const { right, cost } of this.#edges.get(left)!) {
      if (settled.has(right)) continue;
      const way = offset + cost - (this.#priceOfRight.get(right) ?? 0);
      if (way < (distance.get(right) ?? Number.POSITIVE_INFINITY)) {
        distance.set(right, way);
        cameFrom.set(right, left);
        queue.push(way, right);
      }
    }
  }

  #reduced(left: number, right: number): number {
    const edge = this.#edges.get(left)!.find((each) => each.right === right)!;
    return edge.cost - (this.#priceOfRight.get(right) ?? 0);
  }

  /** Hands columns over along the path, from its end back to `start`. */
  #flip(
    start: number,
    end: number | undefined,
    leftAlone: number,
    cameFrom: ReadonlyMap<number, number>,
  ): void {
    if (end === undefined && leftAlone === start) return;
    let right = end ?? this.#rightOf.get(leftAlone)!;
    if (end === undefined) this.#rightOf.delete(leftAlone);
    for (;;) {
      const left = cameFrom.get(right)!;
      const before = this.#rightOf.get(left);
      this.#rightOf.set(left, right);
      this.#leftOf.set(right, left);
      if (left === start) return;
      right = before!;
    }
  }
}

/** A binary heap, least key first, equal keys by value. */
class Heap {
  readonly #items: { readonly key: number; readonly value: number }[] = [];

  push(key: number, value: number): void {
    const items = this.#items;
    items.push({ key, value });
    let at = items.length - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(items[at]!, items[above]!)) break;
      [items[at], items[above]] = [items[above]!, items[at]!];
      at = above;
    }
  }

  pop(): { readonly key: number; readonly value: number } | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || items.length === 0) return first;
    items[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < items.length && before(items[below]!, items[least]!)) least = below;
      if (least === at) return first;
      [items[at], items[least]] = [items[least]!, items[at]!];
      at = least;
    }
  }
}

function before(
  a: { readonly key: number; readonly value: number },
  b: { readonly key: number; readonly value: number },
): boolean {
  return a.key < b.key || (a.key === b.key && a.value < b.value);
}
