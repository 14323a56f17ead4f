// Extracts every package code of FDA NDC directory files for tests, as "SOURCE<tab>CODE" lines.
// Usage: node scripts/extract-ndc-packages.mjs NAME=FILE... | gzip -9n > test/data/ndc-packages.txt.gz
// A pipe-delimited FILE is a hospital's medication price list; its NDC column is taken, blank cells left out.
import { readFileSync } from 'node:fs';

const lines = process.argv.slice(2).flatMap((argument) => {
  const [name, file] = argument.split('=');
  if (!name || !file) throw new Error('expected NAME=FILE');
  const [header, ...rows] = readFileSync(file, 'latin1').split(/\r?\n/);
  const delimiter = header.includes('\t') ? '\t' : '|';
  const names = header.split(delimiter);
  const column = Math.max(names.indexOf('NDCPACKAGECODE'), names.indexOf('NDC'));
  if (column < 0) throw new Error(`${name}: no NDCPACKAGECODE or NDC column`);
  const codes = rows.filter(Boolean).map((row) => row.split(delimiter)[column] ?? '');
  return codes.filter(Boolean).map((code) => `${name}\t${code}`);
});
process.stdout.write(`${lines.join('\n')}\n`);
