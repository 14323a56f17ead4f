import type { Comparator } from '../compare/comparator.js';
import { bitsOf, type Model } from './model.js';

/** What one comparator added to the weight of a pair. */
export interface ExplainedPart {
  readonly attribute: string;
  readonly left: string;
  readonly right: string;
  /** Name of the level, or `no evidence`. */
  readonly level: string;
  readonly bits: number;
}

export interface Explanation {
  /** log2 of the odds that any two records are one thing. */
  readonly prior: number;
  readonly parts: readonly ExplainedPart[];
  /** Prior and the bits of all parts, added in this order: the score itself, not a retelling of it. */
  readonly weight: number;
}

/** The account of one pair, candidate or not, by which it is scored. */
export function explain(
  model: Model,
  named: readonly { readonly name: string; readonly comparator: Comparator }[],
  left: number,
  right: number,
): Explanation {
  const parts = named.map(({ name, comparator }, c): ExplainedPart => {
    const place = Math.fround(comparator.place(left, right));
    const surprise = Math.fround(comparator.surprise(left, right));
    const [leftValue, rightValue] = comparator.values(left, right);
    return {
      attribute: name,
      left: leftValue,
      right: rightValue,
      level: place < 0 ? 'no evidence' : comparator.levels[Math.floor(place)]!,
      bits: bitsOf(model.comparators[c]!, place, surprise, model.surpriseShare),
    };
  });
  return { prior: model.prior, parts, weight: parts.reduce((sum, { bits }) => sum + bits, model.prior) };
}
