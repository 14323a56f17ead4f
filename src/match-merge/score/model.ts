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
  // Between the middles of two levels.
  const offset = place - level - 0.5;
  const other = neighbourOf(level, offset < 0 ? -1 : 1, top);
  return weights[level]! + Math.abs(offset) * (weights[other]! - weights[level]!);
}

/** Weight of every pair in bits: prior and what each comparator adds, the same as `bitsOf`. Learning asks for it in every
 *  round, so what a level weighs, and how that changes towards its neighbours, is looked up once for all pairs. */
export function scorePairs(model: Model, evidence: Evidence): Float64Array {
  const scores = new Float64Array(evidence.pairs).fill(model.prior);
  model.comparators.forEach((comparator, c) => {
    const { weights, meanSurprise, share } = comparator;
    const places = evidence.places[c]!;
    const surprises = evidence.surprises[c]!;
    const below = towards(comparator, -1);
    const above = towards(comparator, 1);
    for (let p = 0; p < scores.length; p++) {
      const place = places[p]!;
      if (place < 0) continue;
      const level = Math.floor(place);
      const offset = place - level - 0.5;
      const slope = offset < 0 ? below[level]! : above[level]!;
      const weight = weights[level]! + Math.abs(offset) * slope;
      const surprise = surprises[p]!;
      const rare = surprise > 0 ? model.surpriseShare * (surprise - meanSurprise) : 0;
      scores[p]! += share * (weight + rare);
    }
  });
  return scores;
}

/** Of each level, how much the level below or above it weighs more; 0 where nothing lies between them. */
function towards({ weights, graded }: ComparatorModel, step: -1 | 1): Float64Array {
  const top = weights.length - 1;
  return weights.map((weight, level) =>
    graded && level < top ? weights[neighbourOf(level, step, top)]! - weight : 0,
  );
}

/** The highest level means wholly equal and nothing lies between it and the next. */
function neighbourOf(level: number, step: -1 | 1, top: number): number {
  return Math.min(top - 1, Math.max(0, level + step));
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
