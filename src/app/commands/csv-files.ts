import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { neutralise } from '../../imports/rejected-csv.js';
import type { JudgementOfIds } from '../../match-merge/clusters/judgements.js';
import { type KnownIds, readJudgements } from '../../match-merge/tables/read-judgements.js';
import { readTable } from '../../match-merge/tables/read-table.js';
import type { Table } from '../../match-merge/tables/table.js';
import { ProgressBar } from '../progress-bar.js';
import { writeLines } from '../whole-file.js';

/** The sentence that says that there is no such file, or nothing. */
function noFile(path: string): string | undefined {
  return existsSync(path) && statSync(path).isFile() ? undefined : `There is no file ${path}.`;
}

/** The table of a file, or the sentence that says why not. */
export async function readFile(path: string, idColumn: string): Promise<Table | string> {
  const missing = noFile(path);
  if (missing) return missing;
  const source = createReadStream(path);
  const bar = new ProgressBar(basename(path), statSync(path).size);
  const read = await readTable(source, idColumn, (rows) =>
    bar.show(source.bytesRead, `${rows.toLocaleString('en')} rows`),
  );
  bar.end();
  if (read.kind === 'refused') return `${path}: ${read.sentence}`;
  return read.table.ids.length > 0 ? read.table : `${path}: There are no rows below the header.`;
}

/** The judgements of a file, of which there need be none, or the sentence that says why not. */
export async function readJudgementsFile(
  path: string | undefined,
  known: KnownIds,
): Promise<readonly JudgementOfIds[] | string> {
  if (path === undefined) return [];
  const missing = noFile(path);
  if (missing) return missing;
  const read = await readJudgements(createReadStream(path), known);
  return read.kind === 'refused' ? `${path}: ${read.sentence}` : read.judgements;
}

/** Writes the file whole or not at all; the sentence that says why not, or nothing. */
export function writeCsv(
  path: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<string | undefined> {
  return writeLines(path, lines([headers, ...rows]));
}

/** Lines that go to the file together. */
const together = 1_000;

function* lines(rows: readonly (readonly string[])[]): Generator<string> {
  for (let from = 0; from < rows.length; from += together)
    yield rows
      .slice(from, from + together)
      .map((row) => `${row.map(cellOf).join(',')}\n`)
      .join('');
}

const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/** No spreadsheet may run a cell: an id that begins like a formula gets an apostrophe in front; a number is none. */
function cellOf(value: string): string {
  const safe = plainNumber.test(value) ? value : neutralise(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
