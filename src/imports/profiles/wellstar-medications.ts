import type { Profile } from '../profile.js';

/** WellStar’s price list of medications: NDC to charge code and HCPCS code. The list has a drug on several rows, with
 *  several names, prices and charges: the first name is its description, all are kept. */
export const wellstarMedications: Profile = {
  key: 'wellstar-medications',
  title: 'WellStar medication price list',
  source: 'wellstar',
  delivers: 'delta',
  encoding: 'latin1',
  delimiter: '|',
  quote: null,
  columns: [
    { header: 'Service Area', required: true, kind: 'text' },
    { header: 'Px Code', required: true, kind: 'text' },
    { header: 'Generic Name', required: false, kind: 'text' },
    { header: 'CPT(R)/HCPCS Code', required: false, kind: 'text' },
    { header: 'NDC', required: true, kind: 'text' },
    { header: 'Unit Price', required: false, kind: 'price' },
    { header: 'Override Bill Code', required: false, kind: 'text' },
  ],
  parts: [
    {
      says: 'ITEM',
      partial: true,
      system: 'wellstar-med',
      key: ['NDC'],
      attributes: { description: 'Generic Name' },
      firstOf: ['description'],
      lists: {
        aliases: { column: 'Generic Name' },
        prices: { column: 'Unit Price' },
        billCodes: { column: 'Override Bill Code' },
      },
      codes: [{ system: 'ndc', column: 'NDC', role: 'BASE' }],
    },
    {
      says: 'CHARGE_CODE',
      partial: true,
      system: 'wellstar-charge',
      key: ['Px Code'],
      attributes: {},
    },
    { says: 'code', system: 'hcpcs', key: ['CPT(R)/HCPCS Code'], optional: true, attributes: {} },
  ],
  mappings: [
    { from: 0, to: 1, purpose: 'CHARGES_AS', relationship: 'EQUIVALENT' },
    { from: 0, to: 2, purpose: 'CLASSIFIED_AS', relationship: 'BROADER' },
  ],
};
