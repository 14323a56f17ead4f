import { expect, test } from 'vitest';
import { againstDecoys } from '../../src/match-merge/decide/decoys.js';
import { bestThreshold, sureThreshold } from '../../src/match-merge/decide/threshold.js';
import type { Evidence } from '../../src/match-merge/score/evidence.js';
import { learn, levelWeights } from '../../src/match-merge/score/expectation-maximization.js';
import { probabilityOf } from '../../src/match-merge/score/model.js';
import { seededRandom } from '../support/random.js';

const m = [0.05, 0.15, 0.8];
const u = [0.9, 0.08, 0.02];
const comparators = 4;

/** Pairs of which a share is matches; each comparator gives its level independently. */
function generated(pairs: number, matches: number, random: () => number): Evidence {
  const places = Array.from({ length: comparators }, () => new Float32Array(pairs));
  for (let p = 0; p < pairs; p++) {
    const shares = random() < matches ? m : u;
    for (const column of places) {
      const drawn = random();
      column[p] = drawn < shares[0]! ? 0.5 : drawn < shares[0]! + shares[1]! ? 1.5 : 2.5;
    }
  }
  return { pairs, places, surprises: places.map(() => new Float32Array(pairs)) };
}

test('weights and share of matches come out as they were put in', () => {
  const random = seededRandom(41);
  const evidence = generated(60_000, 0.05, random);
  const chance = generated(60_000, 0, random);
  const agreeing = Float64Array.from({ length: evidence.pairs }, (_, p) =>
    evidence.places.filter((column) => column[p]! > 2).length >= 3 ? 0.9 : 0.01,
  );
  const { model } = learn({
    scales: Array.from({ length: comparators }, () => ({ levels: 3, graded: true, derived: false })),
    evidence,
    chance,
    seeds: agreeing,
    chanceSeeds: new Float64Array(chance.pairs),
    competition: (scores) => scores.map(probabilityOf),
    shares: [1, 1, 1, 1],
    allPairs: evidence.pairs,
    surpriseShare: 0,
    rounds: 60,
    converged: 1e-7,
  });
  expect(model.prior).toBeCloseTo(Math.log2(0.05 / 0.95), 0);
  for (const { weights } of model.comparators)
    weights.forEach((weight, level) => {
      expect(Math.abs(weight - Math.log2(m[level]! / u[level]!))).toBeLessThan(0.35);
    });
});

test('on a scale more agreement never weighs less', () => {
  const weights = levelWeights(
    Float64Array.from([5, 2, 30, 20, 200]),
    Float64Array.from([900, 20, 30, 40, 1]),
    true,
  );
  weights.forEach((weight, level) => {
    expect(weight).toBeGreaterThanOrEqual(weights[level - 1] ?? Number.NEGATIVE_INFINITY);
  });
});

test('against decoys, the share of right ones among the chosen is estimated without labels', () => {
  const random = seededRandom(5);
  const wrong = () => random() + random();
  const rightOnes = Array.from({ length: 600 }, () => 2 + random() * 2);
  const wrongOnes = Array.from({ length: 400 }, wrong);
  const probabilities = againstDecoys(
    Float64Array.from([...rightOnes, ...wrongOnes]),
    Float64Array.from({ length: 1_000 }, wrong),
  );
  const expected = probabilities.reduce((sum, p) => sum + p, 0);
  expect(Math.abs(expected - 600)).toBeLessThan(60);
  expect(Math.min(...probabilities.slice(0, 600))).toBeGreaterThan(0.8);
});

test('the threshold takes what raises the expected F1', () => {
  expect(bestThreshold([0.99, 0.9, 0.6, 0.1, 0.05], 2.64)).toBe(0.6);
  expect(bestThreshold([], 0)).toBe(1);
});

test('sure is from where on at most one of a hundred is expected to be wrong', () => {
  expect(sureThreshold([1, 1, 0.98, 0.98, 0.5], 0.99)).toBe(0.98);
  expect(sureThreshold([0.999, 0.97, 0.9], 0.99)).toBe(0.999);
  expect(sureThreshold([0.9, 0.8], 0.99)).toBe(Number.POSITIVE_INFINITY);
});
