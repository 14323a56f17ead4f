/** The probability from which on pairs are called matches, so that the expected F1 of the choice is greatest: of the n
 *  most probable pairs Σp are expected to be right, of all candidates Σp are; F1 = 2 · right / (chosen + true). `chosen`
 *  are the pairs that may be called, `expected` is the number of true pairs. Nan et al. 2012; no labels. */
export function bestThreshold(chosen: readonly number[], expected: number): number {
  const falling = [...chosen].sort((a, b) => b - a);
  let right = 0;
  let best = 0;
  let threshold = 1;
  falling.forEach((p, n) => {
    right += p;
    const f1 = (2 * right) / (n + 1 + expected);
    if (f1 > best) {
      best = f1;
      threshold = p;
    }
  });
  return threshold;
}

/** The probability from which on at most `1 - precision` of the pairs chosen so are expected to be wrong; above 1 where not
 *  even the likeliest are that sure. Pairs of one probability are taken all or none. */
export function sureThreshold(chosen: readonly number[], precision: number): number {
  const falling = [...chosen].sort((a, b) => b - a);
  let right = 0;
  let threshold = Number.POSITIVE_INFINITY;
  falling.forEach((p, n) => {
    right += p;
    if (p !== falling[n + 1] && right >= precision * (n + 1)) threshold = p;
  });
  return threshold;
}
