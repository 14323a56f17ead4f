import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Records of a small CSV file (RFC 4180, `.gz` or not) by the names of its header; none where there is no file. */
export function readCsv(file: string | URL): readonly Readonly<Record<string, string>>[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const text = (String(file).endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  const [header = [], ...records] = rows.filter((each) => each.length > 1);
  return records.map((values) => Object.fromEntries(header.map((column, i) => [column, values[i] ?? ''])));
}
