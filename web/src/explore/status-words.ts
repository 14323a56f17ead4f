import type { ResolveStatus } from '../api/schema-types.js';
import type { Tone } from '../shell/tone.js';

interface StatusWords {
  readonly title: string;
  readonly tone: Tone;
  /** What follows from it, where that is not plain. */
  readonly consequence: string | null;
}

export const statusWords: Readonly<Record<ResolveStatus, StatusWords>> = {
  RESOLVED: { title: 'Answered', tone: 'good', consequence: null },
  DEFAULTED: {
    title: 'The default',
    tone: 'warn',
    consequence:
      'Nothing answers, so the policy’s code stands in. The question waits for a person all the same.',
  },
  NO_MAP: {
    title: 'Nothing there, on purpose',
    tone: 'calm',
    consequence:
      'A person has stated that nothing corresponds there, and another has approved it where two must.',
  },
  AMBIGUOUS: {
    title: 'Several answers',
    tone: 'warn',
    consequence:
      'These stand equal, and the hub chooses none of them. A person must retire the mapping that is wrong.',
  },
  UNRESOLVED: { title: 'No answer', tone: 'warn', consequence: null },
  INVALID: {
    title: 'Not a valid question',
    tone: 'bad',
    consequence: 'Asking again unchanged will not help.',
  },
  UNAVAILABLE: {
    title: 'Not now',
    tone: 'bad',
    consequence: 'Nothing is wrong with the question: ask again in a moment.',
  },
};
