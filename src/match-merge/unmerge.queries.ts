import { sql } from 'drizzle-orm';
import type { Basis } from '../golden-records/golden-record.table.js';
import type { Db, Tx } from '../platform/db/db.js';

export interface Part {
  readonly recordId: number;
  readonly basis: Basis;
}

/** The source records that the standing merge of a golden record took from it and that belong to the survivor still, each
 *  with why it belonged there; and the act that merged. */
export async function partsOf(
  db: Db | Tx,
  mergedId: string,
  survivorId: string,
): Promise<{ act: number; parts: Part[] }> {
  const rows = await db.execute<{ act: string; recordId: string | null; basis: Basis }>(sql`
    select redirect.from_change as act, part.record_id as "recordId", part.basis
    from golden_redirect redirect
    left join lateral (
      select was.record_id, was.basis from membership was
      join membership live on live.record_id = was.record_id and live.to_change is null
      where was.golden_id = redirect.golden_id and was.to_change = redirect.from_change
        and live.golden_id = ${survivorId}) part on true
    where redirect.golden_id = ${mergedId} and redirect.to_change is null
    order by part.record_id`);
  const parts = rows.flatMap(({ recordId, basis }) =>
    recordId === null ? [] : [{ recordId: Number(recordId), basis }],
  );
  return { act: Number(rows[0]?.act), parts };
}

/** The source records that came to the survivor, by what they carry, since a merge, and that are there only because of
 *  what goes back: they carry a code of that, or of another that came so, and none of anything that was there before. */
export async function joinedSince(
  db: Db | Tx,
  { survivorId, act, going }: { survivorId: string; act: number; going: readonly number[] },
): Promise<Part[]> {
  const rows = await db.execute<{ recordId: string; basis: Basis }>(sql`
    with recursive member as materialized (
      select live.record_id, live.basis, live.record_id = any(${sql.param(going.map(String))}::bigint[]) as goes,
             live.basis <> 'PERSON' and live.from_change > ${act} and not exists (
               select from membership earlier where earlier.record_id = live.record_id and earlier.to_change is not null) as is_new
      from membership live where live.golden_id = ${survivorId} and live.to_change is null),
    carried as materialized (
      select member.*, pointer.code_id from member
      join record_code pointer on pointer.record_id = member.record_id and pointer.to_change is null),
    free as materialized (
      select mine.record_id, mine.code_id from carried mine
      where mine.is_new and not mine.goes and mine.record_id not in (
        select own.record_id from carried own
        join carried other on other.code_id = own.code_id and not other.goes and not other.is_new)),
    leaving as (
      select record_id from member where goes
      union
      select free.record_id from leaving
      join carried theirs on theirs.record_id = leaving.record_id
      join free on free.code_id = theirs.code_id)
    select member.record_id as "recordId", member.basis from member
    where not member.goes and member.record_id in (select record_id from leaving)
    order by member.record_id`);
  return rows.map(({ recordId, basis }) => ({ recordId: Number(recordId), basis }));
}
