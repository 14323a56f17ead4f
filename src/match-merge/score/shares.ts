import type { Evidence } from './evidence.js';
import { surpriseOfAgreement } from './seeds.js';

const looked = 40_000;
const usualShare = 0.97;

/** What of each comparator counts where several say the same: 1 / (1 + its correlations with the others), measured on
 *  random pairs; those that agree most of all are left out, for in a small table some are matches. Independent comparators count wholly, of a column that is there twice each counts half. */
export function sharesOf(chance: Evidence): number[] {
  const surprising = surpriseOfAgreement(chance, chance);
  const usual = surprising.slice().sort()[Math.floor(surprising.length * usualShare)] ?? 0;
  const step = Math.max(1, Math.floor(chance.pairs / looked));
  return chance.places.map((a, i) => {
    let others = 0;
    chance.places.forEach((b, j) => {
      if (i === j) return;
      const together = correlation(a, b, (p) => surprising[p]! <= usual, step);
      if (together > 0.1) others += together;
    });
    return 1 / (1 + others);
  });
}

/** Correlation of two lists where both have a value, weighed by how often they both have; 0 where that is too seldom. */
function correlation(x: Float32Array, y: Float32Array, counts: (p: number) => boolean, step: number): number {
  let n = 0;
  let all = 0;
  let sx = 0;
  let sy = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let k = 0; k < x.length; k += step) {
    if (!counts(k)) continue;
    if (x[k]! >= 0) all++;
    if (x[k]! < 0 || y[k]! < 0) continue;
    n++;
    sx += x[k]!;
    sy += y[k]!;
    xx += x[k]! * x[k]!;
    yy += y[k]! * y[k]!;
    xy += x[k]! * y[k]!;
  }
  if (n < 100) return 0;
  const vx = xx - (sx * sx) / n;
  const vy = yy - (sy * sy) / n;
  return vx > 1e-6 && vy > 1e-6 ? ((n / all) * (xy - (sx * sy) / n)) / Math.sqrt(vx * vy) : 0;
}
