import { expect, test } from 'vitest';
import { wrongMerges } from '../bench/near-miss-merges.js';

const truth = {
  itemOf: new Map([
    ['r1', 'catheter'],
    ['r2', 'catheter'],
    ['r3', 'catheter 18 Fr'],
    ['r4', 'catheter left'],
    ['r5', 'gauze'],
  ]),
  nearlyOf: new Map([
    ['r3', 'r1'],
    ['r4', 'r1'],
  ]),
};

const predict = (...clusters: string[][]) =>
  new Map(clusters.flatMap((ids, cluster) => ids.map((id) => [id, String(cluster)] as const)));

test('records of one item in one cluster are no wrong merge, nor is an item in two clusters', () => {
  expect(wrongMerges(truth, predict(['r1', 'r2'], ['r3'], ['r4'], ['r5']))).toEqual({
    nearMisses: 0,
    all: 0,
  });
  expect(wrongMerges(truth, predict(['r1'], ['r2'], ['r3'], ['r4'], ['r5']))).toEqual({
    nearMisses: 0,
    all: 0,
  });
});

test('an item with its near miss is one wrong merge, two near misses of one item are one, all three are three', () => {
  expect(wrongMerges(truth, predict(['r1', 'r2', 'r3'], ['r4'], ['r5']))).toEqual({ nearMisses: 1, all: 1 });
  expect(wrongMerges(truth, predict(['r1', 'r2'], ['r3', 'r4'], ['r5']))).toEqual({ nearMisses: 1, all: 1 });
  expect(wrongMerges(truth, predict(['r1', 'r2', 'r3', 'r4'], ['r5']))).toEqual({ nearMisses: 3, all: 3 });
});

test('an item with a stranger is a wrong merge, but of no near miss', () => {
  expect(wrongMerges(truth, predict(['r1', 'r5'], ['r2'], ['r3'], ['r4']))).toEqual({
    nearMisses: 0,
    all: 1,
  });
});
