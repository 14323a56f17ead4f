import { expect, test } from 'vitest';
import { averageLinkage, type WeighedPair } from '../../src/match-merge/clusters/average-linkage.js';
import { seededRandom } from '../support/random.js';

test('clusters equal those of a naive linkage on random graphs', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 150; round++) {
    const count = 2 + Math.floor(random() * 9);
    const bits = table(random, count);
    const pairs = allPairs(count).flatMap(([a, b]) => (random() < 0.6 ? [{ a, b, bits: bits[a]![b]! }] : []));
    const bitsOf = (a: number, b: number) => bits[a]![b]!;
    const clusters = averageLinkage({ count, pairs, bitsOf, loudest: 5 });
    expect([...clusters]).toEqual(naive(count, pairs, bitsOf, 5));
  }
});

test('a chain of pairs that each look alike does not become one cluster against the others’ evidence', () => {
  const count = 20;
  const pairs = Array.from({ length: count - 1 }, (_, n) => ({ a: n, b: n + 1, bits: 3 }));
  const clusters = averageLinkage({ count, pairs, bitsOf: () => -8, loudest: 12 });
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(2);
});

function table(random: () => number, count: number): number[][] {
  const bits = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (const [a, b] of allPairs(count)) {
    const value = Math.round(random() * 16) - 8;
    bits[a]![b] = value;
    bits[b]![a] = value;
  }
  return bits;
}

function allPairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (_, b): [number, number] => [a, a + b + 1]),
  ).flat();
}

/** Looks at all pairs of clusters anew for every step. Only clusters that a known pair above 0 ties can be joined. */
function naive(
  count: number,
  pairs: readonly WeighedPair[],
  bitsOf: (a: number, b: number) => number,
  loudest: number,
): number[] {
  let clusters = Array.from({ length: count }, (_, n) => [n]);
  const heard = (a: number, b: number) => Math.min(loudest, Math.max(-loudest, bitsOf(a, b)));
  const tied = (x: readonly number[], y: readonly number[]) =>
    pairs.some(
      ({ a, b, bits }) => bits > 0 && ((x.includes(a) && y.includes(b)) || (x.includes(b) && y.includes(a))),
    );
  for (;;) {
    let best: { x: number[]; y: number[]; bits: number } | undefined;
    for (const [i, j] of allPairs(clusters.length)) {
      const [x, y] = [clusters[i]!, clusters[j]!];
      if (!tied(x, y)) continue;
      const bits =
        x.reduce((sum, a) => sum + y.reduce((s, b) => s + heard(a, b), 0), 0) / (x.length * y.length);
      if (bits > 0 && (!best || bits > best.bits)) best = { x, y, bits };
    }
    if (!best) break;
    const { x, y } = best;
    clusters = clusters.filter((each) => each !== y).map((each) => (each === x ? [...x, ...y] : each));
  }
  const names: number[] = [];
  for (const cluster of clusters) for (const member of cluster) names[member] = Math.min(...cluster);
  return names;
}
