import type { Tone } from '../shell/tone.js';
import type { ImportState } from './imports.graphql.js';

interface StateWords {
  readonly title: string;
  readonly tone: Tone;
  /** Whether it will still change by itself. */
  readonly underWay: boolean;
}

export const stateWords: Readonly<Record<ImportState, StateWords>> = {
  RECEIVING: { title: 'Arriving', tone: 'calm', underWay: true },
  RECEIVED: { title: 'Being read', tone: 'calm', underWay: true },
  APPLIED: { title: 'Applied', tone: 'good', underWay: false },
  REFUSED: { title: 'Refused', tone: 'bad', underWay: false },
  FAILED: { title: 'Broke off', tone: 'bad', underWay: false },
};
