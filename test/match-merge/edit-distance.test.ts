import { expect, test } from 'vitest';
import { editDistance } from '../../src/match-merge/text/edit-distance.js';
import { seededRandom } from '../support/random.js';

test('within every limit the distance is that of the whole table', () => {
  const random = seededRandom(5);
  const word = () =>
    Array.from({ length: Math.floor(random() * 9) }, () => 'abc'[Math.floor(random() * 3)]!).join('');
  for (let round = 0; round < 20_000; round++) {
    const a = word();
    const b = word();
    for (const limit of [1, 2, 3, 20]) {
      const distance = editDistance(a, b, limit);
      if (distance !== Math.min(plain(a, b), limit + 1))
        expect([a, b, limit, distance]).toEqual([a, b, limit, plain(a, b)]);
    }
  }
});

function plain(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  return d[a.length]![b.length]!;
}
