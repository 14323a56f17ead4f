/** Why a person’s decision on golden records changed nothing. */
export const refusalCodes = [
  'UNKNOWN_RECORD',
  'MERGED',
  'SAME_RECORD',
  'DIFFERENT_DOMAINS',
  'CHANGED_MEANWHILE',
  'JUDGED_DIFFERENT',
  'NOT_MERGED',
  'NOTHING_TO_RESTORE',
  'NOTHING_WOULD_REMAIN',
  'NOT_A_MEMBER',
  'NOT_STANDING',
  'UNKNOWN_ATTRIBUTE',
  'UNKNOWN_SOURCE',
  'UNFIT_STRATEGY',
  'UNFIT_VALUE',
  'ALREADY_BELIEVED',
  'EXPIRED',
  'UNFIT_RELATION',
  'ALREADY_SAID',
  'CIRCULAR',
  'NOT_ANOTHER',
  'NOT_A_DRAFT',
  'BUSY',
  'IN_OTHER_HANDS',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  /** Judgements that stand in the way. */
  readonly judgementIds?: readonly string[];
}

export const refused = (code: RefusalCode, judgementIds: readonly string[] = []): Refused => ({
  kind: 'refused',
  code,
  judgementIds,
});
