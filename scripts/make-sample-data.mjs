/* Makes the sample data that nobody publishes (contract, price file, item master, suppliers, places, cost centers) out of
 * the real devices in seed-data/gudid, with noise of known kind and rate, and writes down the truth. The same input gives
 * the same bytes on every machine. Needs Node only. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CONTRACT_COLUMNS, makeContract } from './sample-data/contract.mjs';
import { toCsv } from './sample-data/csv.mjs';
import { DISTRIBUTOR_COLUMNS, distributorNumbers, makePriceFile } from './sample-data/distributor.mjs';
import { onePerNumber, readDevices, readLabelerCodes } from './sample-data/gudid.mjs';
import { enterItems, ITEM_MASTER_COLUMNS, itemNumbers, makeItemMaster } from './sample-data/item-master.mjs';
import { deal, makeUnknown, takenNumbers } from './sample-data/items.mjs';
import { noiseOf } from './sample-data/noise.mjs';
import {
  COST_CENTER_COLUMNS,
  costCenterRows,
  LOCATION_COLUMNS,
  locationRows,
  usingCostCenters,
} from './sample-data/organisation.mjs';
import { openSuppliers, SUPPLIER_COLUMNS, supplierRows } from './sample-data/suppliers.mjs';

const SEED = 'concord 1';

const FILES = ['contract', 'price file', 'item master'];

/** How often each kind of noise strikes, by file. Of lines, except: abbreviations of words that have one, wrong check
 *  digits of GTINs, entered twice of devices. The last two are exact shares, the others are drawn line by line. */
const NOISE = [
  // kind, contract, price file, item master
  ['abbreviations', 0.35, 0.6, 0.75],
  ['words reordered', 0.1, 0.2, 0.3],
  ['upper case', 0.5, 0.8, 1],
  ['plain characters', 0.5, 1, 1],
  ['brand left out', 0.1, 0.2, 0.2],
  ['description cut', 0.1, 0.25, 0.35],
  ['dashes dropped', 0.1, 0.2, 0.15],
  ['spaces for dashes', 0.02, 0.05, 0.05],
  ['lower case number', 0.01, 0.01, 0.02],
  ['P/N before the number', 0.005, 0.01, 0.01],
  ['spaces around the number', 0.02, 0.04, 0.04],
  ['manufacturer written otherwise', 0.2, 0.15, 0.1],
  ['manufacturer by a short name', 0.05, 0.1, 0.05], // of those written otherwise
  ['GTIN missing', 0.25, 0.35, 0],
  ['wrong check digit', 0.004, 0.004, 0],
  ['another pack size', 0, 0.05, 0.05], // of items with one package in GUDID
  ['a box GUDID does not know', 0, 0.2, 0.25], // of items without one, below 500 dollars
  ['entered twice', 0, 0, 0.01],
];

/** Characters that the description field of a file holds. */
const WIDEST_TEXT = [240, 100, 120];

/** How many devices stand in which files. */
const OVERLAP = [
  { files: ['contract', 'price file', 'item master'], devices: 1300 },
  { files: ['contract', 'price file'], devices: 300 },
  { files: ['contract', 'item master'], devices: 200 },
  { files: ['price file', 'item master'], devices: 700 },
  { files: ['contract'], devices: 140 },
  { files: ['price file'], devices: 640 },
  { files: ['item master'], devices: 711 },
];

/** Items of each file that are no device of GUDID. */
const UNKNOWN_ITEMS = 60;

const HELP = `Usage: node scripts/make-sample-data.mjs [--out FOLDER]

Writes contract/, distributor/, erp/ and truth/ of the sample data, made from seed-data/gudid, and prints how often each
kind of noise struck, as the table of seed-data/README.md.

  --out FOLDER  where to write (default: seed-data)
  --help        this text
`;

const seedData = join(dirname(dirname(fileURLToPath(import.meta.url))), 'seed-data');
const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean' } } });

if (values.help) process.stdout.write(HELP);
else {
  const { files, counts } = makeSampleData(join(seedData, 'gudid'));
  for (const [path, text] of files) write(join(values.out ?? seedData, path), text);
  process.stdout.write(counts);
}

/** `{ files: [path, text][], counts }`. */
function makeSampleData(gudid) {
  const noises = FILES.map((file, at) => noiseOf(file, ratesOf(at), WIDEST_TEXT[at]));
  const [contractNoise, priceNoise, itemNoise] = noises;
  const [contractItems, priceItems, hospitalItems] = itemsOfFiles(readDevices(gudid));

  const entries = enterItems(hospitalItems, itemNoise);
  const numbers = distributorNumbers(priceItems);
  const suppliers = openSuppliers(hospitalItems);
  const costCenters = costCenterRows();

  const contract = makeContract(contractItems, {
    noise: contractNoise,
    itemNumbers: itemNumbers(entries),
    distributorNumbers: numbers,
  });
  const prices = makePriceFile(priceItems, { noise: priceNoise, numbers });
  const master = makeItemMaster(entries, {
    noise: itemNoise,
    suppliers: suppliers.makers,
    distributors: suppliers.distributors,
    distributorNumbers: numbers,
    usingCostCenters: usingCostCenters(costCenters),
  });
  const supplierFile = supplierRows(suppliers, {
    direct: master.direct,
    labelerCodes: readLabelerCodes(gudid),
  });
  const truth = [...contract.truth, ...prices.truth, ...master.truth];

  const files = [
    ['contract/vizient.csv', toCsv(CONTRACT_COLUMNS, contract.rows)],
    ['distributor/dist-b-prices.csv', toCsv(DISTRIBUTOR_COLUMNS, prices.rows)],
    ['erp/item-master.csv', toCsv(ITEM_MASTER_COLUMNS, master.rows)],
    ['erp/suppliers.csv', toCsv(SUPPLIER_COLUMNS, supplierFile)],
    ['erp/locations.csv', toCsv(LOCATION_COLUMNS, locationRows())],
    ['erp/cost-centers.csv', toCsv(COST_CENTER_COLUMNS, costCenters)],
    ['truth/items.csv', toCsv(['source', 'code', 'primary_di'], truth)],
  ];
  return { files, counts: countTable(noises, [contract.gtins, prices.gtins, 0]) };
}

/** The items of the three files, each with its own unknown ones. */
function itemsOfFiles(devices) {
  const dealt = deal(onePerNumber(devices), OVERLAP, SEED);
  const taken = takenNumbers(devices);
  return FILES.map((file) => [
    ...dealt.get(file),
    ...makeUnknown(devices, UNKNOWN_ITEMS, `${SEED}|${file}`, taken),
  ]);
}

function ratesOf(at) {
  return Object.fromEntries(NOISE.map(([kind, ...rates]) => [kind, rates[at]]));
}

/** Rate and count of each kind and file, in Markdown. */
function countTable(noises, gtins) {
  const lines = NOISE.map(([kind, ...rates]) => {
    const cells = rates.map((rate, at) =>
      rate ? `${percent(rate)} %: ${noises[at].struck.get(kind) ?? 0}` : '',
    );
    return `| ${kind} | ${cells.join(' | ')} |`;
  });
  const header = [`| kind | ${FILES.join(' | ')} |`, '|---|---|---|---|'];
  const total = `| GTINs written, the wrong ones too | ${gtins.map((count) => count || '').join(' | ')} |`;
  return `${[...header, ...lines, total].join('\n')}\n`;
}

/** Of 0.07 × 100 a computer makes 7.000000000000001. */
function percent(rate) {
  return Math.round(rate * 10_000) / 100;
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
