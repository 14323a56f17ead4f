import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/db.js';

/** Under which names files were delivered, by the ids of their deliveries. */
export async function importFileNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.execute<{ id: string; fileName: string }>(sql`
    select id, file_name as "fileName" from import_run where id = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map(({ id, fileName }) => [id, fileName]));
}
