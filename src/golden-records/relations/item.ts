import { ends, starts } from '../domains/days.js';
import type { RelationDeclaration } from './relation-declaration.js';

export const suppliedBy: RelationDeclaration = {
  ...{ from: 'ITEM', to: 'SUPPLIER', title: 'is supplied by', inverse: 'supplies' },
  description: 'Who sells an item: under which number, by which contracts, and at what price.',
  ...{ cardinality: 'many', acyclic: false, conditional: false, approval: false },
  attributes: {
    vendorItemNumber: { type: 'text', description: 'The supplier’s own number of the item.' },
    contracts: {
      type: 'entries',
      sensitivity: 'internal',
      description: 'The contracts by which it may be bought there.',
      entry: {
        type: 'SupplyContract',
        description: 'A contract by which an item is bought from a supplier.',
        fields: {
          contract: { type: 'text', required: true, description: 'Its number.' },
          owner: {
            type: 'text',
            description: 'Whose contract it is: a purchasing organisation, the house itself.',
          },
          tier: { type: 'text', description: 'Tier of its prices.' },
          starts,
          ends,
        },
      },
    },
    facilities: {
      type: 'entries',
      sensitivity: 'internal',
      description: 'Which facilities may buy by a contract; all of them by one of which none is named.',
      entry: {
        type: 'EligibleFacility',
        description: 'A facility that may buy by a contract.',
        fields: {
          contract: { type: 'text', required: true, description: 'Number of the contract.' },
          facility: { type: 'text', required: true, description: 'Code of the facility.' },
          starts,
          ends,
        },
      },
    },
    prices: {
      type: 'entries',
      sensitivity: 'financial',
      description: 'What one unit costs there, by which contract, and when.',
      entry: {
        type: 'SupplyPrice',
        description: 'The price of one unit of an item at a supplier.',
        fields: {
          price: {
            type: 'decimal',
            required: true,
            rules: ['not-negative'],
            description: 'Price of one `unit`, in `currency`.',
          },
          unit: { type: 'text', required: true, description: 'Unit that is priced, an X12 code.' },
          currency: {
            type: 'text',
            rules: ['currency'],
            description: 'ISO 4217 code; USD where nothing is said.',
          },
          contract: {
            type: 'text',
            description: 'Number of the contract; without one where nothing is said.',
          },
          starts,
          ends,
        },
      },
    },
  },
};

export const madeBy: RelationDeclaration = {
  ...{ from: 'ITEM', to: 'SUPPLIER', title: 'is made by', inverse: 'makes' },
  description: 'Who makes an item, or under whose name it is labeled.',
  ...{ cardinality: 'one', acyclic: false, conditional: false, approval: false },
  attributes: {
    catalogNumber: { type: 'text', description: 'The manufacturer’s catalog number, as written.' },
  },
};

export const replacedBy: RelationDeclaration = {
  ...{ from: 'ITEM', to: 'ITEM', title: 'is replaced by', inverse: 'replaces' },
  description: 'What is bought in place of an item that is no longer made, bought or wanted.',
  ...{ cardinality: 'many', acyclic: true, conditional: true, approval: true },
  attributes: { note: { type: 'text', description: 'What to mind: another unit, another accessory.' } },
};

export const equivalentTo: RelationDeclaration = {
  ...{ from: 'ITEM', to: 'ITEM', title: 'may stand in for', inverse: 'may be stood in for by' },
  description:
    'What may be used in place of an item, in this direction only. Said and approved by people for a time.',
  ...{ cardinality: 'many', acyclic: false, conditional: true, approval: true },
  attributes: { note: { type: 'text', description: 'What to mind: another unit, another accessory.' } },
};
