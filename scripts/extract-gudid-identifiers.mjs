// Extracts every device identifier of a GUDID XML release into a compact CSV for tests.
// Usage: unzip -p gudid_50000_devices.xml.zip | node scripts/extract-gudid-identifiers.mjs | gzip -9n > test/data/gudid-identifiers.csv.gz
// Columns: record (primary DI of the device record), type, agency, value, contains (DI), quantity, status, discontinued.
import { createInterface } from 'node:readline';

const COLUMNS = [
  'deviceIdType',
  'deviceIdIssuingAgency',
  'deviceId',
  'containsDINumber',
  'pkgQuantity',
  'pkgStatus',
  'pkgDiscontinueDate',
];

const rows = ['record,type,agency,value,contains,quantity,status,discontinued'];
let record = '';
let identifier;
// FDA writes one element per line, so lines are enough: no parser, no dependency.
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  record = /<device [^>]*deviceid="([^"]*)"/.exec(line)?.[1] ?? record;
  if (line.includes('<identifier>')) identifier = {};
  const element = /^\s*<(\w+)>(.*)<\/\1>\s*$/.exec(line);
  if (identifier && element) identifier[element[1]] = element[2];
  if (line.includes('</identifier>')) {
    rows.push([record, ...COLUMNS.map((column) => identifier[column] ?? '')].map(checked).join(','));
    identifier = undefined;
  }
}
process.stdout.write(`${rows.join('\n')}\n`);

function checked(value) {
  if (/[",&]/.test(value)) throw new Error('a value needs quoting or holds an entity: extend this script');
  return value;
}
