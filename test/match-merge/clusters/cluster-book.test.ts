import { expect, test } from 'vitest';
import { ClusterBook } from '../../../src/match-merge/clusters/cluster-book.js';
import {
  type ConflictOfIds,
  clusterUnderJudgements,
  type JudgementOfIds,
} from '../../../src/match-merge/clusters/judgements.js';
import { seededRandom } from '../../support/random.js';
import { allPairs, randomBits } from './naive-linkage.js';

const loudest = 5;
const nameOf = (thing: number) => `t${thing}`;

test('things that come, go and change, in any order, end in the clusters of all of them at once', () => {
  const random = seededRandom(21);
  let splits = 0;
  for (let round = 0; round < 60; round++) {
    const world = new World(random, 9);
    for (let step = 0; step < 40; step++) {
      for (let change = Math.floor(random() * 3); change >= 0; change--) world.change();
      const before = world.clusters();
      const moves = world.book.settle();
      const after = world.clusters();
      const atOnce = world.allAtOnce();
      expect(after).toEqual(atOnce.clusters);
      expect(world.book.conflicts).toEqual(atOnce.conflicts);
      for (const { thing, to } of moves) {
        expect(after.get(thing)).toBe(to);
        if (to !== undefined && before.get(thing) !== undefined && to > before.get(thing)!) splits++;
      }
      for (const [thing, cluster] of after)
        if (cluster !== before.get(thing))
          expect(moves).toContainEqual(expect.objectContaining({ thing, to: cluster }));
    }
  }
  expect(splits).toBeGreaterThan(50);
});

test('a new record joins, links two clusters into one, and its going splits them again', () => {
  const strong = new Map([
    ['a b', 4],
    ['b c', 4],
    ['a c', -1],
  ]);
  const bitsOf = (x: string, y: string) => strong.get([x, y].sort().join(' ')) ?? -8;
  const book = new ClusterBook({ bitsOf, loudest });
  book.add('a');
  book.add('c');
  expect(book.settle()).toEqual([
    { thing: 'a', from: undefined, to: 'a' },
    { thing: 'c', from: undefined, to: 'c' },
  ]);
  book.add('b');
  book.setPair('a', 'b', 4);
  book.setPair('b', 'c', 4);
  expect(book.settle()).toEqual([
    { thing: 'b', from: undefined, to: 'a' },
    { thing: 'c', from: 'c', to: 'a' },
  ]);
  book.remove('b');
  expect(book.settle()).toEqual([
    { thing: 'b', from: 'a', to: undefined },
    { thing: 'c', from: 'a', to: 'c' },
  ]);
});

test('only what was touched is clustered anew', () => {
  const asked = new Set<string>();
  const bitsOf = (x: string, y: string) => {
    asked.add(x).add(y);
    return 3;
  };
  const book = new ClusterBook({ bitsOf, loudest });
  for (const thing of ['a', 'b', 'c', 'x', 'y', 'z']) book.add(thing);
  for (const [a, b] of [
    ['a', 'b'],
    ['b', 'c'],
    ['x', 'y'],
    ['y', 'z'],
  ] as const)
    book.setPair(a, b, 3);
  book.settle();
  asked.clear();
  book.judge({ a: 'a', b: 'b', verdict: 'same' });
  book.settle();
  expect(asked).toEqual(new Set(['a', 'b', 'c']));
});

test('a thing that nobody named is refused, and so is a pair of one thing', () => {
  const book = new ClusterBook({ bitsOf: () => 0, loudest });
  book.add('a');
  expect(() => book.setPair('a', 'b', 1)).toThrow('no such thing: b');
  expect(() => book.judge({ a: 'a', b: 'a', verdict: 'same' })).toThrow('a pair of one thing: a');
});

/** A book and, beside it, everything that was said so far. */
class World {
  readonly book: ClusterBook;
  readonly #bits: number[][];
  readonly #present = new Set<number>();
  readonly #pairs = new Set<string>();
  readonly #judgements = new Map<string, JudgementOfIds>();

  constructor(
    private readonly random: () => number,
    private readonly count: number,
  ) {
    this.#bits = randomBits(random, count);
    this.book = new ClusterBook({
      bitsOf: (a, b) => this.#bits[Number(a.slice(1))]![Number(b.slice(1))]!,
      loudest,
    });
  }

  change(): void {
    const [a, b] = [this.#draw(), this.#draw()];
    const drawn = this.random();
    if (drawn < 0.3 || !this.#present.has(a)) this.#come(a);
    else if (drawn < 0.36) this.#go(a);
    else if (a !== b && this.#present.has(b)) {
      if (drawn < 0.75) this.#compare(a, b);
      else this.#judge(a, b, drawn < 0.85 ? 'same' : 'different');
    }
  }

  clusters(): Map<string, string | undefined> {
    return new Map(this.#sorted().map((thing) => [nameOf(thing), this.book.clusterOf(nameOf(thing))]));
  }

  allAtOnce(): { clusters: Map<string, string>; conflicts: ConflictOfIds[] } {
    const things = this.#sorted();
    const place = new Map(things.map((thing, at) => [nameOf(thing), at]));
    const { clusters, conflicts } = clusterUnderJudgements(
      {
        count: things.length,
        pairs: allPairs(things.length).flatMap(([a, b]) =>
          this.#pairs.has(`${things[a]} ${things[b]}`)
            ? [{ a, b, bits: this.#bits[things[a]!]![things[b]!]! }]
            : [],
        ),
        bitsOf: (a, b) => this.#bits[things[a]!]![things[b]!]!,
        loudest,
      },
      [...this.#judgements.values()].map(({ a, b, verdict }) => ({
        ...{ a: place.get(a)!, b: place.get(b)!, verdict },
      })),
    );
    const named = (at: number) => nameOf(things[at]!);
    return {
      clusters: new Map(things.map((thing, at) => [nameOf(thing), named(clusters[at]!)])),
      conflicts: conflicts.map(({ a, b, path }) => ({ a: named(a), b: named(b), path: path.map(named) })),
    };
  }

  #draw(): number {
    return Math.floor(this.random() * this.count);
  }

  #sorted(): number[] {
    return [...this.#present].sort((a, b) => a - b);
  }

  #come(thing: number): void {
    this.#present.add(thing);
    this.book.add(nameOf(thing));
  }

  #go(thing: number): void {
    this.#present.delete(thing);
    this.book.remove(nameOf(thing));
    for (const pair of this.#pairs) if (pair.split(' ').includes(String(thing))) this.#pairs.delete(pair);
    for (const [key, { a, b }] of this.#judgements)
      if (a === nameOf(thing) || b === nameOf(thing)) this.#judgements.delete(key);
  }

  #compare(a: number, b: number): void {
    const [first, second] = [Math.min(a, b), Math.max(a, b)];
    const key = `${first} ${second}`;
    if (this.#pairs.has(key) && this.random() < 0.3) {
      this.#pairs.delete(key);
      this.book.dropPair(nameOf(a), nameOf(b));
    } else {
      this.#pairs.add(key);
      this.book.setPair(nameOf(a), nameOf(b), this.#bits[a]![b]!);
    }
  }

  #judge(a: number, b: number, verdict: 'same' | 'different'): void {
    const judgement = { a: nameOf(a), b: nameOf(b), verdict };
    const key = `${Math.min(a, b)} ${Math.max(a, b)} ${verdict}`;
    if (this.#judgements.delete(key)) this.book.withdraw(judgement);
    else {
      this.#judgements.set(key, judgement);
      this.book.judge(judgement);
    }
  }
}
