import { lettersMissing } from './flat-texts.js';

/** Where each character of the longer word stands: bit j of `places[code]`. All zero between two calls. */
const places = new Int32Array(65_536);
const longestByBits = 32;
let codes = new Uint16Array(256);
let takenA = new Uint8Array(128);
let takenB = new Uint8Array(128);

/** Similarity of two words by Jaro and Winkler, 0 to 1: the share of characters in common, a transposition costs half a
 *  character, a common beginning of up to four characters counts more. Symmetric. Winkler 1990. */
export function jaroWinkler(a: string, b: string): number {
  const m = a.length;
  const n = b.length;
  if (codes.length < m + n) codes = new Uint16Array(2 * (m + n));
  const list = codes;
  for (let i = 0; i < m; i++) list[i] = a.charCodeAt(i);
  for (let j = 0; j < n; j++) list[m + j] = b.charCodeAt(j);
  return jaroWinklerOfCodes(list, 0, m, m, m + n);
}

/** The same of two words that lie in one list of UTF-16 codes. */
export function jaroWinklerOfCodes(
  list: Uint16Array,
  startA: number,
  endA: number,
  startB: number,
  endB: number,
): number {
  const m = endA - startA;
  const n = endB - startB;
  const shorter = m < n ? m : n;
  let same = 0;
  while (same < shorter && list[startA + same] === list[startB + same]) same++;
  if (same === shorter && m === n) return 1;
  if (shorter === 0) return 0;
  // Always the shorter one first: the greedy assignment of characters depends on the order, the similarity must not.
  const swap = m > n || (m === n && list[startA + same]! > list[startB + same]!);
  const a = swap ? startB : startA;
  const b = swap ? startA : startB;
  const longer = swap ? m : n;
  // A common beginning finds itself; what is left is as far apart as before.
  const reach = longer >> 1 > 1 ? (longer >> 1) - 1 : 0;
  const rest =
    longer - same <= longestByBits
      ? restByBits(list, a + same, shorter - same, b + same, longer - same, reach)
      : restByMarks(list, a + same, shorter - same, b + same, longer - same, reach);
  const common = same + (rest >> 16);
  if (common === 0) return 0;
  const outOfOrder = rest & 0xffff;
  const jaro = (common / shorter + common / longer + (common - outOfOrder / 2) / common) / 3;
  const beginning = same < 4 ? same : 4;
  return jaro + beginning * 0.1 * (1 - jaro);
}

/** No less than the similarity of two words of m and n characters, by their letters alone: one that the other word lacks
 *  is not in common. Without a common first letter nothing is added to Jaro's similarity; with one at most 0.4 of what is
 *  missing. */
export function mostAlike(
  m: number,
  n: number,
  lettersA: number,
  lettersB: number,
  sameFirst: boolean,
): number {
  const common = Math.min(m - lettersMissing(lettersA, lettersB), n - lettersMissing(lettersB, lettersA));
  if (common <= 0) return 0;
  const jaro = (common / m + common / n + 1) / 3;
  return (sameFirst ? jaro + 0.4 * (1 - jaro) : jaro) + 1e-9;
}

/** Characters that `a` and `b` have in common · 2¹⁶ + how many of them are out of order. A word of up to 32 characters is
 *  a number: a character of `a` takes the first free place in reach by one `and`. Without branches, for which way they
 *  would go cannot be foretold. */
function restByBits(list: Uint16Array, a: number, m: number, b: number, n: number, reach: number): number {
  for (let j = 0; j < n; j++) places[list[b + j]!]! |= 1 << j;
  let inReach = reach < 31 ? (1 << (reach + 1)) - 1 : -1;
  let free = -1;
  let foundA = 0;
  for (let i = 0; i < m; i++) {
    const possible = places[list[a + i]!]! & free & inReach;
    const negative = -possible;
    free ^= possible & negative;
    foundA |= ((possible | negative) >>> 31) << i;
    inReach = (inReach << 1) | (i < reach ? 1 : 0);
  }
  let foundB = ~free;
  let common = 0;
  let outOfOrder = 0;
  while (foundA !== 0) {
    const i = 31 - Math.clz32(foundA & -foundA);
    const next = foundB & -foundB;
    outOfOrder += (places[list[a + i]!]! & next) === 0 ? 1 : 0;
    common++;
    foundA &= foundA - 1;
    foundB ^= next;
  }
  for (let j = 0; j < n; j++) places[list[b + j]!] = 0;
  return (common << 16) | outOfOrder;
}

/** The same of words of any length. */
function restByMarks(list: Uint16Array, a: number, m: number, b: number, n: number, reach: number): number {
  if (takenB.length < n) {
    takenA = new Uint8Array(2 * n);
    takenB = new Uint8Array(2 * n);
  }
  takenA.fill(0, 0, m);
  takenB.fill(0, 0, n);
  let common = 0;
  for (let i = 0; i < m; i++) {
    const to = Math.min(n - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (takenB[j] === 1 || list[a + i] !== list[b + j]) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      common++;
      break;
    }
  }
  let outOfOrder = 0;
  for (let i = 0, j = 0; i < m; i++) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j++;
    if (list[a + i] !== list[b + j++]) outOfOrder++;
  }
  return (common << 16) | outOfOrder;
}
