import { expect, test } from 'vitest';
import { qualityOfClusters, qualityOfPairs } from '../bench/pair-quality.js';

test('pairs: precision over what was said, recall over all that is true, a pair said twice counts once', () => {
  const truth: [string, string][] = [
    ['L1', 'R1'],
    ['L2', 'R2'],
    ['L3', 'R3'],
  ];
  const said: [string, string][] = [
    ['L1', 'R1'],
    ['L1', 'R1'],
    ['L2', 'R9'],
  ];
  expect(qualityOfPairs(truth, said)).toEqual({
    truePairs: 3,
    predicted: 2,
    correct: 1,
    precision: 1 / 2,
    recall: 1 / 3,
    f1: 0.4,
  });
});

test('clusters: counted are the pairs within them', () => {
  const truth = new Map([
    ['a', '1'],
    ['b', '1'],
    ['c', '1'],
    ['d', '2'],
  ]);
  const said = new Map([
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'y'],
    ['d', 'y'],
  ]);
  expect(qualityOfClusters(truth, said)).toMatchObject({ truePairs: 3, predicted: 2, correct: 1 });
});

test('nothing said is nothing right, and no division by nothing', () => {
  expect(qualityOfPairs([['a', 'b']], [])).toMatchObject({ precision: 0, recall: 0, f1: 0 });
});
