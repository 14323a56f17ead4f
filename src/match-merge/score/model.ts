import type { Measure } from '../measure/measure.js';
import type { Evidence } from './evidence.js';

/** What was learned about one comparator. */
export interface ComparatorModel {
  /** Weight of each level in bits: log2(m / u). */
  readonly weights: Float64Array;
  /** Mean surprise, in bits, of a value that a true pair shares wholly. */
  readonly meanSurprise: number;
  /** How much of its weight counts beside comparators that say the same again, 0 to 1. */
  readonly share: number;
  readonly graded: boolean;
}

export interface Model {
  readonly comparators: readonly ComparatorModel[];
  /** log2 of the odds that a candidate pair is a match before anything is compared. */
  readonly prior: number;
  /** How much of a rare value's surprise counts, 0 to 1. */
  readonly surpriseShare: number;
}

/** Bits that one comparator adds: its level's weight, in between two levels of a scale in between, and what a rare or
 *  common shared value adds or takes. 0 without evidence. */
export function bitsOf(
  model: ComparatorModel,
  place: number,
  surprise: number,
  surpriseShare: number,
): number {
  if (place < 0) return 0;
  const weight = weightAt(model, place);
  const rare = surprise > 0 ? surpriseShare * (surprise - model.meanSurprise) : 0;
  return model.share * (weight + rare);
}

function weightAt({ weights, graded }: ComparatorModel, place: number): number {
  const level = Math.floor(place);
  const top = weights.length - 1;
  if (!graded || level === top) return weights[level]!;
  // Between the middles of two levels; the highest level means wholly equal and nothing lies between it and the next.
  const offset = place - level - 0.5;
  const other = offset < 0 ? Math.max(0, level - 1) : Math.min(top - 1, level + 1);
  return weights[level]! + Math.abs(offset) * (weights[other]! - weights[level]!);
}

/** Weight of every pair in bits: prior and what each comparator adds. */
export function scorePairs(model: Model, evidence: Evidence): Float64Array {
  const scores = new Float64Array(evidence.pairs).fill(model.prior);
  model.comparators.forEach((comparator, c) => {
    const places = evidence.places[c]!;
    const surprises = evidence.surprises[c]!;
    for (let p = 0; p < scores.length; p++)
      scores[p]! += bitsOf(comparator, places[p]!, surprises[p]!, model.surpriseShare);
  });
  return scores;
}

/** Probability of a weight in bits: 1 / (1 + 2^-bits). */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/** Weight in bits of one pair that need not be a candidate: the same as that of the pair among others. */
export function scoreOf(model: Model, measures: readonly Measure[], left: number, right: number): number {
  return model.comparators.reduce((sum, each, c) => {
    const place = Math.fround(measures[c]!.place(left, right));
    const surprise = Math.fround(measures[c]!.surprise(left, right));
    return sum + bitsOf(each, place, surprise, model.surpriseShare);
  }, model.prior);
}
