/** Why one code stands for another. */
export const purposes = ['SAME_THING', 'CHARGES_AS', 'POSTS_TO', 'CLASSIFIED_AS', 'REPLACED_BY'] as const;
export type Purpose = (typeof purposes)[number];

/** The target relative to the source. */
export const relationships = ['EQUIVALENT', 'BROADER', 'NARROWER', 'RELATED'] as const;
export type Relationship = (typeof relationships)[number];

/** What a question without an answer leads to: a task for a person, or only a count on the ledger. */
export const onMisses = ['TASK', 'COUNT'] as const;
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
