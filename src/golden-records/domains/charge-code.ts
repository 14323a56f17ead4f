import type { DomainDeclaration } from '../domain-declaration.js';

/** A line of a charge master. */
export const chargeCode: DomainDeclaration = {
  domain: 'CHARGE_CODE',
  type: 'ChargeCode',
  title: 'Charge codes',
  description: 'A line of a charge master: what a patient is charged for.',
  name: ['description'],
  identifiers: [],
  attributes: {
    description: { type: 'text', description: 'What is charged for, in the charge master’s words.' },
    price: { type: 'decimal', unit: 'USD', sensitivity: 'financial', description: 'Gross charge.' },
    department: { type: 'text', description: 'Department it belongs to.' },
    revenueCode: { type: 'text', description: 'UB-04 revenue code, four digits.' },
    hcpcs: { type: 'text', description: 'HCPCS Level II code it is billed under.' },
    serviceArea: { type: 'text', description: 'Service area whose charge master it stands in.' },
  },
};
