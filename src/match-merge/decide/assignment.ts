/** A possible pair and what it is worth; only pairs worth more than 0 are ever taken. */
export interface WorthyPair {
  readonly left: number;
  readonly right: number;
  readonly worth: number;
}

/** The same in flat lists, one place a pair. */
export interface WorthyPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly worth: Float64Array;
}

/** The set of pairs in which every record stands at most once and whose worth together is greatest; indexes into
 *  `pairs`, ascending. */
export function bestAssignment(pairs: readonly WorthyPair[]): number[] {
  return bestAssignmentOf({
    left: Int32Array.from(pairs, ({ left }) => left),
    right: Int32Array.from(pairs, ({ right }) => right),
    worth: Float64Array.from(pairs, ({ worth }) => worth),
  });
}

/** Shortest augmenting paths on the sparse graph (Jonker & Volgenant 1987): rows are taken one after the other; each finds
 *  the cheapest way to a free column, other rows moving over on the way, or stays without one. A search goes no farther
 *  than the cheapest end that it has seen, so it stays among the rivals of one record. */
export function bestAssignmentOf(pairs: WorthyPairs): number[] {
  const rightOf = new Assignment(pairs).solve();
  const taken: number[] = [];
  for (let p = 0; p < pairs.worth.length; p++)
    if (pairs.worth[p]! > 0 && rightOf[pairs.left[p]!] === pairs.right[p]) taken.push(p);
  return taken;
}

const none = -1;

class Assignment {
  /** Edges of left record l: `starts[l]` to before `starts[l + 1]`. */
  readonly #starts: Int32Array;
  readonly #rights: Int32Array;
  readonly #costs: Float64Array;
  readonly #prices: Float64Array;
  readonly #rightOf: Int32Array;
  readonly #leftOf: Int32Array;
  readonly #most: number;
  /** Of the search under way: the shortest way to each right record, whence, and whether it is final. */
  readonly #distance: Float64Array;
  readonly #cameFrom: Int32Array;
  readonly #isSettled: Uint8Array;
  #seen: number[] = [];
  readonly #queue = new Heap();
  /** No end costs less than the cheapest one seen so far. */
  #cheapestEnd = Number.POSITIVE_INFINITY;

  constructor({ left, right, worth }: WorthyPairs) {
    const lefts = 1 + left.reduce((most, l) => Math.max(most, l), none);
    const rights = 1 + right.reduce((most, r) => Math.max(most, r), none);
    this.#most = worth.reduce((most, each) => Math.max(most, each), 0);
    this.#starts = new Int32Array(lefts + 1);
    for (let p = 0; p < worth.length; p++) if (worth[p]! > 0) this.#starts[left[p]! + 1]! += 1;
    for (let l = 0; l < lefts; l++) this.#starts[l + 1]! += this.#starts[l]!;
    const next = this.#starts.slice();
    this.#rights = new Int32Array(this.#starts[lefts]!);
    this.#costs = new Float64Array(this.#rights.length);
    for (let p = 0; p < worth.length; p++) {
      if (!(worth[p]! > 0)) continue;
      const at = next[left[p]!]!++;
      this.#rights[at] = right[p]!;
      this.#costs[at] = this.#most - worth[p]!;
    }
    this.#prices = new Float64Array(rights);
    this.#rightOf = new Int32Array(lefts).fill(none);
    this.#leftOf = new Int32Array(rights).fill(none);
    this.#distance = new Float64Array(rights).fill(Number.POSITIVE_INFINITY);
    this.#cameFrom = new Int32Array(rights);
    this.#isSettled = new Uint8Array(rights);
  }

