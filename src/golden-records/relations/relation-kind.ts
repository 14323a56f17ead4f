/** How one golden record may stand to another; each kind is declared in a file of its domain. */
export const relationKinds = [
  'PART_OF',
  'ROLLS_UP_TO',
  'LOCATED_AT',
  'SUBSIDIARY_OF',
  'REMITS_TO',
  'SUPPLIED_BY',
  'MADE_BY',
  'REPLACED_BY',
  'EQUIVALENT_TO',
] as const;
export type RelationKind = (typeof relationKinds)[number];
