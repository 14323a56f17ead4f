import type { CarriedCodeColumn, Column, PackageColumns, Profile } from '../profile.js';

const text = (header: string): Column => ({ header, required: false, kind: 'text' });

/** The larger packages of a line; the smallest is level 1. */
const larger = [2, 3, 4];

const packages: PackageColumns[] = larger.map((level) => ({
  unit: `UOM Desc ${level}`,
  quantity: `UOM QTY ${level}`,
  contains: 'UOM Desc 1',
  gtin: `GTIN ${level}`,
}));

/** The smallest level is the base package where it is an each; of any other unit nobody has said which level it is. */
const gtins: CarriedCodeColumn[] = [
  {
    system: 'gtin',
    column: 'GTIN 1',
    role: { column: 'UOM Desc 1', cases: { EA: 'BASE' }, otherwise: 'UNKNOWN' },
  },
  ...larger.map((level): CarriedCodeColumn => ({ system: 'gtin', column: `GTIN ${level}`, role: 'PACKAGE' })),
];

/** A purchasing organisation’s contract sheet in the columns of Vizient’s catalog import. A vendor’s number is unique
 *  with the vendor’s code before it. A line deleted from the contract (action D) retires its code. The vendors themselves are
 *  nobody’s records yet: who supplies a line waits for one with the vendor’s code. */
export const vizientContract: Profile = {
  key: 'vizient-contract',
  title: 'Contract sheet (Vizient columns)',
  source: 'vizient',
  delivers: 'delta',
  encoding: 'utf8',
  delimiter: ',',
  quote: '"',
  columns: [
    { header: 'Action Code', required: true, kind: 'text' },
    { header: 'Manufacturer Item Number', required: true, kind: 'text' },
    { header: 'Item Description', required: true, kind: 'text' },
    { header: 'Vendor Name', required: true, kind: 'text' },
    { header: 'Vendor Code', required: true, kind: 'text' },
    { header: 'Vendor Catalog Number', required: true, kind: 'text' },
    ...['UOM Desc 1', 'GTIN 1', 'Pricing UOM', 'Default Expense Code'].map(text),
    ...larger.flatMap((level): Column[] => [
      { header: `UOM QTY ${level}`, required: false, kind: 'integer' },
      text(`UOM Desc ${level}`),
      text(`GTIN ${level}`),
    ]),
    { header: 'Manu Price 1', required: false, kind: 'price' },
    { header: 'Item Effective Date', required: false, kind: 'date' },
    { header: 'Item Expiration Date', required: false, kind: 'date' },
    { header: 'Consigned', required: false, kind: 'boolean' },
  ],
  parts: [
    {
      says: 'ITEM',
      system: 'vizient-item',
      key: ['Vendor Code', 'Vendor Catalog Number'],
      attributes: {
        description: 'Item Description',
        manufacturer: 'Vendor Name',
        catalogNumber: 'Manufacturer Item Number',
        vendor: 'Vendor Name',
        unit: 'Pricing UOM',
        price: 'Manu Price 1',
        expenseCode: 'Default Expense Code',
        consigned: 'Consigned',
        contractStarts: 'Item Effective Date',
        contractEnds: 'Item Expiration Date',
      },
      packages,
      codes: [
        ...gtins,
        {
          system: 'catalog-number',
          column: 'Manufacturer Item Number',
          issuer: 'Vendor Name',
          role: 'UNKNOWN',
          mayBeOther: true,
        },
      ],
      relations: [
        {
          ...{ kind: 'SUPPLIED_BY', system: 'vizient-vendor', code: 'Vendor Code' },
          attributes: { vendorItemNumber: 'Vendor Catalog Number' },
          entries: {
            prices: {
              fields: { price: 'Manu Price 1', unit: 'Pricing UOM' },
              days: { first: 'Item Effective Date', last: 'Item Expiration Date' },
            },
          },
          days: { first: 'Item Effective Date', last: 'Item Expiration Date' },
        },
      ],
      retired: { column: 'Action Code', values: ['D'] },
    },
  ],
  mappings: [],
};
