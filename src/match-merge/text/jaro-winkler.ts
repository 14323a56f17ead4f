/** Similarity of two words by Jaro and Winkler, 0 to 1: the share of characters in common, a transposition costs half a
 *  character, a common beginning of up to four characters counts more. Symmetric. Winkler 1990. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const m = a.length;
  const n = b.length;
  if (m === 0 || n === 0) return 0;
  // Always the shorter one first: the greedy assignment of characters depends on the order, the similarity must not.
  if (m > n || (m === n && a > b)) return jaroWinkler(b, a);
  const reach = Math.max(0, (n >> 1) - 1);
  const takenA = new Uint8Array(m);
  const takenB = new Uint8Array(n);
  let common = 0;
  for (let i = 0; i < m; i++) {
    const to = Math.min(n - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (takenB[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      common++;
      break;
    }
  }
  if (common === 0) return 0;
  let outOfOrder = 0;
  for (let i = 0, j = 0; i < m; i++) {
    if (!takenA[i]) continue;
    while (!takenB[j]) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j++)) outOfOrder++;
  }
  const jaro = (common / m + common / n + (common - outOfOrder / 2) / common) / 3;
  let beginning = 0;
  while (beginning < 4 && beginning < m && a.charCodeAt(beginning) === b.charCodeAt(beginning)) beginning++;
  return jaro + beginning * 0.1 * (1 - jaro);
}
