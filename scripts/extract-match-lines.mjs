// Copies some hundred real lines for tests: `set,left,right`, where left and right are surely one thing, and lines alone.
// Usage: node scripts/extract-match-lines.mjs FOLDER | gzip -9n > test/data/match-lines.csv.gz
// FOLDER holds drug_lines.csv, supply_lines.csv.gz and the others. Every n-th is taken, so that a second run takes the same.
import { join } from 'node:path';
import { readCsv } from './csv.mjs';
import { readTruePairs } from './match-pairs.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node scripts/extract-match-lines.mjs FOLDER');

const every = { ndc11: 10, catalog: 2, gudid: 2 };
const seen = {};
const pairs = readTruePairs(folder).filter(({ set }) => {
  seen[set] = (seen[set] ?? 0) + 1;
  return seen[set] % every[set] === 1;
});
const supplies = readCsv(join(folder, 'supply_lines.csv.gz')).filter((_, i) => i % 400 === 7);
const alone = supplies.map(({ description }) => ({ set: 'supply', left: description, right: '' }));

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const rows = [...pairs, ...alone].map(({ set, left, right }) => [set, left, right].map(cell).join(','));
process.stdout.write(`set,left,right\n${rows.join('\n')}\n`);
