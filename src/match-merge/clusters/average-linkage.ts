/** A pair of things and the bits for (above 0) or against (below 0) their being one. */
export interface WeighedPair {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
}

export interface Clustering {
  readonly count: number;
  /** Known pairs, each once. */
  readonly pairs: readonly WeighedPair[];
  /** Bits of a pair that is not among them. */
  readonly bitsOf: (a: number, b: number) => number;
  /** No pair speaks louder than this, for or against. */
  readonly loudest: number;
}

/** Joins clusters as long as any two speak for it on average over ALL pairs between them, the strongest two first, equal
 *  ones by their smallest members. One strong pair cannot glue two clusters whose other pairs speak against it, and a
 *  chain of weak ones cannot either. Hands back for every thing the smallest member of its cluster. Sokal & Michener
 *  1958 (UPGMA). */
export function averageLinkage(clustering: Clustering): Int32Array {
  return new Linkage(clustering).run();
}

interface Bond {
  readonly bits: number;
  readonly a: number;
  readonly b: number;
  /** Versions of both clusters when the bond was weighed; an older one is void. */
  readonly versionA: number;
  readonly versionB: number;
}

class Linkage {
  /** Clusters go by their smallest member. */
  readonly #members: number[][];
  readonly #version: Int32Array;
  /** Sum of bits over all pairs between two clusters. */
  readonly #sums: Map<number, number>[];
  readonly #heap: Bond[] = [];

  constructor(private readonly clustering: Clustering) {
    const { count, pairs } = clustering;
    this.#members = Array.from({ length: count }, (_, thing) => [thing]);
    this.#version = new Int32Array(count);
    this.#sums = Array.from({ length: count }, () => new Map());
    for (const { a, b, bits } of pairs) {
      const heard = this.#heard(bits);
      this.#sums[a]!.set(b, heard);
      this.#sums[b]!.set(a, heard);
    }
    for (const { a, b } of pairs) this.#weigh(a, b);
  }

  run(): Int32Array {
    for (let bond = this.#pop(); bond; bond = this.#pop())
      if (this.#version[bond.a] === bond.versionA && this.#version[bond.b] === bond.versionB)
        this.#join(Math.min(bond.a, bond.b), Math.max(bond.a, bond.b));
    const cluster = new Int32Array(this.clustering.count);
    this.#members.forEach((members, name) => {
      for (const member of members) cluster[member] = name;
    });
    return cluster;
  }

  #join(kept: number, gone: number): void {
    const neighbours = new Set([...this.#sums[kept]!.keys(), ...this.#sums[gone]!.keys()]);
    neighbours.delete(kept);
    neighbours.delete(gone);
    const sums = new Map<number, number>();
    for (const neighbour of neighbours) {
      const sum =
        (this.#sums[kept]!.get(neighbour) ?? this.#sumOf(kept, neighbour)) +
        (this.#sums[gone]!.get(neighbour) ?? this.#sumOf(gone, neighbour));
      sums.set(neighbour, sum);
      this.#sums[neighbour]!.delete(gone);
      this.#sums[neighbour]!.set(kept, sum);
    }
    this.#sums[kept] = sums;
    this.#sums[gone] = new Map();
    this.#members[kept]!.push(...this.#members[gone]!);
    this.#members[gone] = [];
    this.#version[kept]! += 1;
    this.#version[gone] = -1;
    for (const neighbour of [...neighbours].sort((x, y) => x - y)) this.#weigh(kept, neighbour);
  }

  #sumOf(a: number, b: number): number {
    let sum = 0;
    for (const x of this.#members[a]!)
      for (const y of this.#members[b]!) sum += this.#heard(this.clustering.bitsOf(x, y));
    return sum;
  }

  #heard(bits: number): number {
    const { loudest } = this.clustering;
    return Math.min(loudest, Math.max(-loudest, bits));
  }

  #weigh(a: number, b: number): void {
    const bits = this.#sums[a]!.get(b)! / (this.#members[a]!.length * this.#members[b]!.length);
    if (bits <= 0) return;
    const [first, second] = a < b ? [a, b] : [b, a];
    this.#push({
      bits,
      a: first,
      b: second,
      versionA: this.#version[first]!,
      versionB: this.#version[second]!,
    });
  }

  #push(bond: Bond): void {
    const heap = this.#heap;
    heap.push(bond);
    let at = heap.length - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!stronger(heap[at]!, heap[above]!)) break;
      [heap[at], heap[above]] = [heap[above]!, heap[at]!];
      at = above;
    }
  }

  #pop(): Bond | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    let at = 0;
    for (;;) {
      let best = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heap.length && stronger(heap[below]!, heap[best]!)) best = below;
      if (best === at) return first;
      [heap[at], heap[best]] = [heap[best]!, heap[at]!];
      at = best;
    }
  }
}

function stronger(x: Bond, y: Bond): boolean {
  if (x.bits !== y.bits) return x.bits > y.bits;
  return x.a !== y.a ? x.a < y.a : x.b < y.b;
}
