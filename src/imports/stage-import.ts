import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/db.js';
import { arePlain, CopySink, storable, textArray } from './copy-sink.js';
import { readHeader } from './header.js';
import { readUpload } from './import.store.js';
import type { Forms, JudgeRow, PartRow, RejectedRow, TakenRow } from './judged-row.js';
import type { Profile } from './profile.js';
import { type FileRecord, readBatches } from './read-records.js';
import { compileRow } from './validate-row.js';

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
  const batches = readBatches(profile, readUpload(db, id));
  try {
    const first = await batches.next();
    if (first.done) return { kind: 'does-not-fit', sentence: 'The file is empty.' };
    const [top, ...rest] = first.value;
    const header = readHeader(profile, top?.cells ?? []);
    if (header.kind === 'does-not-fit') return header;
    const judge = compileRow(profile, header.header, forms);
    const sinks = await openSinks(db, id);
    try {
      const rows = await copyRows(rest, batches, { judge, progress }, sinks);
      return { kind: 'staged', rows };
    } finally {
      await sinks.close();
    }
  } finally {
    await batches.return(undefined);
  }
}

async function copyRows(
  first: readonly FileRecord[],
  others: AsyncIterable<readonly FileRecord[]>,
  { judge, progress }: { judge: JudgeRow; progress: Progress },
  sinks: Sinks,
): Promise<number> {
  let rows = 0;
  let told = 0;
  const copy = async (records: readonly FileRecord[]) => {
    for (const { number, cells } of records) {
      const row = judge(cells);
      const full = row.kind === 'taken' ? sinks.take(number, cells, row) : sinks.reject(number, cells, row);
      if (full) await full;
    }
    rows += records.length;
    if (rows - told < rowsBetweenProgress) return;
    told = rows;
    progress(rows);
  };
  await copy(first);
  for await (const records of others) await copy(records);
  progress(rows);
  return rows;
}

interface Sinks {
  take(number: number, cells: readonly string[], row: TakenRow): Promise<void> | undefined;
  reject(number: number, cells: readonly string[], row: RejectedRow): Promise<void> | undefined;
  close(): Promise<void>;
}

async function openSinks(db: Db, id: string): Promise<Sinks> {
  const taken = await CopySink.open(
    db,
    `copy staged_row (import_id, row_number, part, issuer, normal, written, display, values, lists, codes,
      relations, status, valid_from, valid_to, cells) from stdin`,
  );
  const rejected = await CopySink.open(
    db,
    'copy rejected_row (import_id, row_number, column_name, value, problem, message, cells, keys) from stdin',
  ).catch(async (error: unknown) => {
    await taken.close();
    throw error;
  });
  return {
    take: (number, cells, { parts }) => {
      const plain = arePlain(cells);
      const rows = parts.map((part, at) => [
        id,
        String(number),
        ...columns(part),
        at === 0 ? textArray(cells, plain) : null,
      ]);
      return taken.put(rows, plain);
    },
    reject: (number, cells, { column, value, problem, message, keys }) =>
      rejected.put([
        [
          ...[id, String(number), storable(column), storable(value), problem, message, textArray(cells)],
          keys && JSON.stringify(keys),
        ],
      ]),
    close: async () => {
      const ended = await Promise.allSettled([taken.close(), rejected.close()]);
      for (const end of ended) if (end.status === 'rejected') throw end.reason;
    },
  };
}

function columns(row: PartRow): (string | null)[] {
  return [
    String(row.part),
    row.issuer,
    row.normal,
    row.written,
    row.display,
    JSON.stringify(row.values),
    row.lists && JSON.stringify(row.lists),
    row.codes && JSON.stringify(row.codes),
    row.relations && JSON.stringify(row.relations),
    row.status,
    row.validFrom,
    row.validTo,
  ];
}
