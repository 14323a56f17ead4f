import type { DomainDeclaration } from '../domain-declaration.js';
import { segments } from './segments.js';

/** What the general ledger posts to. */
export const glAccount: DomainDeclaration = {
  domain: 'GL_ACCOUNT',
  type: 'GlAccount',
  title: 'General ledger accounts',
  description: 'An account of the general ledger, to which amounts are posted.',
  name: ['name'],
  identifiers: [],
  attributes: {
    name: { type: 'text', required: true, comparator: 'text', description: 'Its name.' },
    kind: {
      type: 'text',
      rules: ['gl-account-kind'],
      description: 'ASSET, LIABILITY, EQUITY, REVENUE, EXPENSE or STATISTICAL.',
    },
    normalBalance: { type: 'text', rules: ['balance-side'], description: 'DEBIT or CREDIT.' },
    postable: { type: 'boolean', description: 'Whether amounts are posted to it, or only summed up in it.' },
    segments,
    company: { type: 'text', description: 'Company segment.' },
    parent: { type: 'text', description: 'Code of the account it rolls up to.' },
    opened: { type: 'date', description: 'First day on which it may be posted to.' },
    closed: { type: 'date', description: 'First day on which it no longer may.' },
    status: { type: 'text', description: 'Active or inactive, in the source’s own word.' },
  },
};
