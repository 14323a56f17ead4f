import type { Attribute } from '../attribute.js';

/** The parts of an accounting key, of cost centers and accounts alike. */
export const segments: Attribute = {
  type: 'entries',
  description: 'The parts of its accounting key, in their order.',
  entry: {
    type: 'AccountingSegment',
    description:
      'One part of an accounting key: ledgers differ in how many they have, and in what they call them.',
    fields: {
      name: {
        type: 'text',
        required: true,
        description: 'What its ledger calls it: company, accounting unit, fund.',
      },
      value: { type: 'text', required: true, description: 'Its value, leading zeros kept.' },
    },
  },
};
