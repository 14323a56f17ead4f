import type { DomainDeclaration } from '../domain-declaration.js';
import { ends, starts } from './days.js';

/** A place: a health system, its facilities, and what is in them. */
export const location: DomainDeclaration = {
  domain: 'LOCATION',
  type: 'Location',
  title: 'Locations',
  description: 'A place where things are delivered, stocked, used or charged.',
  name: ['name'],
  identifiers: [
    { system: 'gln', strength: 'strong', issuer: { organisation: 'GS1' } },
    { system: 'npi', strength: 'strong', issuer: { organisation: 'CMS' } },
  ],
  attributes: {
    name: { type: 'text', required: true, comparator: 'text', description: 'Its name.' },
    kind: { type: 'text', description: 'System, facility, department, stockroom, dock or clinic.' },
    parent: { type: 'text', description: 'Code of the place it is part of.' },
    facility: { type: 'text', description: 'Code of the facility it is in.' },
    timeZone: { type: 'text', rules: ['time-zone'], description: 'IANA name of its time zone.' },
    hin: {
      type: 'text',
      rules: ['hin'],
      comparator: 'code',
      description: 'Health Industry Number, of HIBCC.',
    },
    dea: {
      type: 'text',
      sensitivity: 'restricted',
      rules: ['dea'],
      comparator: 'code',
      description: 'Registration number of the Drug Enforcement Administration.',
    },
    ccn: { type: 'text', rules: ['ccn'], comparator: 'code', description: 'CMS certification number.' },
    supplierAccounts: {
      type: 'entries',
      survivorship: 'union',
      sensitivity: 'internal',
      description: 'Under which account numbers suppliers deliver here.',
      entry: {
        type: 'SupplierAccount',
        description: 'The number by which a supplier knows a place: every supplier has numbers of its own.',
        fields: {
          supplier: { type: 'text', required: true, description: 'Number of the supplier.' },
          account: { type: 'text', required: true, description: 'Its account number for the place.' },
          use: { type: 'text', rules: ['account-use'], description: 'SHIP_TO, BILL_TO or PAID_BY.' },
          starts,
          ends,
        },
      },
    },
    status: { type: 'text', description: 'Active or inactive, in the source’s own word.' },
  },
};
