import type { WeighedPair } from '../../../src/match-merge/clusters/average-linkage.js';

/** Bits from -8 to 8 of every pair, the same both ways. */
export function randomBits(random: () => number, count: number): number[][] {
  const bits = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (const [a, b] of allPairs(count)) {
    const value = Math.round(random() * 16) - 8;
    bits[a]![b] = value;
    bits[b]![a] = value;
  }
  return bits;
}

export function allPairs(count: number): [number, number][] {
  return Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (_, b): [number, number] => [a, a + b + 1]),
  ).flat();
}

/** Looks at all pairs of clusters anew for every step. Only clusters that a known pair above 0 ties can be joined, and
 *  none between which two things were judged different. */
export function naiveLinkage(
  groups: readonly (readonly number[])[],
  pairs: readonly WeighedPair[],
  bitsOf: (a: number, b: number) => number,
  loudest: number,
  apart: (a: number, b: number) => boolean = () => false,
): number[] {
  let clusters = groups.map((group) => [...group].sort((a, b) => a - b)).sort((x, y) => x[0]! - y[0]!);
  const heard = (a: number, b: number) => Math.min(loudest, Math.max(-loudest, bitsOf(a, b)));
  const tied = (x: readonly number[], y: readonly number[]) =>
    pairs.some(
      ({ a, b, bits }) => bits > 0 && ((x.includes(a) && y.includes(b)) || (x.includes(b) && y.includes(a))),
    );
  for (;;) {
    let best: { x: number[]; y: number[]; bits: number } | undefined;
    for (const [i, j] of allPairs(clusters.length)) {
      const [x, y] = [clusters[i]!, clusters[j]!];
      if (!tied(x, y) || x.some((a) => y.some((b) => apart(a, b)))) continue;
      const bits =
        x.reduce((sum, a) => sum + y.reduce((s, b) => s + heard(a, b), 0), 0) / (x.length * y.length);
      if (bits > 0 && (!best || bits > best.bits)) best = { x, y, bits };
    }
    if (!best) break;
    const { x, y } = best;
    clusters = clusters.filter((each) => each !== y).map((each) => (each === x ? [...x, ...y] : each));
  }
  const names: number[] = [];
  for (const cluster of clusters) for (const member of cluster) names[member] = Math.min(...cluster);
  return names;
}
