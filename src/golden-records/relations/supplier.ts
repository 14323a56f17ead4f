import type { RelationDeclaration } from './relation-declaration.js';

export const subsidiaryOf: RelationDeclaration = {
  ...{ from: 'SUPPLIER', to: 'SUPPLIER', title: 'is a subsidiary of', inverse: 'is the parent of' },
  description: 'The party to which a supplier belongs.',
  ...{ cardinality: 'one', acyclic: true, conditional: false, approval: false },
  attributes: {},
};

export const remitsTo: RelationDeclaration = {
  ...{ from: 'SUPPLIER', to: 'SUPPLIER', title: 'is paid through', inverse: 'is paid for' },
  description: 'The party to which payment for a supplier goes. One that says itself is paid itself.',
  ...{ cardinality: 'one', acyclic: false, conditional: false, approval: false },
  attributes: {},
};
