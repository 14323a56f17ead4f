import { expect, test } from 'vitest';
import { bestAssignment, type WorthyPair } from '../../src/match-merge/decide/assignment.js';
import { seededRandom } from '../support/random.js';

test('the assignment is worth as much as the best of all, found by trying them', () => {
  const random = seededRandom(11);
  for (let round = 0; round < 400; round++) {
    const pairs = randomPairs(random, 1 + Math.floor(random() * 5), 1 + Math.floor(random() * 5));
    const taken = bestAssignment(pairs).map((at) => pairs[at]!);
    expect(new Set(taken.map(({ left }) => left)).size).toBe(taken.length);
    expect(new Set(taken.map(({ right }) => right)).size).toBe(taken.length);
    expect(taken.reduce((sum, { worth }) => sum + worth, 0)).toBeCloseTo(
      bruteForce(pairs, new Set(), new Set()),
      9,
    );
  }
});

test('a pair worth nothing is not taken', () => {
  expect(bestAssignment([{ left: 0, right: 0, worth: 0 }])).toEqual([]);
  expect(bestAssignment([])).toEqual([]);
});

function randomPairs(random: () => number, lefts: number, rights: number): WorthyPair[] {
  const pairs: WorthyPair[] = [];
  for (let left = 0; left < lefts; left++)
    for (let right = 0; right < rights; right++)
      if (random() < 0.6) pairs.push({ left, right, worth: Math.round(random() * 12) - 2 });
  return pairs;
}

function bruteForce(
  pairs: readonly WorthyPair[],
  lefts: ReadonlySet<number>,
  rights: ReadonlySet<number>,
): number {
  const [first, ...rest] = pairs;
  if (!first) return 0;
  const without = bruteForce(rest, lefts, rights);
  if (first.worth <= 0 || lefts.has(first.left) || rights.has(first.right)) return without;
  const next = bruteForce(rest, new Set([...lefts, first.left]), new Set([...rights, first.right]));
  return Math.max(without, first.worth + next);
}
