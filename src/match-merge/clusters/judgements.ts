import { averageLinkage, type Clustering } from './average-linkage.js';

/** What a person has said of two things. It holds against any weight. */
export interface Judgement {
  readonly a: number;
  readonly b: number;
  readonly verdict: 'same' | 'different';
}

/** Two things that were judged different and, by way of others, the same. */
export interface JudgementConflict {
  readonly a: number;
  readonly b: number;
  /** From a to b, each judged the same as the next. The shortest such way; of equal ones that of the smallest things. */
  readonly path: readonly number[];
}

/** What a person has said of two things, by their ids. */
export interface JudgementOfIds {
  readonly a: string;
  readonly b: string;
  readonly verdict: 'same' | 'different';
}

/** Two things judged different and, along the path from a to b, the same. */
export interface ConflictOfIds {
  readonly a: string;
  readonly b: string;
  readonly path: readonly string[];
}

export interface Judged {
  /** Of every thing, the smallest member of its cluster. */
  readonly clusters: Int32Array;
  readonly conflicts: readonly JudgementConflict[];
}

/** Clusters under judgements: what was judged the same is together, what was judged different is apart, and the rest
 *  goes by its weights. Where judgements contradict each other nobody guesses which of them is wrong: the conflict is
 *  reported, the things stay apart that were judged different, and of the things tied to them by `same` none is joined
 *  for that reason until a person has settled it. */
export function clusterUnderJudgements(
  clustering: Omit<Clustering, 'together'>,
  judgements: readonly Judgement[],
): Judged {
  const apart = new PairSet();
  for (const { a, b, verdict } of judgements) if (verdict === 'different') apart.add(a, b);
  const same = sameOf(judgements);
  const groups = groupsOf(same);
  const conflicts = conflictsOf(judgements, groups, same);
  const contested = new Set(conflicts.map(({ a }) => groups.get(a)));
  const together = [...new Set(groups.values())].filter((group) => !contested.has(group));
  const bitsOf = (a: number, b: number) =>
    apart.has(a, b) ? Number.NEGATIVE_INFINITY : clustering.bitsOf(a, b);
  const pairs = apart.isEmpty ? clustering.pairs : without(apart, clustering.pairs);
  return { clusters: averageLinkage({ ...clustering, pairs, bitsOf, together }), conflicts };
}

function* without(apart: PairSet, pairs: Clustering['pairs']): Clustering['pairs'] {
  for (const pair of pairs) if (!apart.has(pair.a, pair.b)) yield pair;
}

type Neighbours = ReadonlyMap<number, readonly number[]>;

function sameOf(judgements: readonly Judgement[]): Neighbours {
  const same = new Map<number, number[]>();
  const tie = (from: number, to: number) => {
    const known = same.get(from);
    if (known) known.push(to);
    else same.set(from, [to]);
  };
  for (const { a, b, verdict } of judgements)
    if (verdict === 'same' && a !== b) {
      tie(a, b);
      tie(b, a);
    }
  for (const neighbours of same.values()) neighbours.sort((x, y) => x - y);
  return same;
}

function groupsOf(same: Neighbours): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const thing of same.keys()) {
    if (groups.has(thing)) continue;
    const group = [thing];
    groups.set(thing, group);
    for (const member of group)
      for (const next of same.get(member) ?? [])
        if (!groups.has(next)) {
          groups.set(next, group);
          group.push(next);
        }
  }
  return groups;
}

function conflictsOf(
  judgements: readonly Judgement[],
  groups: ReadonlyMap<number, readonly number[]>,
  same: Neighbours,
): JudgementConflict[] {
  const told = new PairSet();
  return judgements
    .flatMap(({ a, b, verdict }) => {
      if (verdict === 'same' || told.has(a, b)) return [];
      told.add(a, b);
      const [first, second] = a < b ? [a, b] : [b, a];
      if (groups.get(first) === undefined || groups.get(first) !== groups.get(second)) return [];
      return [{ a: first, b: second, path: shortestWay(same, first, second) }];
    })
    .sort((x, y) => x.a - y.a || x.b - y.b);
}

function shortestWay(same: Neighbours, from: number, to: number): number[] {
  const before = new Map<number, number | undefined>([[from, undefined]]);
  for (const thing of before.keys()) {
    if (thing === to) break;
    for (const next of same.get(thing) ?? []) if (!before.has(next)) before.set(next, thing);
  }
  const way: number[] = [];
  for (let thing: number | undefined = to; thing !== undefined; thing = before.get(thing)) way.unshift(thing);
  return way;
}

class PairSet {
  readonly #partners = new Map<number, Set<number>>();

  get isEmpty(): boolean {
    return this.#partners.size === 0;
  }

  add(a: number, b: number): void {
    const [first, second] = a < b ? [a, b] : [b, a];
    const partners = this.#partners.get(first);
    if (partners) partners.add(second);
    else this.#partners.set(first, new Set([second]));
  }

  has(a: number, b: number): boolean {
    return this.#partners.get(a < b ? a : b)?.has(a < b ? b : a) ?? false;
  }
}
