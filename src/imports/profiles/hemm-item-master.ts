import type { Column, Profile } from '../profile.js';

const text = (header: string): Column => ({ header, required: false, kind: 'text' });
const mayLack = (column: Column): Column => ({ ...column, mayLack: true });

/** A hospital’s item master in the layout of McKesson’s HEMM item load: one row per item and package, with everything
 *  about the item alike on all of them. The interface code is the item’s number in the EHR. */
export const hemmItemMaster: Profile = {
  key: 'hemm-item-master',
  title: 'Hospital item master (HEMM layout)',
  source: 'erp',
  delivers: 'delta',
  encoding: 'utf8',
  delimiter: ',',
  quote: '"',
  columns: [
    { header: 'Item Number', required: true, kind: 'text' },
    { header: 'Item Description', required: true, kind: 'text' },
    { header: 'Unit of Measure Quantity', required: false, kind: 'integer' },
    { header: 'Consigned', required: false, kind: 'boolean' },
    ...[
      'Mfr Catalog Number',
      'Manufacturer Name',
      'Vendor Name',
      'Default Unit of Measure',
      'Unit of Measure',
      'Unit of Measure Contains What Unit of Measure',
      'Default Expense Code',
      'Supply Type',
      'Interface Code',
    ].map(text),
    ...['Manufacturer Code', 'Vendor Code', 'Vendor Catalog Number'].map(text).map(mayLack),
    mayLack({ header: 'Package Price', required: false, kind: 'price' }),
  ],
  parts: [
    {
      says: 'ITEM',
      system: 'erp-item',
      key: ['Item Number'],
      attributes: {
        description: 'Item Description',
        manufacturer: 'Manufacturer Name',
        catalogNumber: 'Mfr Catalog Number',
        vendor: 'Vendor Name',
        unit: 'Default Unit of Measure',
        expenseCode: 'Default Expense Code',
        consigned: 'Consigned',
        supplyType: 'Supply Type',
      },
      packages: [
        {
          unit: 'Unit of Measure',
          quantity: 'Unit of Measure Quantity',
          contains: 'Unit of Measure Contains What Unit of Measure',
        },
      ],
      codes: [
        {
          system: 'catalog-number',
          column: 'Mfr Catalog Number',
          issuer: 'Manufacturer Name',
          role: 'UNKNOWN',
          mayBeOther: true,
        },
        { system: 'ehr-item', column: 'Interface Code', role: 'KEY' },
      ],
      relations: [
        {
          ...{ kind: 'SUPPLIED_BY', system: 'erp-supplier', code: 'Vendor Code' },
          attributes: { vendorItemNumber: 'Vendor Catalog Number' },
          entries: { prices: { fields: { price: 'Package Price', unit: 'Unit of Measure' } } },
        },
        {
          ...{ kind: 'MADE_BY', system: 'erp-supplier', code: 'Manufacturer Code' },
          attributes: { catalogNumber: 'Mfr Catalog Number' },
        },
      ],
    },
  ],
  mappings: [],
};
