import type { Profile } from '../profile.js';

/** The identifiers of GUDID devices: which numbers point at a device, in which role, and what each package holds. */
export const gudidIdentifiers: Profile = {
  key: 'gudid-identifiers',
  title: 'GUDID identifiers',
  source: 'gudid',
  delivers: 'delta',
  encoding: 'utf8',
  delimiter: '|',
  quote: null,
  columns: [
    { header: 'PrimaryDI', required: true, kind: 'text' },
    { header: 'deviceId', required: true, kind: 'text' },
    { header: 'deviceIdType', required: true, kind: 'text' },
    { header: 'deviceIdIssuingAgency', required: true, kind: 'text' },
    { header: 'containsDINumber', required: false, kind: 'text' },
    { header: 'pkgQuantity', required: false, kind: 'integer' },
  ],
  parts: [
    {
      says: 'ITEM',
      partial: true,
      system: 'gudid',
      key: ['PrimaryDI'],
      distinct: true,
      attributes: {},
      packages: [
        {
          unit: 'deviceId',
          quantity: 'pkgQuantity',
          contains: 'containsDINumber',
          gtin: 'deviceId',
          unitPrefix: 'di:',
        },
      ],
      codes: [
        {
          system: {
            column: 'deviceIdIssuingAgency',
            cases: { GS1: 'gtin', HIBCC: 'hibc', ICCBBA: 'iccbba' },
          },
          column: 'deviceId',
          role: {
            column: 'deviceIdType',
            cases: {
              Primary: 'BASE',
              Package: 'PACKAGE',
              Secondary: 'SECONDARY',
              'Unit of Use': 'UNIT_OF_USE',
              'Direct Marking': 'DIRECT_MARKING',
            },
          },
        },
      ],
    },
  ],
  mappings: [],
};
