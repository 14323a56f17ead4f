import type { Profile } from '../profile.js';

/** WellStar’s price list of supplies: a real crosswalk from supply numbers to charge codes. The description is the
 *  charge’s; the list has none for the supply. */
export const wellstarSupplies: Profile = {
  key: 'wellstar-supplies',
  title: 'WellStar supply price list',
  source: 'wellstar',
  encoding: 'latin1',
  delimiter: '|',
  quote: null,
  columns: [
    { header: 'Service Area', required: true, kind: 'text' },
    { header: 'Px Code', required: true, kind: 'text' },
    { header: 'Procedure Description', required: true, kind: 'text' },
    { header: 'Supply #', required: true, kind: 'text' },
    { header: 'Unit Price', required: true, kind: 'price' },
  ],
  code: {
    system: 'wellstar-supply',
    code: 'Supply #',
    properties: { price: 'Unit Price', serviceArea: 'Service Area' },
  },
  target: {
    system: 'wellstar-charge',
    code: 'Px Code',
    display: 'Procedure Description',
    properties: {},
    purpose: 'CHARGES_AS',
    relationship: 'EQUIVALENT',
  },
};
