import { wilson } from './measured-quality.js';
import type { MatchParameters, Thresholds } from './parameters.js';

/** A pair that people have judged, as the comparators of a model see it. */
export interface JudgedPair {
  /** Bits that each comparator adds by the model’s weights. */
  readonly bits: readonly number[];
  readonly same: boolean;
}

export interface Recalibrated {
  readonly parameters: MatchParameters;
  readonly thresholds: Thresholds;
}

/** How far people may pull the learned model: by how much a comparator’s share may well be wrong (a factor around 1), and
 *  the prior (bits). The fewer judgements, the nearer it stays to what was learned without them. */
const spread = { share: 0.3, prior: 3 } as const;
const rounds = 50;
const converged = 1e-9;

/** Judged pairs from which on the threshold is moved; how sure it has to be that what lies above is one thing; and the
 *  odds, as bits, below which nothing is joined however the sample looks (2^7: .992). */
const fewestAbove = 100;
const sureAbove = 0.98;
const lowest = 7;

/** Weights and thresholds that people’s judgements make of those that were learned without labels: each comparator counts
 *  by a factor, and the prior is moved, so that the odds are what people found (logistic regression on the bits, with the
 *  learned model as its prior: Platt 1999, MacKay 1992). It is right for pairs that were chosen by their weights, as those
 *  of a review queue are. No judgement, no change. */
export function recalibrate(
  parameters: MatchParameters,
  thresholds: Thresholds,
  judged: readonly JudgedPair[],
): Recalibrated {
  const { factors, prior } = fitted(parameters.prior, parameters.comparators.length, judged);
  const comparators = parameters.comparators.map((each, c) => ({ ...each, share: each.share * factors[c]! }));
  const weights = judged.map(({ bits, same }) => ({
    same,
    weight: bits.reduce((sum, bit, c) => sum + bit * factors[c]!, prior),
  }));
  return {
    parameters: { ...parameters, comparators, prior },
    thresholds: { ...thresholds, matchFrom: thresholdOf(weights, thresholds) },
  };
}

/** The lowest weight from which on judged pairs are one thing as surely as is asked; the one before where too few were
 *  judged to say. */
function thresholdOf(
  judged: readonly { readonly weight: number; readonly same: boolean }[],
  { matchFrom, reviewFrom }: Thresholds,
): number {
  const descending = [...judged].sort((x, y) => y.weight - x.weight);
  let same = 0;
  let found: number | undefined;
  descending.forEach((pair, n) => {
    if (pair.same) same++;
    const isLastOfItsWeight = descending[n + 1]?.weight !== pair.weight;
    if (!isLastOfItsWeight || n + 1 < fewestAbove) return;
    if (wilson(same, n + 1)!.low >= sureAbove) found = pair.weight;
  });
  return found === undefined ? matchFrom : Math.max(found, lowest, reviewFrom);
}

function fitted(
  prior: number,
  comparators: number,
  judged: readonly JudgedPair[],
): { factors: number[]; prior: number } {
  // The last coefficient is what is added to the prior.
  const rows = judged.map(({ bits, same }) => ({ x: [...bits, 1].map((bit) => bit * Math.LN2), same }));
  const offset = prior * Math.LN2;
  const mean = [...Array.from({ length: comparators }, () => 1), 0];
  const precision = [...Array.from({ length: comparators }, () => spread.share ** -2), spread.prior ** -2];
  let beta = mean;
  for (let round = 0; round < rounds; round++) {
    const gradient = beta.map((b, i) => precision[i]! * (mean[i]! - b));
    const hessian = beta.map((_, i) => beta.map((_, j) => (i === j ? precision[i]! : 0)));
    for (const { x, same } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * beta[i]!, offset)));
      const w = p * (1 - p);
      x.forEach((value, i) => {
        gradient[i]! += ((same ? 1 : 0) - p) * value;
        for (let j = 0; j < x.length; j++) hessian[i]![j]! += w * value * x[j]!;
      });
    }
    const step = solved(hessian, gradient);
    // No further than 1 at once: far from the end Newton’s own may overshoot.
    const size = Math.max(1, ...step.map(Math.abs));
    beta = beta.map((b, i) => b + step[i]! / size);
    if (Math.max(...step.map(Math.abs)) < converged) break;
  }
  // A comparator that agrees never speaks against a pair.
  return {
    factors: beta.slice(0, comparators).map((b) => Math.max(0, b)),
    prior: prior + beta[comparators]!,
  };
}

/** Solves a positive definite system (Gauss). */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = right.length;
  for (let k = 0; k < n; k++)
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const sum = x.reduce((total, value, j) => (j > i ? total + rows[i]![j]! * value : total), 0);
    x[i] = (rows[i]![n]! - sum) / rows[i]![i]!;
  }
  return x;
}
