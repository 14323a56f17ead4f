import { BondHeap } from './bond-heap.js';
import { KnownPairs } from './known-pairs.js';

/** A pair of things and the bits for (above 0) or against (below 0) their being one. */
export interface WeighedPair {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
}

export interface Clustering {
  readonly count: number;
  /** Known pairs, each once; gone through twice. */
  readonly pairs: Iterable<WeighedPair>;
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

/** What is known between two clusters: bits of the known pairs together, and how many those are. */
interface Tie {
  readonly bits: number;
  readonly pairs: number;
}

/** Most pairs between two clusters are not among the known ones, and most clusters that any known pair ties never come
 *  near being joined. So a bond is first weighed as if every unknown pair spoke for it as loudly as a pair can, and only
 *  when that makes it the strongest of all are the unknown pairs asked. The result is the same as asking all at once. */
class Linkage {
  /** Clusters go by their smallest member; of a single thing there is no list. */
  readonly #members: (number[] | undefined)[];
  readonly #cluster: Int32Array;
  /** How often each cluster was joined; -1 when it is part of another. */
  readonly #version: Int32Array;
  readonly #known: KnownPairs;
  /** Ties of the clusters of two or more things. */
  readonly #ties = new Map<number, Map<number, Tie>>();
  readonly #heap = new BondHeap();

  constructor(private readonly clustering: Clustering) {
    const { count, pairs } = clustering;
    this.#members = new Array(count).fill(undefined);
    this.#cluster = Int32Array.from({ length: count }, (_, thing) => thing);
    this.#version = new Int32Array(count);
    this.#known = new KnownPairs(count, pairs, (bits) => this.#heard(bits));
    for (const { a, b, bits } of pairs)
      if (bits > 0)
        this.#heap.push({
          bits: this.#heard(bits),
          a: Math.min(a, b),
          b: Math.max(a, b),
          versionA: 0,
          versionB: 0,
          exact: true,
        });
  }

  run(): Int32Array {
    for (let bond = this.#heap.pop(); bond; bond = this.#heap.pop()) {
      const { a, b } = bond;
      if (this.#version[a] !== bond.versionA || this.#version[b] !== bond.versionB) continue;
      if (bond.exact) this.#join(a, b);
      else this.#ask(a, b);
    }
    return this.#cluster;
  }

  #join(kept: number, gone: number): void {
    const ties = this.#ties.get(kept) ?? this.#tiesOfOne(kept);
    const others = this.#ties.get(gone) ?? this.#tiesOfOne(gone);
    ties.delete(gone);
    others.delete(kept);
    for (const [neighbour, tie] of others) {
      const own = ties.get(neighbour);
      ties.set(neighbour, own ? { bits: own.bits + tie.bits, pairs: own.pairs + tie.pairs } : tie);
    }
    const moved = this.#membersOf(gone);
    this.#members[kept] = [...this.#membersOf(kept), ...moved];
    this.#members[gone] = undefined;
    for (const member of moved) this.#cluster[member] = kept;
    this.#version[kept]! += 1;
    this.#version[gone] = -1;
    this.#ties.set(kept, ties);
    this.#ties.delete(gone);
    for (const [neighbour, tie] of ties) {
      const theirs = this.#ties.get(neighbour);
      if (theirs) {
        theirs.delete(gone);
        theirs.set(kept, tie);
      }
      this.#weigh(kept, neighbour, tie);
    }
  }

  /** Ties of a thing that is no cluster yet: its known pairs, as far as its neighbours are not in a cluster, and the ties
   *  that the clusters of the others hold. */
  #tiesOfOne(thing: number): Map<number, Tie> {
    const ties = new Map<number, Tie>();
    this.#known.forEach(thing, (neighbour, bits) => {
      const cluster = this.#cluster[neighbour]!;
      if (ties.has(cluster)) return;
      ties.set(cluster, this.#ties.get(cluster)?.get(thing) ?? { bits, pairs: 1 });
    });
    return ties;
  }

  #membersOf(cluster: number): readonly number[] {
    return this.#members[cluster] ?? [cluster];
  }

  /** Puts the bond on the heap by the most that it can be worth. */
  #weigh(a: number, b: number, { bits, pairs }: Tie): void {
    const all = (this.#members[a]?.length ?? 1) * (this.#members[b]?.length ?? 1);
    const most = (bits + (all - pairs) * this.clustering.loudest) / all;
    if (most > 0) this.#push(most, a, b, all === pairs);
  }

  /** Asks for the pairs between two clusters that are not known. */
  #ask(a: number, b: number): void {
    const { bitsOf } = this.clustering;
    let bits = 0;
    let pairs = 0;
    for (const x of this.#membersOf(a))
      for (const y of this.#membersOf(b)) {
        bits += this.#known.bitsOf(x, y) ?? this.#heard(bitsOf(x, y));
        pairs++;
      }
    const tie = { bits, pairs };
    this.#ties.get(a)?.set(b, tie);
    this.#ties.get(b)?.set(a, tie);
    this.#weigh(a, b, tie);
  }

  #heard(bits: number): number {
    const { loudest } = this.clustering;
    return Math.min(loudest, Math.max(-loudest, bits));
  }

  #push(bits: number, a: number, b: number, exact: boolean): void {
    const [first, second] = a < b ? [a, b] : [b, a];
    this.#heap.push({
      bits,
      a: first,
      b: second,
      versionA: this.#version[first]!,
      versionB: this.#version[second]!,
      exact,
    });
  }
}
