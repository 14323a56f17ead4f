import type { Day } from './day.js';
import type { CodeRole, Purpose } from './vocabulary.js';

/** When a fact is read: a day in the world, a revision of the hub. */
export interface When {
  readonly day: Day;
  /** Revision at which all facts are read. */
  readonly pin: number;
}

/** A question in the index’s own terms: normal form known, systems known, day and revision fixed. */
export interface Question extends When {
  /** `goldenSystemId` where a golden record is asked about: then `normal` is its id. */
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  /** `goldenSystemId` where the golden record is wanted. */
  readonly target: number;
  readonly purpose: Purpose;
  /** Which of several codes of one record is meant; null: none, all are equal. */
  readonly level: CodeRole | null;
}
