import { locatedAt, rollsUpTo } from './cost-center.js';
import { equivalentTo, madeBy, replacedBy, suppliedBy } from './item.js';
import { partOf } from './location.js';
import type { RelationDeclaration } from './relation-declaration.js';
import { type RelationKind, relationKinds } from './relation-kind.js';
import { remitsTo, subsidiaryOf } from './supplier.js';

/** Every kind of relation by its key. */
export const relationDeclarations: Readonly<Record<RelationKind, RelationDeclaration>> = {
  PART_OF: partOf,
  ROLLS_UP_TO: rollsUpTo,
  LOCATED_AT: locatedAt,
  SUBSIDIARY_OF: subsidiaryOf,
  REMITS_TO: remitsTo,
  SUPPLIED_BY: suppliedBy,
  MADE_BY: madeBy,
  REPLACED_BY: replacedBy,
  EQUIVALENT_TO: equivalentTo,
};

/** The kinds of which a declaration says so. */
export function kindsThat(says: (declared: RelationDeclaration) => boolean): readonly RelationKind[] {
  return relationKinds.filter((kind) => says(relationDeclarations[kind]));
}
