import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

/** The rows of a table with `from_change` and `to_change` that the hub held at a revision, null being now: to stand in a
 *  FROM. The two halves of the past keep partial indexes of live and of ended rows in use. */
export function asKnown(table: PgTable, revision: number | null): SQL {
  const live = sql`select * from ${table} where to_change is null`;
  if (revision === null) return sql`(${live})`;
  return sql`(
    select held.* from (${live} union all select * from ${table} where to_change is not null) held
    where (select revision from change where change.id = held.from_change) <= ${revision}
      and (held.to_change is null
           or (select revision from change where change.id = held.to_change) > ${revision}))`;
}
