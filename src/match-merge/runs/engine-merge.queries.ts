import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { Verdict } from '../judgement.table.js';
import { mergeAct, splitAct } from '../models/thing.queries.js';

/** Whether anybody but the engine has said, moved or judged something of some source records after a revision. */
export async function touchedByOthers(
  tx: Tx,
  records: readonly number[],
  revision: number,
): Promise<boolean> {
  const ofThese = sql`record_id = any(${sql.param(records.map(String))}::bigint[])`;
  const rows = await tx.execute(sql`
    with act as (
      select from_change as id from source_record_version where ${ofThese}
      union all select to_change from source_record_version where ${ofThese} and to_change is not null
      union all select from_change from membership where ${ofThese}
      union all select from_change from link_conflict where ${ofThese}
      union all select to_change from link_conflict where ${ofThese} and to_change is not null
      union all select judgement.from_change from judgement_record join judgement on judgement.id = judgement_id
        where ${ofThese}
      union all select judgement.to_change from judgement_record join judgement on judgement.id = judgement_id
        where ${ofThese} and judgement.to_change is not null)
    select from act join change on change.id = act.id
    where change.revision > ${revision} and change.act not in (${mergeAct}, ${splitAct}) limit 1`);
  return rows.length > 0;
}

/** Where things are now: the golden record of each, and since when that one is there. Things whose records lie in several
 *  are left out. */
export async function placesOf(
  db: Db | Tx,
  recordsOf: ReadonlyMap<string, readonly number[]>,
): Promise<Map<string, { goldenId: string; since: number }>> {
  const said = [...recordsOf].flatMap(([thing, records]) => records.map((record) => ({ thing, record })));
  const rows = await db.execute<{ thing: string; goldenId: string; since: string }>(sql`
    select said.thing, min(membership.golden_id::text)::uuid as "goldenId", min(golden_record.from_change) as since
    from jsonb_to_recordset(${JSON.stringify(said)}::text::jsonb) as said(thing uuid, record bigint)
    join membership on membership.record_id = said.record and membership.to_change is null
    join golden_record on golden_record.id = membership.golden_id
    group by said.thing having count(distinct membership.golden_id) = 1`);
  return new Map(rows.map(({ thing, goldenId, since }) => [thing, { goldenId, since: Number(since) }]));
}

/** Everything else that lies in the golden records of some things: things that the engine has joined to them, or they to. */
export async function housemates(db: Db, goldenIds: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ thing: string }>(sql`
    select distinct was.golden_id as thing
    from membership live join membership was on was.record_id = live.record_id and was.basis <> 'MATCH'
    where live.golden_id = any(${sql.param([...goldenIds])}::uuid[]) and live.to_change is null`);
  return rows.map(({ thing }) => thing);
}

export interface StandingWord {
  readonly verdict: Verdict;
  readonly sides: readonly [readonly number[], readonly number[]];
}

/** What people have judged of some source records, as known at a revision. */
export async function wordsOnRecords(
  db: Db,
  records: readonly number[],
  revision: number,
): Promise<StandingWord[]> {
  const rows = await db.execute<{ verdict: Verdict; here: string[]; there: string[] }>(sql`
    select judgement.verdict,
           array(select record_id::text from judgement_record where judgement_id = judgement.id and side = 0) as here,
           array(select record_id::text from judgement_record where judgement_id = judgement.id and side = 1) as there
    from judgement
    join change began on began.id = judgement.from_change and began.revision <= ${revision}
    left join change ended on ended.id = judgement.to_change
    where judgement.judge = 'PERSON'
      and (ended.revision is null or ended.revision > ${revision})
      and judgement.id in (select judgement_id from judgement_record
                           where record_id = any(${sql.param(records.map(String))}::bigint[]))
    order by judgement.id`);
  return rows.map(({ verdict, here, there }) => ({
    verdict,
    sides: [here.map(Number), there.map(Number)],
  }));
}
