import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folders } from '../../src/app/home.js';
import { standardSystems, systemDeclarations } from '../../src/crosswalk/system-declaration.js';
import type { System } from '../../src/crosswalk/system-directory.js';
import { readHeader } from '../../src/imports/header.js';
import { readRecords } from '../../src/imports/read-records.js';
import { validateRow } from '../../src/imports/validate-row.js';
import { profileOf, type RowCells } from '../support/deliver-text.js';

const declared = systemDeclarations.parse(
  JSON.parse(readFileSync(`${folders.seedData}/code-systems.json`, 'utf8')),
);
const standard = systemDeclarations.parse(standardSystems);
const forms = new Map(
  [...standard.systems, ...declared.systems].map((system, id): [string, System] => [
    system.key,
    {
      ...{
        id,
        key: system.key,
        title: system.title,
        source: system.source ?? null,
        domain: system.domain ?? null,
      },
      ...{ issuerScoped: system.issuerScoped ?? false, issuerForm: system.issuerForm ?? null },
      ...{ format: system.format ?? null, foldCase: system.foldCase ?? false },
      stripLeadingZeros: system.stripLeadingZeros ?? false,
    },
  ]),
);

/** Judges cells under the headers of a real file. */
function judge(profile: string, headers: readonly string[], cells: readonly string[]) {
  const read = readHeader(profileOf(profile), headers);
  if (read.kind !== 'fits') throw new Error(read.sentence);
  return validateRow(profileOf(profile), read.header, forms, cells);
}

/** Judges a row of the columns it names. */
function judgeRow(profile: string, row: RowCells) {
  const headers = profileOf(profile).columns.map(({ header }) => header);
  return judge(
    profile,
    headers,
    headers.map((header) => row[header] ?? ''),
  );
}

const rejected = (profile: string, row: RowCells) => {
  const judged = judgeRow(profile, row);
  return judged.kind === 'rejected' ? [judged.column, judged.problem] : judged.kind;
};

const files: Readonly<Record<string, string>> = {
  'gudid-devices': 'gudid/devices.psv',
  'gudid-identifiers': 'gudid/identifiers.psv',
  'hcpcs-level-2': 'hcpcs/hcpcs-2019.csv',
  'hcpcs-modifiers': 'hcpcs/hcpcs-modifiers-2019.csv',
  'erp-suppliers': 'erp/suppliers.csv',
  'erp-locations': 'erp/locations.csv',
  'erp-cost-centers': 'erp/cost-centers.csv',
  'hemm-item-master': 'erp/item-master.csv',
  'vizient-contract': 'contract/vizient.csv',
  'distributor-prices': 'distributor/dist-b-prices.csv',
  'wellstar-medications': 'wellstar/WSMedications.txt',
  'wellstar-supplies': 'wellstar/WSSupplies.txt',
};

async function firstRows(profile: string, most: number) {
  const records: (readonly string[])[] = [];
  const stream = createReadStream(`${folders.seedData}/${files[profile]}`);
  for await (const { cells } of readRecords(profileOf(profile), stream)) {
    records.push(cells);
    if (records.length > most) break;
  }
  const [header = [], ...rows] = records;
  return { header, rows };
}

test.each(Object.keys(files))('the first rows of the sample of %s are taken', async (profile) => {
  const { header, rows } = await firstRows(profile, 20);
  const judged = rows.map((cells) => judge(profile, header, cells));
  const faults = judged.flatMap((row) => (row.kind === 'rejected' ? [`${row.column} ${row.problem}`] : []));
  // One contract line in the sample has a GTIN with a wrong check digit, on purpose.
  expect(faults).toEqual(profile === 'vizient-contract' ? ['GTIN 1 CHECK_DIGIT'] : []);
});

const firstOf = async (profile: string) => {
  const { header, rows } = await firstRows(profile, 1);
  return judge(profile, header, rows[0] ?? []);
};

