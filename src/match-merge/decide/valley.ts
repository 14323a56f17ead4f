const binBits = 2;

/** Bits above which a pair is a match rather than not, of candidates whose weights promise too much: what is akin (one
 *  household, one place) agrees in several columns at once, which the weights take for so many proofs.
 *
 *  From no bits upwards such pairs become fewer, until the matches begin: there is a valley. Matches become fewer towards
 *  the foot of their hill too, so that below the valley there are no more of them than in it; where pairs are more than
 *  twice as many, most are none. 0 where pairs do not become fewer from no bits on. After the local false discovery rate of
 *  Efron 2004. */
export function footOfMatches(scores: Float64Array): number {
  const counts: number[] = [];
  for (const bits of scores) {
    if (bits < 0) continue;
    const bin = Math.floor(bits / binBits);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const at = (bin: number) => counts[bin] ?? 0;
  let valley = 0;
  while (valley + 1 < counts.length && at(valley + 1) < at(valley)) valley++;
  // Few pairs are few by chance: three standard deviations more are allowed.
  const matches = at(valley) + 3 * Math.sqrt(at(valley)) + 3;
  let bin = valley;
  while (bin > 0 && at(bin - 1) <= 2 * matches) bin--;
  return bin * binBits;
}
