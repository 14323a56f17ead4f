import type { RelationDeclaration } from './relation-declaration.js';

/** The tree of places. */
export const partOf: RelationDeclaration = {
  ...{ from: 'LOCATION', to: 'LOCATION', title: 'is part of', inverse: 'has as parts' },
  description: 'The place in which a place is: a room in a department, a hospital in a health system.',
  ...{ cardinality: 'one', acyclic: true, conditional: false, approval: false },
  attributes: {},
};
