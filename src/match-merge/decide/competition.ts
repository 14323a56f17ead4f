/** Who may have only one partner. */
export type Partners = 'one left, one right' | 'one left' | 'one right' | 'any';

/** Probabilities of pairs from their weights in bits, where a record that has one partner at most cannot be matched by
 *  two: the odds of a pair are divided among it, its rivals and no match at all. Two equally good candidates get half
 *  each. 0 to 1. */
export function competing(
  pairs: { readonly left: Int32Array; readonly right: Int32Array },
  scores: Float64Array,
  partners: Partners,
): Float64Array {
  const odds = Float64Array.from(scores, (bits) => 2 ** Math.min(bits, 60));
  const rivalsOfLeft =
    partners === 'one right' || partners === 'one left, one right' ? sums(pairs.left, odds) : undefined;
  const rivalsOfRight =
    partners === 'one left' || partners === 'one left, one right' ? sums(pairs.right, odds) : undefined;
  return odds.map((own, p) => {
    const all =
      own +
      (rivalsOfLeft ? Math.max(0, rivalsOfLeft[pairs.left[p]!]! - own) : 0) +
      (rivalsOfRight ? Math.max(0, rivalsOfRight[pairs.right[p]!]! - own) : 0);
    return own / (1 + all);
  });
}

function sums(records: Int32Array, odds: Float64Array): Float64Array {
  let most = -1;
  for (const record of records) if (record > most) most = record;
  const sum = new Float64Array(most + 1);
  for (let p = 0; p < records.length; p++) sum[records[p]!]! += odds[p]!;
  return sum;
}
