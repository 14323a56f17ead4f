import type { DomainDeclaration } from '../domain-declaration.js';
import { segments } from './segments.js';

/** Where cost is collected. */
export const costCenter: DomainDeclaration = {
  domain: 'COST_CENTER',
  type: 'CostCenter',
  title: 'Cost centers',
  description: 'A unit of the chart of accounts at which cost is collected.',
  name: ['name'],
  identifiers: [],
  attributes: {
    name: { type: 'text', required: true, comparator: 'text', description: 'Its name.' },
    segments,
    company: { type: 'text', description: 'Company segment.' },
    facility: { type: 'text', description: 'Facility segment.' },
    department: { type: 'text', description: 'Department segment.' },
    parent: { type: 'text', description: 'Code of the cost center it rolls up to.' },
    location: { type: 'text', description: 'Code of the location it stands for.' },
    opened: { type: 'date', description: 'First day on which it takes cost.' },
    closed: { type: 'date', description: 'First day on which it no longer does.' },
  },
};