  solve(): Int32Array {
    for (let left = 0; left < this.#rightOf.length; left++)
      if (this.#starts[left + 1]! > this.#starts[left]!) this.#place(left);
    return this.#rightOf;
  }

  /** Dijkstra over right records at reduced costs (cost - price); `alone` is the cost of some row staying alone. */
  #place(start: number): void {
    let alone = this.#most;
    let leftAlone = start;
    let end = none;
    let reached = 0;
    this.#cheapestEnd = alone;
    this.#relax(start, 0);
    for (;;) {
      const right = this.#queue.pop();
      if (right === none || this.#queue.key >= alone) break;
      if (this.#isSettled[right] === 1) continue;
      this.#isSettled[right] = 1;
      reached = this.#queue.key;
      const holder = this.#leftOf[right]!;
      if (holder === none) {
        end = right;
        break;
      }
      // The holder's own price makes its present pair cost nothing.
      const offset = reached - this.#reduced(holder, right);
      const holderAlone = offset + this.#most;
      if (holderAlone < alone) {
        alone = holderAlone;
        leftAlone = holder;
        if (alone < this.#cheapestEnd) this.#cheapestEnd = alone;
      }
      this.#relax(holder, offset);
    }
    const length = end === none ? alone : reached;
    for (const right of this.#seen) {
      const shorter = length - this.#distance[right]!;
      if (this.#isSettled[right] === 1 && shorter > 0) this.#prices[right]! -= shorter;
      this.#distance[right] = Number.POSITIVE_INFINITY;
      this.#isSettled[right] = 0;
    }
    this.#seen = [];
    this.#queue.clear();
    this.#flip(start, end, leftAlone);
  }

  #relax(left: number, offset: number): void {
    for (let e = this.#starts[left]!; e < this.#starts[left + 1]!; e++) {
      const right = this.#rights[e]!;
      if (this.#isSettled[right] === 1) continue;
      const way = offset + this.#costs[e]! - this.#prices[right]!;
      const before = this.#distance[right]!;
      if (way >= before || way > this.#cheapestEnd) continue;
      if (before === Number.POSITIVE_INFINITY) this.#seen.push(right);
      this.#distance[right] = way;
      this.#cameFrom[right] = left;
      if (this.#leftOf[right] === none) this.#cheapestEnd = way;
      this.#queue.push(way, right);
    }
  }

  #reduced(left: number, right: number): number {
    let e = this.#starts[left]!;
    while (this.#rights[e] !== right) e++;
    return this.#costs[e]! - this.#prices[right]!;
  }

  /** Hands columns over along the path, from its end back to `start`. */
  #flip(start: number, end: number, leftAlone: number): void {
    if (end === none && leftAlone === start) return;
    let right = end === none ? this.#rightOf[leftAlone]! : end;
    if (end === none) this.#rightOf[leftAlone] = none;
    for (;;) {
      const left = this.#cameFrom[right]!;
      const before = this.#rightOf[left]!;
      this.#rightOf[left] = right;
      this.#leftOf[right] = left;
      if (left === start) return;
      right = before;
    }
  }
}

/** A binary heap in flat lists, least key first, equal keys by value. */
class Heap {
  #keys = new Float64Array(256);
  #values = new Int32Array(256);
  #length = 0;
  /** Of the value popped last. */
  key = 0;

  clear(): void {
    this.#length = 0;
  }

  push(key: number, value: number): void {
    if (this.#length === this.#keys.length) this.#grow();
    let at = this.#length++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#isBefore(key, value, above)) break;
      this.#keys[at] = this.#keys[above]!;
      this.#values[at] = this.#values[above]!;
      at = above;
    }
    this.#keys[at] = key;
    this.#values[at] = value;
  }

  /** The value with the least key; -1 when there is none. */
  pop(): number {
    if (this.#length === 0) return none;
    const first = this.#values[0]!;
    this.key = this.#keys[0]!;
    const key = this.#keys[--this.#length]!;
    const value = this.#values[this.#length]!;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#length) break;
      if (below + 1 < this.#length && this.#isBefore(this.#keys[below + 1]!, this.#values[below + 1]!, below))
        below++;
      if (this.#isBefore(key, value, below)) break;
      this.#keys[at] = this.#keys[below]!;
      this.#values[at] = this.#values[below]!;
      at = below;
    }
    this.#keys[at] = key;
    this.#values[at] = value;
    return first;
  }

  #isBefore(key: number, value: number, other: number): boolean {
    return key < this.#keys[other]! || (key === this.#keys[other] && value < this.#values[other]!);
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(2 * keys.length);
    this.#keys.set(keys);
    this.#values = new Int32Array(2 * values.length);
    this.#values.set(values);
  }
}
