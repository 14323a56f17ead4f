import { type MeasureParts, measureOf, mostSurpriseOf } from '../measure/measures.js';
import { sharedDoubles } from '../text/flat-lists.js';
import { type Portions, portions } from '../threads/portions.js';
import type { Model } from './model.js';
import { PairScorer } from './pair-scorer.js';

/** Scoring a list of pairs by a model that stands. All lists are shared between threads. */
export interface Scoring {
  readonly kind: 'scoring';
  readonly portions: Portions;
  readonly parts: readonly MeasureParts[];
  readonly model: Model;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Bits from which on they are wanted exactly. */
  readonly least: number;
  /** Bits of every pair; -Infinity of those below `least`. */
  readonly scores: Float64Array;
}

const portion = 4_096;

export function scoringOf(
  model: Model,
  parts: readonly MeasureParts[],
  pairs: { readonly left: Int32Array; readonly right: Int32Array },
  least: number,
): Scoring {
  const { left, right } = pairs;
  const count = Math.ceil(left.length / portion);
  const scores = sharedDoubles(left.length);
  return { kind: 'scoring', portions: portions(count), parts, model, left, right, least, scores };
}

export function scorerOf(model: Model, parts: readonly MeasureParts[]): PairScorer {
  return new PairScorer(
    model,
    parts.map((each) => measureOf(each)),
    parts.map(({ kind }) => kind),
    parts.map(mostSurpriseOf),
  );
}

export function workOnScoring(scoring: Scoring): (portion: number) => void {
  const { left, right, least, scores } = scoring;
  const scorer = scorerOf(scoring.model, scoring.parts);
  return (at) => {
    const to = Math.min((at + 1) * portion, left.length);
    for (let p = at * portion; p < to; p++) scores[p] = scorer.score(left[p]!, right[p]!, least);
  };
}
