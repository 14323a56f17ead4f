import type { ResolveStepKind } from '../api/schema-types.js';
import { purposeWords, relationshipWords } from '../shell/words.js';
import type { ConversionStep, ResolveStep } from './resolve.graphql.js';
import { sourceWords } from './unit-words.js';

/** What stands on the arrow of a step, and what carried it. */
export interface StepWords {
  readonly words: string;
  readonly detail: string;
  readonly carrier: string;
}

export const stepKindWords: Readonly<Record<ResolveStepKind, (step: ResolveStep) => StepWords>> = {
  READING: () => ({
    words: 'is read as',
    detail: 'its normal form',
    carrier: 'Of several readings, the only one that is known',
  }),
  MAPPING: ({ id, ...step }) => ({ ...claimOf(step), carrier: `Mapping ${id}` }),
  RECORD: ({ id, toSystem }) => ({
    words: toSystem === 'golden' ? 'belongs to' : 'is known as',
    detail: 'by what its sources say',
    carrier: `Golden record ${id}`,
  }),
  REPLACEMENT: ({ id, ...step }) => ({
    words: 'was replaced by',
    detail: relationshipWords[step.relationship],
    carrier: `Mapping ${id}`,
  }),
  DEFAULT: ({ id }) => ({
    words: 'falls back to',
    detail: 'nothing answers, so the policy does',
    carrier: `Policy ${id}`,
  }),
  REDIRECT: ({ id }) => ({
    words: 'was merged into',
    detail: 'a person said that both are one thing',
    carrier: `Golden record ${id}`,
  }),
  CONVERSION: ({ conversion, ...step }) =>
    conversion ? factorOf(conversion) : { ...claimOf(step), carrier: 'Conversion' },
};

/** A hub newer than this page may take steps it has not heard of: what every step says of itself is said of them. */
export function wordsOf(step: ResolveStep): StepWords {
  const known: Readonly<Record<string, ((step: ResolveStep) => StepWords) | undefined>> = stepKindWords;
  return known[step.kind]?.(step) ?? { ...claimOf(step), carrier: `${step.kind} ${step.id}` };
}

function claimOf({ purpose, relationship }: Pick<ResolveStep, 'purpose' | 'relationship'>) {
  return { words: purposeWords[purpose], detail: relationshipWords[relationship] };
}

function factorOf({ factor, exact, source, id, from, to }: ConversionStep): StepWords {
  return {
    words: `1 is ${factor}`,
    detail: exact ? sourceWords[source] : `${sourceWords[source]}, a rounded figure`,
    carrier: `1 ${from} = ${factor} ${to}${id ? `, by ${id}` : ''}`,
  };
}
