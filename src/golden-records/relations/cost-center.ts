import type { RelationDeclaration } from './relation-declaration.js';

export const rollsUpTo: RelationDeclaration = {
  ...{ from: 'COST_CENTER', to: 'COST_CENTER', title: 'rolls up to', inverse: 'sums up' },
  description: 'The cost center into which the amounts of a cost center are summed up.',
  ...{ cardinality: 'one', acyclic: true, conditional: false, approval: false },
  attributes: {},
};

export const locatedAt: RelationDeclaration = {
  ...{ from: 'COST_CENTER', to: 'LOCATION', title: 'is located at', inverse: 'houses' },
  description: 'The place whose cost a cost center bears.',
  ...{ cardinality: 'many', acyclic: false, conditional: false, approval: false },
  attributes: {},
};
