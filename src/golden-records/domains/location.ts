import type { DomainDeclaration } from '../domain-declaration.js';

/** A place: a health system, its facilities, and what is in them. */
export const location: DomainDeclaration = {
  domain: 'LOCATION',
  type: 'Location',
  title: 'Locations',
  description: 'A place where things are delivered, stocked, used or charged.',
  name: ['name'],
  identifiers: [
    { system: 'gln', strength: 'strong' },
    { system: 'npi', strength: 'strong' },
  ],
  attributes: {
    name: { type: 'text', description: 'Its name.' },
    kind: { type: 'text', description: 'System, facility, department, stockroom, dock or clinic.' },
    parent: { type: 'text', description: 'Code of the place it is part of.' },
    facility: { type: 'text', description: 'Code of the facility it is in.' },
    timeZone: { type: 'text', description: 'IANA name of its time zone.' },
    status: { type: 'text', description: 'Active or inactive, in the source’s own word.' },
  },
};