describe('a real row', () => {
  test('of the registry is a device with its flags and days, and its catalog number once', async () => {
    expect(await firstOf('gudid-devices')).toMatchObject({
      parts: [
        {
          ...{ normal: '00844588018923', display: 'Acet. Insert, VitalitE' },
          values: {
            ...{ brand: 'CS2 Acet. Cup Sys. - VitalitE', deviceCount: 1, published: '2015-09-24' },
            ...{ singleUse: true, kit: false, latexFree: true },
          },
          codes: [
            {
              system: 'catalog-number',
              issuer: 'CONSENSUS ORTHOPEDICS',
              code: '1107-0-3258',
              role: 'UNKNOWN',
            },
          ],
        },
      ],
    });
  });

  test('of the registry’s identifiers is a code in its role', async () => {
    expect(await firstOf('gudid-identifiers')).toMatchObject({
      parts: [{ values: {}, lists: null, codes: [{ system: 'gtin', code: '00844588018923', role: 'BASE' }] }],
    });
  });

  test('of the contract is a line with its price, days and base GTIN, its key with the vendor’s code before it', async () => {
    expect(await firstOf('vizient-contract')).toMatchObject({
      parts: [
        {
          ...{ normal: 'V10010:005-1032-HAA', status: 'ACTIVE' },
          values: {
            price: '219.31',
            contractStarts: '2025-01-01',
            contractEnds: '2035-12-31',
            consigned: false,
          },
          codes: [
            { system: 'gtin', issuer: '', code: '00813502010282', role: 'BASE' },
            { system: 'catalog-number', issuer: 'ABIOMED', code: '005-1032-HAA', role: 'UNKNOWN' },
          ],
        },
      ],
    });
  });

  test('of the item master is an item with a key of the EHR', async () => {
    expect(await firstOf('hemm-item-master')).toMatchObject({
      parts: [
        {
          ...{ normal: '104011', lists: null },
          codes: [
            { system: 'catalog-number', issuer: 'BIOMET MICROFIXATION', code: 'SP-2126' },
            { system: 'ehr-item', issuer: '', code: '51000017', role: 'KEY' },
          ],
        },
      ],
    });
  });

  test('of HCPCS is a code from its first day, in the words of the list', async () => {
    expect(await firstOf('hcpcs-level-2')).toMatchObject({
      parts: [
        {
          ...{ normal: 'A0021', validFrom: '1985-01-01', validTo: 'infinity', codes: null },
          values: { shortDescription: 'Outside state ambulance serv' },
        },
      ],
    });
  });

  test('of suppliers has its lists, of medications a drug, a charge and no HCPCS code', async () => {
    expect(await firstOf('erp-suppliers')).toMatchObject({
      parts: [
        { lists: { roles: ['manufacturer', 'labeler', 'remit-to'], aliases: ['Abiomed, Inc.', 'ABIOMED'] } },
      ],
    });
    expect(await firstOf('wellstar-medications')).toMatchObject({
      parts: [
        { part: 0, codes: [{ system: 'ndc', code: '000781-5555-92' }], lists: { prices: ['31.86'] } },
        { part: 1, normal: '6370001', values: {} },
      ],
    });
  });
});

describe('days', () => {
  const hcpcs = (add_dt: string, term_dt: string) =>
    judgeRow('hcpcs-level-2', { code: 'A0021', long_description: 'x', add_dt, term_dt });

  test('the last day is one on which it still holds', () => {
    expect(hcpcs('20180101', '20181231')).toMatchObject({
      parts: [{ validFrom: '2018-01-01', validTo: '2019-01-01' }],
    });
    expect(hcpcs('20180101', '20180101')).toMatchObject({ parts: [{ validTo: '2018-01-02' }] });
  });

  test('the last day there is means without end', () => {
    expect(hcpcs('20180101', '99991231')).toMatchObject({ parts: [{ validTo: 'infinity' }] });
    expect(hcpcs('99991231', '12/31/9999')).toMatchObject({
      parts: [{ validFrom: '9999-12-31', validTo: 'infinity' }],
    });
  });

  test('a last day before the first is a fault', () => {
    expect(hcpcs('20190101', '20181231')).toMatchObject({
      kind: 'rejected',
      column: 'term_dt',
      problem: 'BAD_DATE',
    });
  });
});

