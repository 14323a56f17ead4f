/** Why one code stands for another. */
export const purposes = ['SAME_THING', 'CHARGES_AS', 'POSTS_TO', 'CLASSIFIED_AS', 'REPLACED_BY'] as const;
export type Purpose = (typeof purposes)[number];

/** The target relative to the source. */
export const relationships = ['EQUIVALENT', 'BROADER', 'NARROWER', 'RELATED'] as const;
export type Relationship = (typeof relationships)[number];

/** What a question without an answer leads to: a task for a person; only a count on the ledger; or a task and meanwhile
 *  the policy’s default code, flagged as such. */
export const onMisses = ['TASK', 'COUNT', 'DEFAULT'] as const;
export type OnMiss = (typeof onMisses)[number];

export const defaultPurpose: Purpose = 'SAME_THING';
export const defaultOnMiss: OnMiss = 'TASK';

/** In which role a code points at a record: as its source’s own key; or, of an identifier, as the base package, a package
 *  of it, a second identifier beside the first, the unit of use, the mark on the device itself, or at a level nobody has
 *  said: the digits never tell. */
export const codeRoles = [
  'KEY',
  'BASE',
  'PACKAGE',
  'SECONDARY',
  'UNIT_OF_USE',
  'DIRECT_MARKING',
  'UNKNOWN',
] as const;
export type CodeRole = (typeof codeRoles)[number];

/** What a mapping states: one corresponds to the other; to nothing in a system, deliberately; or not to that one. */
export const mappingKinds = ['MAP', 'NO_MAP', 'NOT'] as const;
export type MappingKind = (typeof mappingKinds)[number];

/** Whether one code may stand for several at once. */
export const cardinalities = ['ONE', 'MANY'] as const;
export type Cardinality = (typeof cardinalities)[number];

export const proposalStates = ['DRAFT', 'APPROVED', 'REJECTED'] as const;
export type ProposalState = (typeof proposalStates)[number];
