/** A pair of things and the bits for (above 0) or against (below 0) their being one. */
export interface WeighedPair {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
}

export interface Clustering {
  readonly count: number;
  /** Compared pairs, with the bits that `bitsOf` gives. Only those above 0 are asked for: two clusters none of whose
   *  pairs speaks for it are never joined. */
  readonly pairs: Iterable<WeighedPair>;
  /** Bits of any pair; -Infinity keeps two things apart, whatever speaks for them. */
  readonly bitsOf: (a: number, b: number) => number;
  /** No pair speaks louder than this, for or against; -Infinity alone does. */
  readonly loudest: number;
  /** Groups of things that are one before anything is weighed; no thing is in two. */
  readonly together?: readonly (readonly number[])[];
}

/** Joins clusters as long as any two speak for it on average over ALL pairs between them, the strongest two first, equal
 *  ones by their smallest members. One strong pair cannot glue two clusters whose other pairs speak against it, and a
 *  chain of weak ones cannot either. Clusters are joined within the components that pairs above 0 and `together` span,
 *  so a component can be clustered by itself. Hands back for every thing the smallest member of its cluster. Sokal &
 *  Michener 1958 (UPGMA). */
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
  /** Sum of bits over all pairs between two clusters that some pair above 0 ties. */
  readonly #sums: (Map<number, number> | undefined)[];
  readonly #heap: Bond[] = [];

  constructor(private readonly clustering: Clustering) {
    const { count, pairs, together = [] } = clustering;
    this.#members = Array.from({ length: count }, (_, thing) => [thing]);
    this.#version = new Int32Array(count);
    this.#sums = new Array<Map<number, number> | undefined>(count);
    for (const group of together) this.#unite(group);
    const clusterOf = this.#clusterOfEach();
    for (const { a, b, bits } of pairs)
      if (bits > 0 && clusterOf[a] !== clusterOf[b]) this.#tie(clusterOf[a]!, clusterOf[b]!, bits);
    this.#sums.forEach((sums, a) => {
      for (const b of sums?.keys() ?? []) if (a < b) this.#weigh(a, b);
    });
  }

  run(): Int32Array {
    for (let bond = this.#pop(); bond; bond = this.#pop())
      if (this.#version[bond.a] === bond.versionA && this.#version[bond.b] === bond.versionB)
        this.#join(Math.min(bond.a, bond.b), Math.max(bond.a, bond.b));
    return this.#clusterOfEach();
  }

  #clusterOfEach(): Int32Array {
    const clusterOf = new Int32Array(this.clustering.count);
    this.#members.forEach((members, name) => {
      for (const member of members) clusterOf[member] = name;
    });
    return clusterOf;
  }

  #unite(group: readonly number[]): void {
    const members = [...group].sort((a, b) => a - b);
    for (const member of members) this.#members[member] = [];
    if (members.length > 0) this.#members[members[0]!] = members;
  }

  #tie(a: number, b: number, bits: number): void {
    if (this.#sumsOf(a).has(b)) return;
    const single = this.#members[a]!.length === 1 && this.#members[b]!.length === 1;
    const sum = single ? this.#heard(bits) : this.#sumOf(a, b);
    this.#sumsOf(a).set(b, sum);
    this.#sumsOf(b).set(a, sum);
  }

  #sumsOf(cluster: number): Map<number, number> {
    let sums = this.#sums[cluster];
    if (!sums) {
      sums = new Map();
      this.#sums[cluster] = sums;
    }
    return sums;
  }

  #join(kept: number, gone: number): void {
    const ofKept = this.#sumsOf(kept);
    const ofGone = this.#sumsOf(gone);
    const neighbours = new Set([...ofKept.keys(), ...ofGone.keys()]);
    neighbours.delete(kept);
    neighbours.delete(gone);
    const sums = new Map<number, number>();
    for (const neighbour of neighbours) {
      const sum =
        (ofKept.get(neighbour) ?? this.#sumOf(kept, neighbour)) +
        (ofGone.get(neighbour) ?? this.#sumOf(gone, neighbour));
      sums.set(neighbour, sum);
      const ofNeighbour = this.#sumsOf(neighbour);
      ofNeighbour.delete(gone);
      ofNeighbour.set(kept, sum);
    }
    this.#sums[kept] = sums;
    this.#sums[gone] = undefined;
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
    if (bits === Number.NEGATIVE_INFINITY) return bits;
    return Math.min(loudest, Math.max(-loudest, bits));
  }

  #weigh(a: number, b: number): void {
    const bits = this.#sumsOf(a).get(b)! / (this.#members[a]!.length * this.#members[b]!.length);
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
    let at = 0;
    for (;;) {
      // No lists, no exchange by destructuring: this runs for every bond at every depth.
      let best = 2 * at + 1;
      if (best + 1 < heap.length && stronger(heap[best + 1]!, heap[best]!)) best++;
      if (best >= heap.length || !stronger(heap[best]!, last)) break;
      heap[at] = heap[best]!;
      at = best;
    }
    heap[at] = last;
    return first;
  }
}

function stronger(x: Bond, y: Bond): boolean {
  if (x.bits !== y.bits) return x.bits > y.bits;
  return x.a !== y.a ? x.a < y.a : x.b < y.b;
}
