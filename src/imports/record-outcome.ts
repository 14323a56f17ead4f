/** What became of a record: its thing is new to the hub, it says something new, it says what it said before, it came
 *  behind something newer and is kept there, it has ended, it could not be taken. */
export const recordOutcomeKinds = ['CREATED', 'CHANGED', 'UNCHANGED', 'LATE', 'ENDED', 'REJECTED'] as const;
export type RecordOutcomeKind = (typeof recordOutcomeKinds)[number];

/** Why a record could not be taken. */
export interface RecordFault {
  /** Where it stands in the record: `key`, `values.priceLines[2].currency`. */
  readonly field: string;
  readonly problem: string;
  /** Name of the validation rule that is broken, if one is. */
  readonly rule: string | null;
  /** Never repeats the value. */
  readonly message: string;
}

/** What became of one record of several, at its place. */
export interface RecordOutcome {
  readonly kind: RecordOutcomeKind;
  /** The golden record it belongs to now; null where it was rejected, or a person has to say where it belongs. */
  readonly goldenId: string | null;
  readonly fault: RecordFault | null;
}
