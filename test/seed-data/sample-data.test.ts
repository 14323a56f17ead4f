import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseString } from 'fast-csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gtin } from '../../src/identifiers/gtin.js';

type Row = Record<string, string>;

const MADE = [
  'contract/vizient.csv',
  'distributor/dist-b-prices.csv',
  'erp/item-master.csv',
  'erp/suppliers.csv',
  'erp/locations.csv',
  'erp/cost-centers.csv',
  'truth/items.csv',
];

const readme = readFileSync('seed-data/README.md', 'utf8');

function bytes(path: string): Buffer {
  return readFileSync(join('seed-data', path));
}

function csv(path: string): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    parseString(bytes(path).toString('utf8'), { headers: true })
      .on('data', (row: Row) => rows.push(row))
      .on('error', reject)
      .on('end', () => resolve(rows));
  });
}

function distinct(values: string[]): Set<string> {
  return new Set(values);
}

/** The cells of a row of the readme’s last table, by the text of its first one. */
function readmeRow(first: string): string[] {
  const line = readme.split('\n').findLast((text) => text.startsWith(`| ${first} |`));
  return line!.split('|').map((cell) => cell.trim());
}

describe('the files made', () => {
  let folder: string;
  let printed: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'concord-test-'));
    printed = execFileSync(process.execPath, ['scripts/make-sample-data.mjs', '--out', folder], {
      encoding: 'utf8',
    });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(MADE)('%s is what the script makes, byte for byte', (path) => {
    expect(readFileSync(join(folder, path)).equals(bytes(path))).toBe(true);
  });

  test('the readme shows the rates and counts that the script prints', () => {
    expect(readme).toContain(printed);
  });
});

describe('the readme', () => {
  const counted = [...readme.matchAll(/^\| `([\w./-]+)` \|.*\| ([\d,]+) [^|]*\|$/gm)].map(
    ([, path, count]) => [path!, Number(count!.replaceAll(',', ''))] as const,
  );

  test('lists every file that was made', () => {
    expect(counted.map(([path]) => path)).toEqual(expect.arrayContaining(MADE));
    expect(counted).toHaveLength(MADE.length + 7);
  });

  test.each(counted)('%s has the %i rows of the readme', (path, count) => {
    expect(bytes(path).toString('latin1').trimEnd().split('\n')).toHaveLength(count + 1);
  });
});

describe('the items', () => {
  let contract: Row[];
  let prices: Row[];
  let master: Row[];
  let truth: Row[];

  beforeAll(async () => {
    [contract, prices, master, truth] = (await Promise.all(
      ['contract/vizient.csv', 'distributor/dist-b-prices.csv', 'erp/item-master.csv', 'truth/items.csv'].map(
        csv,
      ),
    )) as [Row[], Row[], Row[], Row[]];
  });

  const contractCode = (row: Row) => `${row['Vendor Code']}:${row['Vendor Catalog Number']}`;

  test('have one truth each, and the truth names nothing else', () => {
    const codesOf = (source: string) =>
      truth.filter((row) => row['source'] === source).map(({ code }) => code!);
    const expectTruth = (source: string, codes: string[]) => {
      expect(codesOf(source)).toHaveLength(distinct(codes).size);
      expect(distinct(codesOf(source))).toEqual(distinct(codes));
    };
    expectTruth('vizient-item', contract.map(contractCode));
    expectTruth(
      'dist-b-item',
      prices.map((row) => row['Vendor Item Number']!),
    );
    expectTruth(
      'erp-item',
      master.map((row) => row['Item Number']!),
    );
  });

  test('are a device of GUDID or, 60 in each file, none', () => {
    const devices = bytes('gudid/devices.psv').toString('utf8').split('\n');
    const known = distinct(devices.slice(1).map((line) => line.split('|')[0]!));
    const unknown = truth.filter((row) => row['primary_di'] === '');
    expect(truth.filter((row) => row['primary_di'] && !known.has(row['primary_di']))).toEqual([]);
    expect(unknown.map(({ source }) => source).sort()).toEqual(
      ['dist-b-item', 'erp-item', 'vizient-item'].flatMap((source) => Array(60).fill(source)),
    );
  });

  test('stand in the contract once each', () => {
    expect(distinct(contract.map(contractCode)).size).toBe(contract.length);
  });

  test('have the same cells on every row of the item master but those of the package', () => {
    const ofPackage = /^(Package|Unit of Measure)/;
    const texts = master.map((row) =>
      JSON.stringify(Object.entries(row).filter(([header]) => !ofPackage.test(header))),
    );
    expect(distinct(texts).size).toBe(distinct(master.map((row) => row['Item Number']!)).size);
  });

  test('carry as many GTINs, and as many wrong check digits, as the readme says', () => {
    const written = [
      contract.flatMap((row) => [1, 2, 3, 4].map((level) => row[`GTIN ${level}`]!)).filter(Boolean),
      prices.map((row) => row['GTIN']!).filter(Boolean),
    ];
    const wrong = written.map(
      (codes) => codes.filter((code) => gtin.normalise(code).kind !== 'valid').length,
    );
    const announced = readmeRow('wrong check digit').filter((cell) => cell.includes(' %: '));
    expect(wrong.map((count) => `0.4 %: ${count}`)).toEqual(announced);
    expect(readmeRow('GTINs written, the wrong ones too').slice(2, 4)).toEqual(
      written.map(({ length }) => String(length)),
    );
  });

  test('name suppliers, cost centers and parents that exist', async () => {
    const [suppliers, places, costCenters] = (await Promise.all(
      ['erp/suppliers.csv', 'erp/locations.csv', 'erp/cost-centers.csv'].map(csv),
    )) as [Row[], Row[], Row[]];
    const expectKnown = (rows: Row[], column: string, targets: Row[], key: string) => {
      const known = distinct(targets.map((row) => row[key]!));
      expect(rows.filter((row) => row[column] && !known.has(row[column]))).toEqual([]);
    };
    expectKnown(master, 'Manufacturer Code', suppliers, 'Supplier Number');
    expectKnown(master, 'Vendor Code', suppliers, 'Supplier Number');
    expectKnown(master, 'Additional CC', costCenters, 'Cost Center');
    expectKnown(suppliers, 'Parent', suppliers, 'Supplier Number');
    expectKnown(suppliers, 'Remit To', suppliers, 'Supplier Number');
    expectKnown(places, 'Parent', places, 'Location Code');
    expectKnown(costCenters, 'Parent', costCenters, 'Cost Center');
    expectKnown(costCenters, 'Location', places, 'Location Code');
  });
});

describe('what others hold the copyright of', () => {
  test('the medication list names no CPT number', () => {
    const rows = bytes('wellstar/WSMedications.txt').toString('latin1').trimEnd().split('\n');
    const billing = rows.slice(1).flatMap((line) => [line.split('|')[3]!, line.split('|')[6]!]);
    expect(billing.filter((code) => /^\d.{4}$/.test(code))).toEqual([]);
    expect(billing.filter((code) => /^J\d{4}$/.test(code)).length).toBeGreaterThan(900);
  });

  test('the HCPCS codes are of Level II, without dental ones', async () => {
    const rows = await csv('hcpcs/hcpcs-2019.csv');
    expect(rows.filter(({ code }) => !/^[A-CE-V]\d{4}$/.test(code!))).toEqual([]);
  });

  test('the item master names no UNSPSC commodity', async () => {
    const rows = await csv('erp/item-master.csv');
    expect(distinct(rows.map((row) => row['Commodity/UNSPSC Code']!))).toEqual(distinct(['']));
  });
});
