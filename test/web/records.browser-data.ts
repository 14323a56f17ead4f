import { sql } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';
import { makeSystems } from '../support/make-codes.js';
import { type MadeRecord, makeGoldenRecords, makeImport } from '../support/make-golden-records.js';

export interface StoryRecords {
  /** Three sources say different things of it. */
  readonly dressing: string;
  /** More than one page of these. */
  readonly catheters: number;
}

const dressing: MadeRecord = {
  domain: 'ITEM',
  said: [
    {
      source: 'gudid',
      feed: 'gudid-devices',
      key: '10381370041509',
      basis: 'FOUNDED',
      rowNumber: 48_213,
      values: {
        description:
          'BIOPATCH™ Protective Disk with CHG, 1 in. (2.5 cm) disk with a 4.0 mm center hole and radial slit, sterile, for use around vascular and non-vascular percutaneous devices in adults and children, single use',
        brand: 'BIOPATCH™',
        model: '4150',
        manufacturer: 'Ethicon, Inc.',
        catalogNumber: '4150',
        packages: [
          { unit: 'BX', quantity: '10', contains: 'EA', gtin: '30381370041503' },
          { unit: 'CA', quantity: '4', contains: 'BX', gtin: '50381370041507' },
        ],
        deviceCount: 1,
        singleUse: true,
        latexFree: true,
        mriSafety: 'Labeling does not contain MRI Safety Information',
        lotControlled: true,
        expires: true,
        published: '2016-09-24',
      },
      codes: [
        { system: 'gtin', code: '10381370041509', role: 'BASE', display: 'BIOPATCH 4150' },
        { system: 'gtin', code: '30381370041503', role: 'PACKAGE' },
        { system: 'gtin', code: '50381370041507', role: 'PACKAGE' },
      ],
    },
    {
      source: 'erp',
      feed: 'erp-item-master',
      key: '54925',
      basis: 'IDENTIFIER',
      rowNumber: 1_207,
      values: {
        description: 'DRESSING SM PICC CVC CHG BIOPATCH 1IN 4.0MM',
        manufacturer: 'ETHICON',
        catalogNumber: '4150',
        unit: 'EA',
        packages: [{ unit: 'BX', quantity: '10', contains: 'EA' }],
        price: '8.4200',
        consigned: false,
        supplyType: 'Stock',
        expenseCode: '613200',
      },
      codes: [
        { system: 'erp-item', code: '54925', display: 'DRESSING SM PICC CVC CHG BIOPATCH 1IN 4.0MM' },
        { system: 'gtin', code: '10381370041509', role: 'BASE' },
      ],
    },
    {
      source: 'distributor',
      feed: 'distributor-catalog',
      key: '8830117',
      issuer: 'medline',
      basis: 'CATALOG_NUMBER',
      rowNumber: 91_442,
      values: {
        description: 'Disk Biopatch CHG 1"',
        brand: 'Biopatch',
        manufacturer: 'Ethicon, Inc.',
        catalogNumber: '4150',
        price: '9.1000',
        latexFree: true,
        singleUse: true,
      },
      codes: [{ system: 'vendor-catalog', issuer: 'medline', code: '8830117' }],
    },
  ],
};

const catheters = 130;

const others: readonly MadeRecord[] = [
  ...Array.from({ length: catheters }, (_, place): MadeRecord => {
    const french = String(place + 1).padStart(3, '0');
    return {
      domain: 'ITEM',
      said: [
        {
          source: 'erp',
          feed: 'erp-item-master',
          key: `7${french}`,
          basis: 'FOUNDED',
          values: {
            description: `CATHETER FOLEY SILICONE ${french} SERIES WITH 5 ML BALLOON AND DRAINAGE PORT`,
            ...(place % 3 && { manufacturer: 'Becton, Dickinson and Company' }),
            ...(place % 2 && { catalogNumber: `BD-1658${french}`, brand: 'Lubri-Sil' }),
          },
        },
      ],
    };
  }),
  {
    domain: 'SUPPLIER',
    said: [
      {
        source: 'erp',
        key: 'V-100',
        basis: 'FOUNDED',
        values: { name: 'Ethicon, Inc.', roles: ['manufacturer', 'labeler'], status: 'active' },
      },
      {
        source: 'gudid',
        key: 'ethicon',
        basis: 'PERSON',
        values: { name: 'Ethicon Endo-Surgery', roles: ['labeler'], aliases: ['Ethicon LLC', 'J&J MedTech'] },
      },
    ],
    winners: { roles: [0, 1] },
  },
  {
    domain: 'LOCATION',
    said: [
      { source: 'erp', key: 'KH', values: { name: 'Kennestone Hospital', kind: 'facility', facility: 'KH' } },
    ],
  },
  {
    domain: 'COST_CENTER',
    said: [
      {
        source: 'erp',
        key: '2010-6120',
        values: { name: 'Cardiac Cath Lab', department: '6120', facility: '2010' },
      },
    ],
  },
  {
    domain: 'CHARGE_CODE',
    said: [
      {
        source: 'erp',
        key: '271110052',
        values: { description: 'HC DRESSING SM PICC', price: '1234.50', department: '6120' },
      },
    ],
  },
];

/** What the story of the record pages needs, all in one act. */
export async function makeStoryRecords(db: Db): Promise<StoryRecords> {
  await makeSystems(db, 'erp-item', 'vendor-catalog');
  await db.execute(sql`
    insert into source_system (key, title, rank) values
      ('gudid', 'FDA GUDID', 20), ('erp', 'Infor item master', 40), ('distributor', 'Distributor catalog', 60)`);
  const importId = await makeImport(db, 'AccessGUDID_Delimited_Full_Release_20250602.txt');
  const { ids } = await makeGoldenRecords(db, [dressing, ...others], importId);
  return { dressing: ids[0] ?? '', catheters };
}
