import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders } from '../../src/app/home.js';

/** A record of a sample file: its cells by header. */
export type FileRow = Readonly<Record<string, string>>;

/** Reads a sample file without the hub's reader: the records in their order, the first of them row 2 of the file. */
export function readSampleFile(path: string): FileRow[] {
  const text = readFileSync(join(folders.seedData, path), path.startsWith('wellstar/') ? 'latin1' : 'utf8');
  const [header = [], ...rows] = path.endsWith('.csv')
    ? quotedRecords(text)
    : text
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => line.split('|'));
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

/** RFC 4180. */
function quotedRecords(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of text
    .trimEnd()
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    records.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') records.push([]);
    if (end === '') break;
  }
  return records;
}
