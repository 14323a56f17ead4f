import { expect, test } from 'vitest';
import { averageLinkage } from '../../../src/match-merge/clusters/average-linkage.js';
import { seededRandom } from '../../support/random.js';
import { allPairs, naiveLinkage, randomBits } from './naive-linkage.js';

test('clusters equal those of a naive linkage on random graphs', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 150; round++) {
    const count = 2 + Math.floor(random() * 9);
    const bits = randomBits(random, count);
    const pairs = allPairs(count).flatMap(([a, b]) => (random() < 0.6 ? [{ a, b, bits: bits[a]![b]! }] : []));
    const bitsOf = (a: number, b: number) => bits[a]![b]!;
    const clusters = averageLinkage({ count, pairs, bitsOf, loudest: 5 });
    expect([...clusters]).toEqual(naiveLinkage(singles(count), pairs, bitsOf, 5));
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

function singles(count: number): number[][] {
  return Array.from({ length: count }, (_, thing) => [thing]);
}
