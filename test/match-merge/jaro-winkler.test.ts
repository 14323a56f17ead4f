import { expect, test } from 'vitest';
import { jaroWinkler } from '../../src/match-merge/text/jaro-winkler.js';
import { seededRandom } from '../support/random.js';

test('the fast form gives exactly the values of the plain one, whatever the length and the letters', () => {
  const random = seededRandom(31);
  const alphabets = ['ab', 'abcdef', 'abcdefghijklmnopqrstuvwxyz0123456789', 'aäßЖ漢é😀'];
  for (let round = 0; round < 30_000; round++) {
    const letters = alphabets[round % alphabets.length]!;
    const longest = round % 10 === 0 ? 80 : round % 3 === 0 ? 34 : 9;
    const a = word(random, letters, longest);
    const b = random() < 0.5 ? word(random, letters, longest) : mistyped(random, a, letters);
    if (jaroWinkler(a, b) !== plain(a, b)) expect([a, b, jaroWinkler(a, b)]).toEqual([a, b, plain(a, b)]);
  }
});

test('two known values', () => {
  expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4);
  expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
});

function word(random: () => number, letters: string, longest: number): string {
  const length = Math.floor(random() * (longest + 1));
  return Array.from({ length }, () => letters[Math.floor(random() * letters.length)]!).join('');
}

function mistyped(random: () => number, word: string, letters: string): string {
  const at = Math.floor(random() * (word.length + 1));
  const letter = letters[Math.floor(random() * letters.length)]!;
  const rest = at + Math.floor(random() * 3);
  return word.slice(0, at) + letter + word.slice(rest);
}

/** As the similarity is defined, step by step. */
function plain(a: string, b: string): number {
  if (a === b) return 1;
  const m = a.length;
  const n = b.length;
  if (m === 0 || n === 0) return 0;
  if (m > n || (m === n && a > b)) return plain(b, a);
  const reach = Math.max(0, (n >> 1) - 1);
  const takenA: boolean[] = [];
  const takenB: boolean[] = [];
  let common = 0;
  for (let i = 0; i < m; i++)
    for (let j = Math.max(0, i - reach); j <= Math.min(n - 1, i + reach); j++)
      if (!takenB[j] && a[i] === b[j]) {
        takenA[i] = true;
        takenB[j] = true;
        common++;
        break;
      }
  if (common === 0) return 0;
  const fromA = [...Array(m).keys()].filter((i) => takenA[i]).map((i) => a[i]);
  const fromB = [...Array(n).keys()].filter((j) => takenB[j]).map((j) => b[j]);
  const outOfOrder = fromA.filter((letter, k) => letter !== fromB[k]).length;
  const jaro = (common / m + common / n + (common - outOfOrder / 2) / common) / 3;
  let beginning = 0;
  while (beginning < 4 && beginning < m && a[beginning] === b[beginning]) beginning++;
  return jaro + beginning * 0.1 * (1 - jaro);
}
