import type { DomainDeclaration } from '../domain-declaration.js';

/** A party a hospital buys from or pays: one record carries all its roles. */
export const supplier: DomainDeclaration = {
  domain: 'SUPPLIER',
  type: 'Supplier',
  title: 'Suppliers',
  description: 'A party that makes, labels, distributes or is paid for what a hospital buys.',
  name: ['name'],
  identifiers: [
    { system: 'gln', strength: 'strong', issuer: { organisation: 'GS1' } },
    { system: 'duns', strength: 'strong', issuer: { organisation: 'Dun & Bradstreet' } },
    { system: 'uei', strength: 'strong', issuer: { organisation: 'US General Services Administration' } },
  ],
  attributes: {
    name: { type: 'text', required: true, comparator: 'text', description: 'Its name.' },
    roles: {
      type: 'texts',
      survivorship: 'union',
      description: 'What it does: manufacturer, labeler, distributor, remit-to.',
    },
    aliases: { type: 'texts', survivorship: 'union', description: 'Other names it goes by.' },
    labelerKeys: {
      type: 'texts',
      survivorship: 'union',
      rules: ['labeler-key'],
      description: 'Keys under which it labels, such as `LIC:H124`; of labelers, never of the party as such.',
    },
    ein: {
      type: 'text',
      sensitivity: 'restricted',
      rules: ['ein'],
      comparator: 'code',
      description: 'Employer identification number, by which it is taxed.',
    },
    predecessors: {
      type: 'entries',
      survivorship: 'union',
      description: 'The parties it took over, or was before, and since when.',
      entry: {
        type: 'Predecessor',
        description: 'A party whose business a supplier carries on.',
        fields: {
          name: { type: 'text', required: true, description: 'Its name then.' },
          supplier: { type: 'text', description: 'Its supplier number then.' },
          how: { type: 'text', rules: ['succession'], description: 'ACQUIRED, MERGED, RENAMED or SPUN_OFF.' },
          since: { type: 'date', description: 'First day on which the supplier stood in its place.' },
        },
      },
    },
    remitTo: { type: 'text', description: 'Supplier number to which payment goes.' },
    parent: { type: 'text', description: 'Supplier number of its parent.' },
    status: { type: 'text', description: 'Active or inactive, in the source’s own word.' },
  },
};
