import { describe, expect, test } from 'vitest';
import { footOfMatches } from '../../src/match-merge/decide/valley.js';
import { seededRandom } from '../support/random.js';

const random = seededRandom(11);
const around = (middle: number) => middle + 4 * (random() + random() + random() - 1.5);
/** Pairs that are none: half as many for every further bit. */
const akin = (from: number) => from + -Math.log2(1 - random());

describe('the foot of the matches', () => {
  const matches = Array.from({ length: 2_000 }, () => around(18));

  test('lies where pairs that are only akin become more than the matches, though their weights speak for them', () => {
    const kin = Array.from({ length: 60_000 }, () => akin(0));
    const foot = footOfMatches(Float64Array.from([...matches, ...kin]));
    expect(foot).toBeGreaterThanOrEqual(6);
    expect(foot).toBeLessThanOrEqual(14);
  });

  test('is nothing where few pairs are between', () => {
    const strangers = Array.from({ length: 60_000 }, () => akin(-20));
    expect(footOfMatches(Float64Array.from([...matches, ...strangers]))).toBe(0);
    expect(footOfMatches(Float64Array.from(matches.slice(0, 5)))).toBe(0);
    expect(footOfMatches(new Float64Array())).toBe(0);
  });
});
