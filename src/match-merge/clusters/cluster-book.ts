import { compareText } from '../tables/sorted-table.js';
import { type ConflictOfIds, clusterUnderJudgements, type JudgementOfIds } from './judgements.js';

/** A thing whose cluster is another one than before. Clusters go by their smallest id; undefined: the thing is new, or
 *  gone. */
export interface Move {
  readonly thing: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface ClusterRules {
  /** Bits of any two things, the same for both orders; -Infinity keeps them apart. */
  readonly bitsOf: (a: string, b: string) => number;
  /** No pair speaks louder than this, for or against. */
  readonly loudest: number;
}

interface Thing {
  cluster: string | undefined;
  /** Compared pairs above 0. */
  pairs: Map<string, number>;
  same: Set<string>;
  different: Set<string>;
}

/** Most things have no pair and no judgement: of a million, three empty lists each were most of the memory. Nothing is ever
 *  put into these. */
const noPairs = new Map<string, number>();
const nothing = new Set<string>();

/** Clusters of things that come, go and change. What is asked and told here moves nothing; `settle` does, and then the
 *  clusters equal those of all things clustered at once, whatever the order in which they came: a component of things
 *  tied by pairs or judgements is clustered by itself, so only components that something touched are clustered anew. */
export class ClusterBook {
  readonly #things = new Map<string, Thing>();
  readonly #touched = new Set<string>();
  readonly #gone = new Map<string, string>();
  readonly #conflicts = new Map<string, readonly ConflictOfIds[]>();

  constructor(private readonly rules: ClusterRules) {}

  add(thing: string): void {
    if (this.#things.has(thing)) return;
    const cluster = this.#gone.get(thing);
    this.#gone.delete(thing);
    this.#things.set(thing, { cluster, pairs: noPairs, same: nothing, different: nothing });
    this.#touched.add(thing);
  }

  /** Takes the thing out with its pairs and the judgements about it. */
  remove(thing: string): void {
    const known = this.#things.get(thing);
    if (!known) return;
    for (const other of known.pairs.keys()) this.dropPair(thing, other);
    for (const other of known.same) this.withdraw({ a: thing, b: other, verdict: 'same' });
    for (const other of known.different) this.withdraw({ a: thing, b: other, verdict: 'different' });
    this.#things.delete(thing);
    this.#touched.delete(thing);
    this.#conflicts.delete(thing);
    if (known.cluster !== undefined) this.#gone.set(thing, known.cluster);
  }

  /** A compared pair and its bits, instead of what was said of it before. */
  setPair(a: string, b: string, bits: number): void {
    const [first, second] = this.#both(a, b);
    if (bits <= 0) this.dropPair(a, b);
    else if (first.pairs.get(b) !== bits) {
      for (const thing of [first, second]) if (thing.pairs === noPairs) thing.pairs = new Map();
      first.pairs.set(b, bits);
      second.pairs.set(a, bits);
      this.#touch(a, b);
    }
  }

  dropPair(a: string, b: string): void {
    const [first, second] = this.#both(a, b);
    if (!first.pairs.delete(b)) return;
    second.pairs.delete(a);
    this.#touch(a, b);
  }

  judge({ a, b, verdict }: JudgementOfIds): void {
    const [first, second] = this.#both(a, b);
    for (const thing of [first, second]) if (thing[verdict] === nothing) thing[verdict] = new Set();
    first[verdict].add(b);
    second[verdict].add(a);
    this.#touch(a, b);
  }

  withdraw({ a, b, verdict }: JudgementOfIds): void {
    const [first, second] = this.#both(a, b);
    first[verdict].delete(b);
    second[verdict].delete(a);
    this.#touch(a, b);
  }

  /** The smallest id of the thing's cluster as of the last `settle`. */
  clusterOf(thing: string): string | undefined {
    return this.#things.get(thing)?.cluster;
  }

  /** Judgements that contradict each other, as of the last `settle`, in the order of their ids. */
  get conflicts(): readonly ConflictOfIds[] {
    return [...this.#conflicts.values()]
      .flat()
      .sort((x, y) => compareText(x.a, y.a) || compareText(x.b, y.b));
  }

  /** Clusters anew what was touched, and tells what moved, in the order of ids. */
  settle(): readonly Move[] {
    const moves: Move[] = [...this.#gone].map(([thing, from]) => ({ thing, from, to: undefined }));
    const settled = new Set<string>();
    for (const thing of this.#touched)
      if (!settled.has(thing)) moves.push(...this.#settleComponent(this.#componentOf(thing, settled)));
    this.#gone.clear();
    this.#touched.clear();
    return moves.sort((x, y) => compareText(x.thing, y.thing));
  }

  #settleComponent(members: readonly string[]): Move[] {
    const place = new Map(members.map((member, at) => [member, at]));
    const ofMembers = <T>(each: (thing: Thing, at: number) => Iterable<readonly [string, T]>) =>
      members.flatMap((member, a) =>
        [...each(this.#things.get(member)!, a)].flatMap(([other, said]) => {
          const b = place.get(other);
          return b !== undefined && a < b ? [{ a, b, said }] : [];
        }),
      );
    const { clusters, conflicts } = clusterUnderJudgements(
      {
        count: members.length,
        pairs: ofMembers(({ pairs }) => pairs).map(({ a, b, said }) => ({ a, b, bits: said })),
        bitsOf: (a, b) => this.rules.bitsOf(members[a]!, members[b]!),
        loudest: this.rules.loudest,
      },
      ofMembers(judgementsOf).map(({ a, b, said }) => ({ a, b, verdict: said })),
    );
    for (const member of members) this.#conflicts.delete(member);
    for (const { a, b, path } of conflicts) {
      const conflict = { a: members[a]!, b: members[b]!, path: path.map((at) => members[at]!) };
      this.#conflicts.set(conflict.a, [...(this.#conflicts.get(conflict.a) ?? []), conflict]);
    }
    return members.flatMap((member, at) => {
      const thing = this.#things.get(member)!;
      const from = thing.cluster;
      const to = members[clusters[at]!]!;
      thing.cluster = to;
      return from === to ? [] : [{ thing: member, from, to }];
    });
  }

  /** Everything that pairs above 0 and `same` tie to a thing, in the order of ids. */
  #componentOf(start: string, settled: Set<string>): string[] {
    const members = [start];
    settled.add(start);
    for (const member of members) {
      const { pairs, same } = this.#things.get(member)!;
      for (const other of [...pairs.keys(), ...same])
        if (!settled.has(other)) {
          settled.add(other);
          members.push(other);
        }
    }
    return members.sort(compareText);
  }

  #both(a: string, b: string): readonly [Thing, Thing] {
    if (a === b) throw new Error(`a pair of one thing: ${a}`);
    return [this.#known(a), this.#known(b)];
  }

  #known(thing: string): Thing {
    const known = this.#things.get(thing);
    if (!known) throw new Error(`no such thing: ${thing}`);
    return known;
  }

  #touch(...things: readonly string[]): void {
    for (const thing of things) this.#touched.add(thing);
  }
}

function judgementsOf({ same, different }: Thing): [string, 'same' | 'different'][] {
  return [
    ...[...same].map((other): [string, 'same'] => [other, 'same']),
    ...[...different].map((other): [string, 'different'] => [other, 'different']),
  ];
}