describe('codes that a row carries', () => {
  const line = {
    'Action Code': 'A',
    'Manufacturer Item Number': 'X',
    'Item Description': 'x',
    'Vendor Code': 'V',
  };
  const contract = (row: RowCells): RowCells => ({
    ...line,
    'Vendor Name': 'Acme',
    'Vendor Catalog Number': 'X',
    ...row,
  });
  const price = { 'Vendor Item Number': '1', Description: 'x', UOM: 'EA', Quantity: '1', Price: '1' };

  test('of which a check digit fails reject the row, in the column they stand in', () => {
    expect(rejected('vizient-contract', contract({ 'GTIN 2': '00813502010283' }))).toEqual([
      'GTIN 2',
      'CHECK_DIGIT',
    ]);
  });

  test('of an unknown agency or role reject the row, also by the name of something every object has', () => {
    const identifier = { PrimaryDI: '1', deviceId: '00844588018923', deviceIdType: 'Primary' };
    for (const deviceIdIssuingAgency of ['WHO', 'constructor', 'gs1']) {
      expect(rejected('gudid-identifiers', { ...identifier, deviceIdIssuingAgency })).toEqual([
        ...['deviceIdIssuingAgency', 'UNKNOWN_VALUE'],
      ]);
    }
  });

  test('that are a filler, or nobody’s, say nothing and reject nothing', () => {
    const item = { 'Item Number': '1', 'Item Description': 'x' };
    for (const filler of ['N/A', 'n.a.', 'NONE', 'TBD', '0', '000', '---', '.', 'XXXX', 'unknown']) {
      const row = {
        ...item,
        'Manufacturer Name': 'Acme',
        'Mfr Catalog Number': filler,
        'Interface Code': filler,
      };
      expect(judgeRow('hemm-item-master', row)).toMatchObject({ parts: [{ codes: [] }] });
      const nobodys = { ...item, 'Manufacturer Name': filler, 'Mfr Catalog Number': '100' };
      expect(judgeRow('hemm-item-master', nobodys)).toMatchObject({ parts: [{ codes: [] }] });
    }
  });

  test('that only begin like a filler are codes', () => {
    const item = { 'Item Number': '1', 'Item Description': 'x', 'Manufacturer Name': 'Acme' };
    for (const number of ['NA-100', '0100', 'X', 'NONE-1', 'TBD1']) {
      expect(judgeRow('hemm-item-master', { ...item, 'Mfr Catalog Number': number })).toMatchObject({
        parts: [{ codes: [{ code: number }] }],
      });
    }
  });

  test('stand in the role that the unit tells, and the same number twice in one role is one', () => {
    const role = (UOM: string) => judgeRow('distributor-prices', { ...price, UOM, GTIN: '00801741095887' });
    expect(role('EA')).toMatchObject({ parts: [{ codes: [{ role: 'BASE' }] }] });
    expect(role('BX')).toMatchObject({ parts: [{ codes: [{ role: 'UNKNOWN' }] }] });
    const twice = contract({ 'GTIN 2': '00801741095887', 'GTIN 3': '801741095887' });
    expect(judgeRow('vizient-contract', twice)).toMatchObject({
      parts: [
        {
          codes: [{ system: 'gtin', code: '00801741095887', role: 'PACKAGE' }, { system: 'catalog-number' }],
        },
      ],
    });
  });

  test('and a package of nothing are told apart: a quantity of none rejects the row', () => {
    expect(rejected('distributor-prices', { ...price, UOM: 'BX', Quantity: '0' })).toEqual([
      'Quantity',
      'BAD_NUMBER',
    ]);
    expect(judgeRow('distributor-prices', { ...price, UOM: 'BX', Quantity: '10' })).toMatchObject({
      parts: [
        { lists: { packages: [{ unit: 'BX', quantity: '10', contains: 'EA' }], prices: ['1 per BX'] } },
      ],
    });
  });

  test('a line deleted from the contract retires its code', () => {
    expect(judgeRow('vizient-contract', contract({ 'Action Code': 'D' }))).toMatchObject({
      parts: [{ status: 'RETIRED' }],
    });
  });
});
