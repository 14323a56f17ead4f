import { describe, expect, test } from 'vitest';
import { clusterUnderJudgements, type Judgement } from '../../../src/match-merge/clusters/judgements.js';
import { seededRandom } from '../../support/random.js';
import { allPairs, naiveLinkage, randomBits } from './naive-linkage.js';

const loudest = 5;

test('clusters under judgements equal those of a naive linkage on random graphs, and keep every judgement', () => {
  const random = seededRandom(11);
  let judged = 0;
  for (let round = 0; round < 300; round++) {
    const count = 2 + Math.floor(random() * 9);
    const bits = randomBits(random, count);
    const pairs = allPairs(count).flatMap(([a, b]) => (random() < 0.6 ? [{ a, b, bits: bits[a]![b]! }] : []));
    const bitsOf = (a: number, b: number) => bits[a]![b]!;
    const judgements = withoutContradiction(count, randomJudgements(random, count));
    const { clusters, conflicts } = clusterUnderJudgements({ count, pairs, bitsOf, loudest }, judgements);
    expect(conflicts).toEqual([]);
    const apart = (a: number, b: number) =>
      judgements.some(
        (each) =>
          each.verdict === 'different' && [each.a, each.b].includes(a) && [each.a, each.b].includes(b),
      );
    expect([...clusters]).toEqual(naiveLinkage(groupsOf(count, judgements), pairs, bitsOf, loudest, apart));
    for (const { a, b, verdict } of judgements) {
      expect(clusters[a] === clusters[b], `${a} ${b} ${verdict}`).toBe(verdict === 'same');
      judged++;
    }
  }
  expect(judged).toBeGreaterThan(300);
});

describe('what a person said', () => {
  const speak = (bits: number) => ({
    count: 4,
    pairs: allPairs(4).map(([a, b]) => ({ a, b, bits })),
    bitsOf: () => bits,
    loudest: 12,
  });

  test('joins what every weight keeps apart', () => {
    const { clusters } = clusterUnderJudgements(speak(-40), [{ a: 3, b: 1, verdict: 'same' }]);
    expect([...clusters]).toEqual([0, 1, 2, 1]);
  });

  test('keeps apart what every weight would join, and their company with one of them only', () => {
    const { clusters } = clusterUnderJudgements(speak(40), [{ a: 0, b: 3, verdict: 'different' }]);
    expect(clusters[0]).not.toBe(clusters[3]);
    expect(new Set(clusters).size).toBe(2);
  });

  test('joins things that nothing else ties', () => {
    const alone = { count: 3, pairs: [], bitsOf: () => -1, loudest: 12 };
    const { clusters } = clusterUnderJudgements(alone, [
      { a: 0, b: 1, verdict: 'same' },
      { a: 1, b: 2, verdict: 'same' },
    ]);
    expect([...clusters]).toEqual([0, 0, 0]);
  });

  test('and contradicts is reported with its way; the two stay apart and nothing is joined for a contested reason', () => {
    const { clusters, conflicts } = clusterUnderJudgements(speak(-1), [
      { a: 0, b: 1, verdict: 'same' },
      { a: 1, b: 2, verdict: 'same' },
      { a: 2, b: 0, verdict: 'different' },
    ]);
    expect(conflicts).toEqual([{ a: 0, b: 2, path: [0, 1, 2] }]);
    expect([...clusters]).toEqual([0, 1, 2, 3]);
  });

  test('both ways of one pair is a conflict, told once, and others’ judgements hold beside it', () => {
    const { clusters, conflicts } = clusterUnderJudgements(speak(-1), [
      { a: 0, b: 1, verdict: 'same' },
      { a: 0, b: 1, verdict: 'different' },
      { a: 1, b: 0, verdict: 'different' },
      { a: 2, b: 3, verdict: 'same' },
    ]);
    expect(conflicts).toEqual([{ a: 0, b: 1, path: [0, 1] }]);
    expect([...clusters]).toEqual([0, 1, 2, 2]);
  });
});

test('the order of judgements and pairs changes nothing', () => {
  const random = seededRandom(12);
  for (let round = 0; round < 100; round++) {
    const count = 8;
    const bits = randomBits(random, count);
    const pairs = allPairs(count).map(([a, b]) => ({ a, b, bits: bits[a]![b]! }));
    const bitsOf = (a: number, b: number) => bits[a]![b]!;
    const judgements = randomJudgements(random, count);
    const first = clusterUnderJudgements({ count, pairs, bitsOf, loudest }, judgements);
    const turned = clusterUnderJudgements(
      { count, pairs: [...pairs].reverse(), bitsOf, loudest },
      judgements.map(({ a, b, verdict }) => ({ a: b, b: a, verdict })).reverse(),
    );
    expect(turned).toEqual(first);
  }
});

function randomJudgements(random: () => number, count: number): Judgement[] {
  return allPairs(count).flatMap(([a, b]): Judgement[] => {
    const drawn = random();
    if (drawn < 0.08) return [{ a, b, verdict: 'same' }];
    return drawn < 0.2 ? [{ a, b, verdict: 'different' }] : [];
  });
}

/** Leaves out every `different` that some `same` contradict. */
function withoutContradiction(count: number, judgements: readonly Judgement[]): Judgement[] {
  const groups = groupsOf(count, judgements);
  return judgements.filter(
    ({ a, b, verdict }) =>
      verdict === 'same' || !groups.some((group) => group.includes(a) && group.includes(b)),
  );
}

function groupsOf(count: number, judgements: readonly Judgement[]): number[][] {
  let groups = Array.from({ length: count }, (_, thing) => [thing]);
  for (const { a, b, verdict } of judgements) {
    if (verdict === 'different') continue;
    const touched = groups.filter((group) => group.includes(a) || group.includes(b));
    groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups;
}
