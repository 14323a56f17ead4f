import type { Evidence } from './evidence.js';

/** How unlikely it is that a random pair agrees as well as each pair does, in bits, all comparators together. Where
 *  chance was never seen to agree as well, one more random pair is supposed to have. A shared value's own rarity counts
 *  where it says more. `shares` is how much of each comparator counts beside the others. */
export function surpriseOfAgreement(
  evidence: Evidence,
  chance: Evidence,
  shares?: readonly number[],
): Float64Array {
  const bits = new Float64Array(evidence.pairs);
  evidence.places.forEach((places, c) => {
    const seen = Float32Array.from(chance.places[c]!.filter((place) => place >= 0)).sort();
    const share = shares?.[c] ?? 1;
    const surprises = evidence.surprises[c]!;
    for (let p = 0; p < bits.length; p++) {
      if (places[p]! < 0) continue;
      const asWell = seen.length - countBelow(seen, places[p]!);
      bits[p]! += share * Math.max(Math.log2((seen.length + 1) / (asWell + 1)), surprises[p]!);
    }
  });
  return bits;
}

/** Bits by which each pair's agreement is rarer than random pairs' is, of a sum of surprises. Many comparators surprise
 *  a little by chance alone; so the sum is read against the sums of random pairs: -log2 of the share of them that reach
 *  it, beyond the 98th percentile carried on as an exponential tail. The few matches among random pairs lie above that
 *  and do not count. */
export function rarity(sums: Float64Array, ofChance: Float64Array): Float64Array {
  const sorted = ofChance.slice().sort();
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const tenth = quantile(0.9);
  const slope = Math.min(1, Math.max(0.25, Math.log2(5) / Math.max(0.1, quantile(0.98) - tenth)));
  return sums.map((sum) => Math.min(sum, Math.log2(10) + slope * (sum - tenth)));
}

function countBelow(sorted: Float32Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
