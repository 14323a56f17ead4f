import { describe, expect, test } from 'vitest';
import { callablePairs } from '../../src/match-merge/decide/callable-pairs.js';
import type { Partners } from '../../src/match-merge/decide/competition.js';

/** Pairs as [left, right, bits]. */
function called(rows: readonly (readonly [number, number, number])[], partners: Partners): string[] {
  const pairs = {
    left: Int32Array.from(rows, ([l]) => l),
    right: Int32Array.from(rows, ([, r]) => r),
    scores: Float64Array.from(rows, ([, , bits]) => bits),
  };
  return callablePairs(pairs, partners).callable.map((p) => `${pairs.left[p]}-${pairs.right[p]}`);
}

describe('pairs that may be called matches together', () => {
  test('one product in two packs on the left is both of what the right says without a pack', () => {
    expect(
      called(
        [
          [0, 0, 6.1],
          [1, 0, 6.1],
          [2, 0, -3],
        ],
        'one left',
      ),
    ).toEqual(['0-0', '1-0']);
  });

  test('a record that has found its equal is not every other one’s as well', () => {
    const rows = [
      [0, 0, 9],
      [0, 1, 4],
      [1, 1, 2],
    ] as const;
    expect(called(rows, 'one left')).toEqual(['0-0']);
  });

  test('where no weight says that two are one, the best of each record may still be called', () => {
    const rows = [
      [0, 0, -2],
      [0, 1, -4],
    ] as const;
    expect(called(rows, 'one left')).toEqual(['0-0', '0-1']);
  });

  test('one to one, equally good pairs are not called beside one another', () => {
    expect(
      called(
        [
          [0, 0, 6.1],
          [1, 0, 6.1],
        ],
        'one left, one right',
      ),
    ).toHaveLength(1);
  });

  test('the two tables may change places', () => {
    const rows = [
      [0, 0, 9],
      [0, 1, 4],
      [1, 1, 3.8],
      [2, 1, 3.7],
    ] as const;
    const turned = rows.map(([l, r, bits]) => [r, l, bits] as const);
    const there = called(rows, 'one left').sort();
    const back = called(turned, 'one right').map((pair) => pair.split('-').reverse().join('-'));
    expect(back.sort()).toEqual(there);
  });
});
