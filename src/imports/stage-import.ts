import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { type Db, openSession } from '../platform/db/db.js';
import { type Header, readHeader } from './header.js';
import { readUpload } from './import.store.js';
import type { Profile } from './profile.js';
import { readRecords } from './read-records.js';
import { type Forms, type RejectedRow, type TakenRow, type ValidRow, validateRow } from './validate-row.js';

export type Staged = { kind: 'staged'; rows: number } | { kind: 'does-not-fit'; sentence: string };

/** Called now and then with the number of rows read. */
export type Progress = (rows: number) => void;

const rowsBetweenProgress = 2_000;

/** Reads the upload into `staged_row` and `rejected_row` by COPY, judging each row by itself. Starts from nothing each
 *  time it is called, so a staging that was killed leaves no trace. */
export async function stageImport(
  db: Db,
  { id, profile, forms, progress }: { id: string; profile: Profile; forms: Forms; progress: Progress },
): Promise<Staged> {
  await db.execute(sql`delete from staged_row where import_id = ${id}`);
  await db.execute(sql`delete from rejected_row where import_id = ${id}`);
  const records = readRecords(profile, readUpload(db, id));
  const first = await records.next();
  if (first.done) return { kind: 'does-not-fit', sentence: 'The file is empty.' };
  const header = readHeader(profile, first.value.cells);
  if (header.kind === 'does-not-fit') return header;
  const sinks = await openSinks(db, id);
  try {
    const rows = await copyRows(records, { profile, header: header.header, forms, progress }, sinks);
    return { kind: 'staged', rows };
  } finally {
    await sinks.close();
  }
}

async function copyRows(
  records: AsyncIterable<{ number: number; cells: readonly string[] }>,
  {
    profile,
    header,
    forms,
    progress,
  }: { profile: Profile; header: Header; forms: Forms; progress: Progress },
  sinks: Sinks,
): Promise<number> {
  let rows = 0;
  for await (const { number, cells } of records) {
    const row = validateRow(profile, header, forms, cells);
    if (row.kind === 'taken') await sinks.take(number, cells, row);
    else await sinks.reject(number, cells, row);
    if (++rows % rowsBetweenProgress === 0) progress(rows);
  }
  progress(rows);
  return rows;
}

interface Sinks {
  take(number: number, cells: readonly string[], row: TakenRow): Promise<void>;
  reject(number: number, cells: readonly string[], row: RejectedRow): Promise<void>;
  close(): Promise<void>;
}

/** Each COPY on a connection of its own: on one of the pool, postgres.js sends other statements after it before it has
 *  ended, and they fail (COPY_IN_PROGRESS). */
async function openSinks(db: Db, id: string): Promise<Sinks> {
  const [forTaken, forRejected] = [openSession(db), openSession(db)];
  const taken = await forTaken`copy staged_row (import_id, row_number, normal, written, display, properties,
    target_normal, target_written, target_display, target_properties, cells) from stdin`.writable();
  const rejected =
    await forRejected`copy rejected_row (import_id, row_number, column_name, value, problem, message, cells)
    from stdin`.writable();
  // A lost connection is told to whoever writes next; without a listener it would end the process.
  for (const sink of [taken, rejected]) sink.on('error', () => {});
  return {
    take: (number, cells, { code, target }) =>
      write(taken, [id, String(number), ...columns(code), ...columns(target), array(cells)]),
    reject: (number, cells, { column, value, problem, message }) =>
      write(rejected, [
        id,
        String(number),
        storable(column),
        storable(value),
        problem,
        message,
        array(cells),
      ]),
    close: async () => {
      const ended = await Promise.allSettled([finish(taken), finish(rejected)]);
      await Promise.all([forTaken.end({ timeout: 5 }), forRejected.end({ timeout: 5 })]);
      for (const end of ended) if (end.status === 'rejected') throw end.reason;
    },
  };
}

function columns(row: ValidRow | null): (string | null)[] {
  return row
    ? [row.normal, row.written, row.display, JSON.stringify(row.properties)]
    : [null, null, null, null];
}

async function write(sink: Writable, fields: readonly (string | null)[]): Promise<void> {
  if (sink.destroyed) throw sink.errored ?? new Error('the COPY was ended');
  const line = `${fields.map((field) => (field === null ? '\\N' : escaped(field))).join('\t')}\n`;
  if (!sink.write(line)) await once(sink, 'drain');
}

async function finish(sink: Writable): Promise<void> {
  if (sink.destroyed) throw sink.errored ?? new Error('the COPY was ended');
  const finished = once(sink, 'finish');
  sink.end();
  await finished;
}

/** COPY’s text format: backslash, tab and line ends escaped. */
function escaped(field: string): string {
  return /[\\\t\n\r]/.test(field)
    ? field.replace(
        /[\\\t\n\r]/g,
        (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char] ?? char,
      )
    : field;
}

/** What PostgreSQL cannot hold is shown as the replacement character; the row is rejected for it anyway. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function array(cells: readonly string[]): string {
  return `{${cells.map((cell) => `"${storable(cell).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
