import type { CodeRole, OnMiss, Purpose } from './vocabulary.js';
import { defaultOnMiss, defaultPurpose } from './vocabulary.js';
import { plainRules, type WalkRules } from './walk-question.js';

/** What questions from one system to another allow. */
export interface Policy {
  /** Null where no policy is on file for the pair. */
  readonly id: string | null;
  readonly purpose: Purpose;
  readonly onMiss: OnMiss;
  /** Database id of the code that answers, flagged, where nothing else does. */
  readonly defaultCode: number | null;
  /** Which of several codes of one record is meant; null: none, all are equal. */
  readonly level: CodeRole | null;
  readonly rules: WalkRules;
  /** Whoever proposes a mapping may not approve it. */
  readonly fourEyes: boolean;
  /** Roles that may approve; null: all that may decide mappings. */
  readonly approvers: readonly string[] | null;
}

export interface PairPolicy extends Policy {
  /** Numbers of the two systems; `goldenSystemId` for the golden records. */
  readonly from: number;
  readonly to: number;
  /** Revisions: known from the first, no longer at the second. */
  readonly known: { readonly from: number; readonly to: number };
}

/** A pair without a policy asks for the same thing, one for one, and a miss becomes a task. */
export const unsaid: Policy = Object.freeze({
  id: null,
  purpose: defaultPurpose,
  onMiss: defaultOnMiss,
  defaultCode: null,
  level: null,
  rules: plainRules,
  fourEyes: false,
  approvers: null,
});
