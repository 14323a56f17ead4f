/** Jaro and Winkler as a textbook has it, in plain JavaScript: what a kernel is measured against. */
export function plainJaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const inA: boolean[] = new Array(a.length).fill(false);
  const inB: boolean[] = new Array(b.length).fill(false);
  let common = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (inB[j] || a[i] !== b[j]) continue;
      inA[i] = true;
      inB[j] = true;
      common++;
      break;
    }
  }
  if (common === 0) return 0;
  let exchanged = 0;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    if (!inA[i]) continue;
    while (!inB[j]) j++;
    if (a[i] !== b[j]) exchanged++;
    j++;
  }
  const jaro = (common / a.length + common / b.length + (common - exchanged / 2) / common) / 3;
  let beginning = 0;
  while (beginning < Math.min(4, a.length, b.length) && a[beginning] === b[beginning]) beginning++;
  return jaro + beginning * 0.1 * (1 - jaro);
}
