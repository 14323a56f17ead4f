import { describe, expect, test } from 'vitest';
import { qualityOf, wilson } from '../../../src/match-merge/models/measured-quality.js';
import { type JudgedPair, recalibrate } from '../../../src/match-merge/models/recalibrate.js';
import { seededRandom } from '../../support/random.js';

const parameters = {
  comparators: ['text', 'number', 'maker'].map((name) => ({
    ...{ name, weights: [-6, 8], meanSurprise: 4, share: 1, graded: false },
  })),
  prior: -12,
  surpriseShare: 0.7,
};
const thresholds = { matchFrom: 18, reviewFrom: -3 };

/** Pairs that are one thing as often as these factors and this prior say. */
function judgedBy(factors: readonly number[], prior: number, count: number): JudgedPair[] {
  const random = seededRandom(7);
  return Array.from({ length: count }, () => {
    const bits = factors.map(() => random() * 16 - 6);
    const weight = bits.reduce((sum, bit, c) => sum + bit * factors[c]!, prior);
    return { bits, same: random() < 1 / (1 + 2 ** -weight) };
  });
}

describe('recalibrating', () => {
  test('recovers factors and prior by which pairs were judged', () => {
    const { parameters: found } = recalibrate(parameters, thresholds, judgedBy([1, 0.5, 1.4], -9, 20_000));
    expect(found.comparators[0]!.share).toBeCloseTo(1, 1);
    expect(found.comparators[1]!.share).toBeCloseTo(0.5, 1);
    expect(found.comparators[2]!.share).toBeCloseTo(1.4, 1);
    expect(Math.abs(found.prior - -9)).toBeLessThan(0.5);
  });

  test('without judgements nothing changes, and five move no comparator by more than half', () => {
    expect(recalibrate(parameters, thresholds, [])).toEqual({ parameters, thresholds });
    const few = recalibrate(parameters, thresholds, judgedBy([0, 0, 3], 0, 5)).parameters;
    for (const { share } of few.comparators) expect(Math.abs(share - 1)).toBeLessThan(0.5);
  });

  test('judgements that say what the model says leave it what it is', () => {
    const { parameters: found } = recalibrate(parameters, thresholds, judgedBy([1, 1, 1], -12, 20_000));
    for (const { share } of found.comparators) expect(Math.abs(share - 1)).toBeLessThan(0.1);
  });

  test('all judged the same pulls no weight to infinity', () => {
    const judged = judgedBy([1, 1, 1], 0, 500).map(({ bits }) => ({ bits, same: true }));
    const { parameters: found } = recalibrate(parameters, thresholds, judged);
    for (const { share } of found.comparators) expect(share).toBeLessThan(3);
  });

  test('the threshold comes down where enough was judged to be sure, and not before', () => {
    const at = (weight: number, same: boolean): JudgedPair => ({ bits: [weight + 12, 0, 0], same });
    const many = Array.from({ length: 400 }, (_, n) => at(8 + (n % 10), true));
    expect(recalibrate(parameters, thresholds, many).thresholds.matchFrom).toBeLessThan(12);
    expect(recalibrate(parameters, thresholds, many.slice(0, 50)).thresholds.matchFrom).toBe(18);
    const wrong = many.map((pair, n) => (n % 11 === 0 ? { ...pair, same: false } : pair));
    expect(recalibrate(parameters, thresholds, wrong).thresholds.matchFrom).toBe(18);
  });
});

describe('measuring', () => {
  test('Wilson’s interval is that of the literature, and of use at both ends', () => {
    expect(wilson(81, 263)).toMatchObject({
      low: expect.closeTo(0.2553, 3),
      high: expect.closeTo(0.3662, 3),
    });
    expect(wilson(20, 20)).toMatchObject({ high: 1, low: expect.closeTo(0.8389, 3) });
    expect(wilson(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 3) });
    expect(wilson(0, 0)).toBeNull();
  });

  test('precision counts what is joined, recall what is joined or shown, each pair for as many as it stands for', () => {
    const same = ['SAME', 'SAME'] as const;
    const pairs = [
      ...Array.from({ length: 90 }, () => ({ zone: 'MATCH' as const, standsFor: 10, verdicts: same })),
      ...Array.from({ length: 10 }, () => ({
        ...{ zone: 'MATCH' as const, standsFor: 10, verdicts: ['DIFFERENT', 'DIFFERENT'] as const },
      })),
      ...Array.from({ length: 50 }, () => ({ zone: 'REVIEW' as const, standsFor: 1, verdicts: same })),
      ...Array.from({ length: 5 }, () => ({ zone: 'NONE' as const, standsFor: 10, verdicts: same })),
      { zone: 'MATCH' as const, standsFor: 10, verdicts: ['SAME', 'DIFFERENT'] as const },
    ];
    const { precision, recall, agreement } = qualityOf(pairs);
    expect(precision).toMatchObject({ value: 0.9, of: 100 });
    expect(recall!.value).toBeCloseTo(950 / 1000, 6);
    expect(agreement!.value).toBeCloseTo(155 / 156, 6);
  });
});
