/** What a person is asked to decide. The cause of each kind is one row of an earlier layer, so that one cause is one task
 *  however often it recurs. */
export const taskKinds = [
  'UNRESOLVED_MAPPING',
  'AMBIGUOUS_MAPPING',
  'IDENTIFIER_CONFLICT',
  'RETIRED_CODE_IN_USE',
  'MATCH_REVIEW',
  'MATCH_RUN_STOPPED',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** What can happen to a task beside its decision. */
export const taskEventKinds = [
  'CLAIMED',
  'RETURNED',
  'LEASE_ENDED',
  'ASSIGNED',
  'SNOOZED',
  'WOKEN',
  'ESCALATED',
  'COMMENTED',
] as const;
export type TaskEventKind = (typeof taskEventKinds)[number];
