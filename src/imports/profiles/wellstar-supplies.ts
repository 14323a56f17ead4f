import type { Profile } from '../profile.js';

/** WellStar’s price list of supplies: a real crosswalk from supply numbers to charge codes. The description is the
 *  charge’s; the list has none for the supply, so a supply is a code and no record. */
export const wellstarSupplies: Profile = {
  key: 'wellstar-supplies',
  title: 'WellStar supply price list',
  source: 'wellstar',
  delivers: 'delta',
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
  parts: [
    {
      says: 'code',
      system: 'wellstar-supply',
      key: ['Supply #'],
      attributes: { price: 'Unit Price', serviceArea: 'Service Area' },
    },
    {
      says: 'CHARGE_CODE',
      system: 'wellstar-charge',
      key: ['Px Code'],
      attributes: { description: 'Procedure Description' },
    },
  ],
  mappings: [{ from: 0, to: 1, purpose: 'CHARGES_AS', relationship: 'EQUIVALENT' }],
};
