import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGtin14 } from './gs1.mjs';

/** Longer texts explain a device; no item list holds them. */
const LONGEST_TEXT = 300;

/** Reads the devices that an item file may hold: `{ di, maker, brand, text, model, number, packages, latex }`. */
export function readDevices(folder) {
  const identifiers = readTable(join(folder, 'identifiers.psv'));
  const packages = groupBy(
    identifiers.filter(
      (row) => row.deviceIdType === 'Package' && row.pkgStatus === 'In Commercial Distribution',
    ),
    (row) => row.PrimaryDI,
  );
  const rows = readTable(join(folder, 'devices.psv'));
  const numberOf = numbering(rows);
  return rows.filter(isSoldByOne).map((row) => ({
    di: row.PrimaryDI,
    maker: row.companyName,
    brand: row.brandName === 'N/A' ? '' : row.brandName,
    text: row.deviceDescription,
    model: row.versionModelNumber,
    number: numberOf(row),
    packages: packagesAround(row.PrimaryDI, packages.get(row.PrimaryDI) ?? []),
    latex: row.labeledContainsNRL === 'true',
  }));
}

/** One device for each manufacturer and number, letters and digits compared: hundreds of lenses and tubing packs share
 *  one number, and no file could tell them apart. */
export function onePerNumber(devices) {
  const first = new Map();
  for (const device of devices) {
    const key = `${device.maker}|${bare(device.number)}`;
    if (!first.has(key)) first.set(key, device);
  }
  return [...first.values()];
}

/** The HIBCC labeler code of each company that has a HIBC: the first four characters of it. */
export function readLabelerCodes(folder) {
  const makers = new Map(
    readTable(join(folder, 'devices.psv')).map((row) => [row.PrimaryDI, row.companyName]),
  );
  const codes = new Map();
  for (const row of readTable(join(folder, 'identifiers.psv')))
    if (row.deviceIdIssuingAgency === 'HIBCC') codes.set(makers.get(row.PrimaryDI), row.deviceId.slice(0, 4));
  return codes;
}

/** Letters and digits only: what two writings of one catalog number share. */
export function bare(number) {
  return number.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Left out: a primary DI that is itself a box of several (EA would be untrue), a GTIN that GUDID holds with a wrong
 *  check digit (the wrong ones are counted), and texts that are no item description. */
function isSoldByOne(row) {
  return row.deviceCount === '1' && isGtin14(row.PrimaryDI) && row.deviceDescription.length <= LONGEST_TEXT;
}

/** The catalog number; the model number where there is none, or where several devices of the company share it. */
function numbering(rows) {
  const count = (field) => groupBy(rows, (row) => `${row.companyName}|${row[field]}`);
  const catalogs = count('catalogNumber');
  const models = count('versionModelNumber');
  const isAlone = (groups, row, field) => groups.get(`${row.companyName}|${row[field]}`).length === 1;
  return (row) => {
    if (row.catalogNumber && isAlone(catalogs, row, 'catalogNumber')) return row.catalogNumber;
    if (isAlone(models, row, 'versionModelNumber')) return row.versionModelNumber;
    return row.catalogNumber || row.versionModelNumber;
  };
}

/** From the inside out: `[{ gtin, contains, quantity }]`, quantity in eaches. */
function packagesAround(di, rows) {
  const chain = [];
  let inner = { gtin: di, quantity: 1 };
  for (;;) {
    const row = rows.find(({ containsDINumber }) => containsDINumber === inner.gtin);
    if (!row) return chain;
    const contains = Number(row.pkgQuantity);
    inner = { gtin: row.deviceId, contains, quantity: inner.quantity * contains };
    chain.push(inner);
  }
}

/** Pipe-delimited without quoting: a `"` in it is an inch. */
function readTable(file) {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split('|');
  return lines.map((line) => {
    const cells = line.split('|');
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
}

function groupBy(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
