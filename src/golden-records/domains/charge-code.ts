import type { DomainDeclaration } from '../domain-declaration.js';
import { ends, starts } from './days.js';

/** A line of a charge master. */
export const chargeCode: DomainDeclaration = {
  domain: 'CHARGE_CODE',
  type: 'ChargeCode',
  title: 'Charge codes',
  description: 'A line of a charge master: what a patient is charged for.',
  name: ['description'],
  identifiers: [],
  attributes: {
    description: {
      type: 'text',
      required: true,
      comparator: 'text',
      description: 'What is charged for, in the charge master’s words.',
    },
    aliases: {
      type: 'texts',
      survivorship: 'union',
      description: 'Other codes and words its sources have for it.',
    },
    price: {
      type: 'decimal',
      unit: 'USD',
      sensitivity: 'financial',
      comparator: 'number',
      description: 'Gross charge.',
    },
    priceLines: {
      type: 'entries',
      sensitivity: 'financial',
      description: 'What is charged for which item, where, to which class of patient, and when.',
      entry: {
        type: 'PriceLine',
        description: 'One price of a charge. A field of which nothing is said holds for all.',
        fields: {
          price: { type: 'decimal', required: true, description: 'The charge, in `currency`.' },
          currency: {
            type: 'text',
            rules: ['currency'],
            description: 'ISO 4217 code; USD where nothing is said.',
          },
          item: { type: 'text', description: 'Number of the item it is the charge of.' },
          facility: { type: 'text', description: 'Code of the facility that charges.' },
          department: { type: 'text', description: 'Code of the department that charges.' },
          patientClass: {
            type: 'text',
            rules: ['patient-class'],
            description: 'INPATIENT, OUTPATIENT, EMERGENCY, OBSERVATION or RECURRING.',
          },
          minimum: { type: 'decimal', description: 'Smallest quantity it is charged for.' },
          maximum: { type: 'decimal', description: 'Largest quantity it is charged for.' },
          starts,
          ends,
        },
      },
    },
    cost: {
      type: 'decimal',
      unit: 'USD',
      sensitivity: 'financial',
      description: 'What it costs the hospital.',
    },
    chargeable: { type: 'boolean', description: 'Whether a patient is charged for it at all.' },
    department: { type: 'text', description: 'Department it belongs to.' },
    revenueCode: {
      type: 'text',
      rules: ['revenue-code'],
      comparator: 'code',
      description: 'UB-04 revenue code, four digits.',
    },
    hcpcs: {
      type: 'text',
      comparator: 'code',
      description: 'HCPCS Level II code it is billed under.',
    },
    procedures: {
      type: 'entries',
      description: 'What it is billed under, payer by payer.',
      entry: {
        type: 'BilledProcedure',
        description:
          'The procedure code under which a payer is billed. Without a payer: under which all others are.',
        fields: {
          code: { type: 'text', required: true, rules: ['procedure-code'], description: 'HCPCS code.' },
          payer: { type: 'text', description: 'Code of the payer.' },
          modifiers: {
            type: 'text',
            rules: ['modifiers'],
            description: 'Its modifiers in their order, a blank between two.',
          },
          starts,
          ends,
        },
      },
    },
    billCode: { type: 'text', description: 'The code that is billed in place of its own.' },
    explodesInto: {
      type: 'entries',
      description: 'The charges that are posted in its place.',
      entry: {
        type: 'ExplodedCharge',
        description: 'One charge among those that a charge explodes into.',
        fields: {
          charge: { type: 'text', required: true, description: 'Its charge code.' },
          quantity: { type: 'decimal', description: 'How many of it; 1 where nothing is said.' },
          starts,
          ends,
        },
      },
    },
    serviceArea: { type: 'text', description: 'Service area whose charge master it stands in.' },
  },
};
