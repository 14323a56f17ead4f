// Writes the package rows of a GUDID XML release as compact CSV, one row per package identifier of a device, in file order.
// Usage: unzip -p gudid.xml.zip | node scripts/extract-gudid-packages.mjs test/data/gudid-packages.csv.gz
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';

const COLUMNS = ['deviceId', 'containsDINumber', 'pkgQuantity', 'pkgStatus'];

/** The release puts one element on a line, so lines are enough: no XML parser, no 194 MB in memory. */
async function readPackages(input) {
  const rows = [];
  let device = '';
  let fields = null;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const opened = /<device [^>]*deviceid="([^"]*)"/.exec(line);
    if (opened) device = opened[1];
    if (line.includes('<identifier>')) fields = {};
    const element = fields && /<(\w+)>([^<]*)<\/\1>/.exec(line);
    if (element) fields[element[1]] = element[2];
    if (fields && line.includes('</identifier>')) {
      if (fields.deviceIdType === 'Package')
        rows.push([device, ...COLUMNS.map((name) => fields[name] ?? '')]);
      fields = null;
    }
  }
  return rows;
}

const [output] = process.argv.slice(2);
if (!output) throw new Error('usage: unzip -p FILE.zip | node scripts/extract-gudid-packages.mjs OUT.csv.gz');
const rows = await readPackages(process.stdin);
const lines = ['device,package,contains,quantity,status', ...rows.map((row) => row.join(','))];
writeFileSync(output, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
process.stdout.write(`${rows.length} package rows\n`);
