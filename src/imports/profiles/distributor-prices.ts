import type { Profile } from '../profile.js';

/** A distributor’s price file: its own item number, the manufacturer’s, one selling unit and its price a row. The unit
 *  of the first row of an item is the one it is sold by; all are kept. */
export const distributorPrices: Profile = {
  key: 'distributor-prices',
  title: 'Distributor price file',
  source: 'dist-b',
  delivers: 'delta',
  encoding: 'utf8',
  delimiter: ',',
  quote: '"',
  columns: [
    { header: 'Vendor Item Number', required: true, kind: 'text' },
    { header: 'Manufacturer Item Number', required: false, kind: 'text' },
    { header: 'Manufacturer', required: false, kind: 'text' },
    { header: 'Description', required: true, kind: 'text' },
    { header: 'UOM', required: true, kind: 'text' },
    { header: 'Quantity', required: true, kind: 'integer' },
    { header: 'Price', required: true, kind: 'price' },
    { header: 'GTIN', required: false, kind: 'text' },
  ],
  parts: [
    {
      says: 'ITEM',
      system: 'dist-b-item',
      key: ['Vendor Item Number'],
      attributes: {
        description: 'Description',
        manufacturer: 'Manufacturer',
        catalogNumber: 'Manufacturer Item Number',
        unit: 'UOM',
        price: 'Price',
      },
      firstOf: ['unit', 'price'],
      lists: { prices: { column: 'Price', per: 'UOM' } },
      packages: [{ unit: 'UOM', quantity: 'Quantity', contains: '=EA', gtin: 'GTIN' }],
      codes: [
        {
          system: 'gtin',
          column: 'GTIN',
          role: { column: 'UOM', cases: { EA: 'BASE' }, otherwise: 'UNKNOWN' },
        },
        {
          system: 'catalog-number',
          column: 'Manufacturer Item Number',
          issuer: 'Manufacturer',
          role: 'UNKNOWN',
          mayBeOther: true,
        },
      ],
      relations: [
        {
          // The house’s own number of the distributor.
          ...{ kind: 'SUPPLIED_BY', system: 'erp-supplier', code: '=300100' },
          attributes: { vendorItemNumber: 'Vendor Item Number' },
          entries: { prices: { fields: { price: 'Price', unit: 'UOM' } } },
        },
      ],
    },
  ],
  mappings: [],
};
