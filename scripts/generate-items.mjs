import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeItems } from './match-items/make-items.mjs';
import { openCsv } from './match-items/open-csv.mjs';
import { RECORD_COLUMNS } from './match-items/writing.mjs';
import { onePerNumber, readDevices } from './sample-data/gudid.mjs';

const MOST = 5_000_000;

const HELP = `Usage: npm run generate -- items --count N [--seed S] [--out FOLDER]

Makes item records as several hospital systems would write them, to measure a match with: the real devices of
seed-data/gudid, and beyond these the same under invented brands, companies and catalog numbers. An item stands in one to
four records (abbreviated, reordered, misspelt, with cells missing). A quarter of the products have near misses: other
items that differ in one digit of a size or of the catalog number alone, in side, sterility, pack or unit. Those must not
be merged; besides, a near miss has one digit of its catalog number changed, as neighbours in a catalog do. A catalog number
itself is never mistyped.

  --count N     records, 1 to ${MOST.toLocaleString('en')}
  --seed S      any text; the same seed gives the same bytes on every machine (default: 1)
  --out FOLDER  where to write (default: .concord/items)

records.csv   ${RECORD_COLUMNS.join(',')}
truth.csv     id,cluster                        records of one cluster are one item
variants.csv  id,variant_of,difference,here,there   a record of a near miss, a record of the item it nearly is, and how
                                                they differ: "size,18,16" says 18 here where the other says 16

Examples:
  npm run generate -- items --count 100000 --seed 7 --out /tmp/items
  npx concord dedupe --in /tmp/items/records.csv --out /tmp/items/clusters.csv
`;

const gudid = fileURLToPath(new URL('../seed-data/gudid', import.meta.url));
const standardFolder = join(dirname(dirname(gudid)), '.concord', 'items');

/** `npm run generate -- items`: 0 when the three files are written, 2 when the arguments make no sense. */
export async function generateItems(args) {
  const read = readArguments(args);
  if (read.text) {
    (read.code ? process.stderr : process.stdout).write(read.text);
    return read.code;
  }
  const { count, seed, out } = read;
  mkdirSync(out, { recursive: true });
  const summary = await writeItems(makeItems(onePerNumber(readDevices(gudid)), { count, seed }), out);
  process.stdout.write(`${JSON.stringify({ ...summary, seed, out })}\n`);
  return 0;
}

/** One record at a time, so that memory does not grow with their number. */
async function writeItems(items, folder) {
  const records = openCsv(join(folder, 'records.csv'), RECORD_COLUMNS);
  const truth = openCsv(join(folder, 'truth.csv'), ['id', 'cluster']);
  const variants = openCsv(join(folder, 'variants.csv'), ['id', 'variant_of', 'difference', 'here', 'there']);
  const summary = { records: 0, clusters: 0, nearMisses: 0 };
  let last = '';
  for (const { id, cells, cluster, nearMiss } of items) {
    await records.write([id, ...cells]);
    await truth.write([id, cluster]);
    if (nearMiss) await variants.write([id, nearMiss.of, nearMiss.difference, nearMiss.here, nearMiss.there]);
    summary.records++;
    if (cluster !== last) {
      summary.clusters++;
      if (nearMiss) summary.nearMisses++;
    }
    last = cluster;
  }
  for (const file of [records, truth, variants]) await file.close();
  return summary;
}

function readArguments(args) {
  const options = {
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: standardFolder },
    help: { type: 'boolean', short: 'h' },
  };
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) return { text: HELP, code: 0 };
    const count = Number(values.count?.replaceAll(/[,_]/g, ''));
    if (Number.isSafeInteger(count) && count >= 1 && count <= MOST) return { ...values, count };
    return refused(`--count takes a whole number from 1 to ${MOST.toLocaleString('en')}.`);
  } catch (error) {
    return refused(error.message);
  }
}

function refused(sentence) {
  return { text: `${sentence} (npm run generate -- items --help shows what there is)\n`, code: 2 };
}
