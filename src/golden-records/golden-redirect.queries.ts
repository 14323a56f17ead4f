import { sql } from 'drizzle-orm';
import { asKnown } from '../platform/changes/as-known.js';
import type { Db, Tx } from '../platform/db/db.js';
import { goldenRedirect } from './golden-redirect.table.js';

/** Merged id → id of the survivor at the end of the way, as known at a revision (null: now); an id that leads nowhere is
 *  left out. */
export async function survivorsOf(
  db: Db | Tx,
  ids: readonly string[],
  revision: number | null,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.execute<{ id: string; survivor: string }>(sql`
    with recursive way as (
      select golden_id as id, survivor_id, 1 as steps from ${asKnown(goldenRedirect, revision)} redirect
      where golden_id = any(${sql.param(ids)}::uuid[])
      union all
      select way.id, redirect.survivor_id, way.steps + 1 from way
      join ${asKnown(goldenRedirect, revision)} redirect on redirect.golden_id = way.survivor_id)
    select distinct on (id) id, survivor_id as survivor from way order by id, steps desc`);
  return new Map(rows.map(({ id, survivor }) => [id, survivor]));
}

/** A golden id that leads to another, straight or over others. */
export interface MergedId {
  readonly survivorId: string;
  readonly id: string;
}

/** The ids that lead to golden records, the first merged first. */
export async function mergedIdsOf(
  db: Db | Tx,
  survivorIds: readonly string[],
  revision: number | null,
): Promise<readonly MergedId[]> {
  return db.execute<MergedId & Record<string, unknown>>(sql`
    with recursive merged as (
      select survivor_id as survivor, golden_id, id as row from ${asKnown(goldenRedirect, revision)} redirect
      where survivor_id = any(${sql.param(survivorIds)}::uuid[])
      union all
      select merged.survivor, redirect.golden_id, redirect.id from merged
      join ${asKnown(goldenRedirect, revision)} redirect on redirect.survivor_id = merged.golden_id)
    select survivor as "survivorId", golden_id as id from merged order by row`);
}
