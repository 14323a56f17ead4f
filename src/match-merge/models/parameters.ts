import type { Model } from '../score/model.js';

/** What was learned of one comparator, as it is stored: weights are log2(m / u) of each level. */
export interface ComparatorParameters {
  readonly name: string;
  readonly weights: readonly number[];
  readonly meanSurprise: number;
  /** How much of its weight counts, 0 or more. */
  readonly share: number;
  readonly graded: boolean;
}

/** Everything by which pairs of a domain are weighed and zoned; bits are log2 of odds. */
export interface MatchParameters {
  readonly comparators: readonly ComparatorParameters[];
  readonly prior: number;
  readonly surpriseShare: number;
}

/** Bits from which on a pair is a match, and from which on it is shown to a person. */
export interface Thresholds {
  readonly matchFrom: number;
  readonly reviewFrom: number;
}

export function parametersOf(names: readonly string[], model: Model): MatchParameters {
  return {
    comparators: model.comparators.map(({ weights, meanSurprise, share, graded }, c) => ({
      ...{ name: names[c]!, weights: [...weights], meanSurprise, share, graded },
    })),
    prior: model.prior,
    surpriseShare: model.surpriseShare,
  };
}

/** The stored model for comparators of these names; throws where it was learned of others, for then its weights would
 *  be somebody else’s. */
export function modelOf(
  { comparators, prior, surpriseShare }: MatchParameters,
  names: readonly string[],
): Model {
  if (comparators.length !== names.length || comparators.some(({ name }, c) => name !== names[c]))
    throw new Error(
      `the model weighs ${comparators.map(({ name }) => name).join(', ')}, not ${names.join(', ')}`,
    );
  return {
    comparators: comparators.map(({ weights, ...rest }) => ({
      ...rest,
      weights: Float64Array.from(weights),
    })),
    prior,
    surpriseShare,
  };
}
