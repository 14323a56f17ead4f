import type { Readable } from 'node:stream';
import { CsvRows } from './csv-rows.js';
import type { Table } from './table.js';

export type Read =
  | { readonly kind: 'read'; readonly table: Table }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Reads a CSV file (UTF-8, commas, first row the names of the columns) whole. Without an id column of the wanted name
 *  rows are not guessed at: the file is refused, as it is when an id is empty or stands twice. */
export async function readTable(
  source: Readable,
  idColumn: string,
  rowRead?: (rows: number) => void,
): Promise<Read> {
  let columns: string[] | undefined;
  let idAt = -1;
  const ids: string[] = [];
  const cells: string[][] = [];
  const seen = new Set<string>();
  try {
    for await (const rows of rowsOf(source))
      for (const row of rows) {
        if (!columns) {
          columns = row.map((name, at) => (at === 0 ? name.replace(/^\uFEFF/, '') : name).trim());
          idAt = columns.indexOf(idColumn);
          if (idAt < 0) return refused(`There is no column "${idColumn}"; there are: ${columns.join(', ')}.`);
          for (let c = 1; c < columns.length; c++) cells.push([]);
          continue;
        }
        const id = row[idAt] ?? '';
        if (id === '') return refused(`Row ${ids.length + 1} has no ${idColumn}.`);
        if (seen.has(id)) return refused(`The ${idColumn} "${id}" stands twice.`);
        seen.add(id);
        ids.push(id);
        for (let c = 0, at = 0; c < columns.length; c++) if (c !== idAt) cells[at++]!.push(row[c] ?? '');
        if (rowRead && ids.length % 1_000 === 0) rowRead(ids.length);
      }
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  if (!columns) return refused('The file is empty.');
  return { kind: 'read', table: { columns: columns.filter((_, c) => c !== idAt), ids, cells } };
}

function refused(sentence: string): Read {
  return { kind: 'refused', sentence };
}

/** The rows of one piece of the file after the other: a promise for every row would take longer than reading it. */
async function* rowsOf(source: Readable): AsyncGenerator<Iterable<string[]>> {
  const decoder = new TextDecoder();
  const rows = new CsvRows();
  for await (const piece of source as AsyncIterable<Buffer>)
    yield rows.next(decoder.decode(piece, { stream: true }));
  yield rows.next(decoder.decode());
  yield rows.end();
}
