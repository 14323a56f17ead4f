import type { DomainDeclaration } from '../domain-declaration.js';

/** A party a hospital buys from or pays: one record carries all its roles. */
export const supplier: DomainDeclaration = {
  domain: 'SUPPLIER',
  type: 'Supplier',
  title: 'Suppliers',
  description: 'A party that makes, labels, distributes or is paid for what a hospital buys.',
  name: ['name'],
  identifiers: [
    { system: 'gln', strength: 'strong' },
    { system: 'duns', strength: 'strong' },
    { system: 'uei', strength: 'strong' },
  ],
  attributes: {
    name: { type: 'text', description: 'Its name.' },
    roles: {
      type: 'texts',
      survivorship: 'union',
      description: 'What it does: manufacturer, labeler, distributor, remit-to.',
    },
    aliases: { type: 'texts', survivorship: 'union', description: 'Other names it goes by.' },
    labelerKeys: {
      type: 'texts',
      survivorship: 'union',
      description: 'Keys under which it labels, such as `LIC:H124`; of labelers, never of the party as such.',
    },
    remitTo: { type: 'text', description: 'Supplier number to which payment goes.' },
    parent: { type: 'text', description: 'Supplier number of its parent.' },
    status: { type: 'text', description: 'Active or inactive, in the source’s own word.' },
  },
};
