import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ability } from '../platform/access/ability.js';
import { mayInSystem } from '../platform/access/ability.js';
import type { Db } from '../platform/db/db.js';
import { type Page, type PageStart, pageOf } from '../platform/graphql/page.js';
import type { ImportModel } from './import.model.js';
import { homeSystem } from './profile.js';
import { profiles } from './profiles.js';

type ImportRow = Omit<ImportModel, 'bytes'> & { bytes: string } & Record<string, unknown>;

const columns = sql`
  run.id, run.profile, run.file_name as "fileName", run.state, run.bytes, run.rows_read as "rowsRead",
  run.rows_applied as "rowsApplied", run.rows_unchanged as "rowsUnchanged", run.rows_rejected as "rowsRejected",
  run.rows_late as "rowsLate", run.records_ended as "recordsEnded", run.ends_withheld as "endsWithheld", run.delivers,
  to_char(run.extracted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "extractedAt",
  run.problem, run.actor,
  to_char(run.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  to_char(run.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "finishedAt",
  change.revision::text as revision`;

/** Sort value of a delivery in `recentImports`: its id, behind which the row knows when it began. */
export const importKey = z.tuple([z.uuid()]);

/** Deliveries the caller may read, newest first. */
export async function recentImports(
  db: Db,
  ability: Ability,
  { first, after }: PageStart<z.infer<typeof importKey>>,
): Promise<Page<ImportModel>> {
  const past = after
    ? sql`and (run.created_at, run.id) < (select created_at, id from import_run where id = ${after[0]}::uuid)`
    : sql``;
  const rows = await db.execute<ImportRow>(sql`
    select ${columns} from import_run run left join change on change.id = run.change_id
    where run.profile = any(${sql.param(readableProfiles(ability))}::text[]) ${past}
    order by run.created_at desc, run.id desc limit ${first + 1}`);
  return pageOf(rows, first, (row) => [row.id], toImport);
}

/** One delivery the caller may read. */
export async function findImport(db: Db, ability: Ability, id: string): Promise<ImportModel | undefined> {
  const [row] = await db.execute<ImportRow>(sql`
    select ${columns} from import_run run left join change on change.id = run.change_id
    where run.id = ${id} and run.profile = any(${sql.param(readableProfiles(ability))}::text[])`);
  return row ? toImport(row) : undefined;
}

/** A delivery belongs to the code system its profile reads codes of. */
function readableProfiles(ability: Ability): string[] {
  return [...profiles.values()]
    .filter((profile) => mayInSystem(ability, 'read Import', homeSystem(profile)))
    .map((profile) => profile.key);
}

function toImport({ bytes, ...row }: ImportRow): ImportModel {
  return { ...row, bytes: Number(bytes) };
}

export interface RejectedRowOnFile {
  readonly rowNumber: number;
  readonly column: string;
  readonly value: string;
  readonly problem: string;
  readonly message: string;
  readonly cells: readonly string[];
}

const rejectsARead = 1_000;

/** The rejected rows of a delivery in file order, read in pages so that memory does not grow with their number. */
export async function* rejectedRows(db: Db, id: string): AsyncGenerator<RejectedRowOnFile> {
  let last = 0;
  for (;;) {
    const rows = await db.execute<RejectedRowOnFile & Record<string, unknown>>(sql`
      select row_number as "rowNumber", column_name as "column", value, problem, message, cells from rejected_row
      where import_id = ${id} and row_number > ${last} order by row_number limit ${rejectsARead}`);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < rejectsARead) return;
    last = end.rowNumber;
  }
}

/** Deliveries that are complete but not yet taken to their end. */
export async function unfinishedImports(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from import_run where state = 'RECEIVED' order by created_at limit 100`);
  return rows.map((row) => row.id);
}
