import { type SQL, sql } from 'drizzle-orm';
import type { Domain } from '../golden-records/domain.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { Judge, Verdict } from './judgement.table.js';

export interface NewJudgement {
  readonly domain: Domain;
  readonly verdict: Verdict;
  readonly judge: Judge;
  readonly reason: string | null;
  readonly seenRevision: number;
  /** Source records on the one side and on the other; none on both. */
  readonly sides: readonly [readonly number[], readonly number[]];
}

/** Appends a judgement; its id. */
export async function appendJudgement(tx: Tx, judged: NewJudgement, changeId: number): Promise<string> {
  const { domain, verdict, judge, reason, seenRevision, sides } = judged;
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into judgement (domain, verdict, judge, reason, seen_revision, from_change)
    values (${domain}, ${verdict}, ${judge}, ${reason}, ${seenRevision}, ${changeId}) returning id`);
  if (!row) throw new Error('insert into judgement returned no row');
  for (const [side, records] of sides.entries()) {
    await tx.execute(sql`
      insert into judgement_record (judgement_id, record_id, side)
      select ${row.id}, record_id, ${side} from unnest(${sql.param(records.map(String))}::bigint[]) as said(record_id)`);
  }
  return row.id;
}

/** Locks a standing judgement for this transaction; false if there is none of that id. */
export async function claimJudgement(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select from judgement where judgement.id = ${id} and judgement.to_change is null for update`);
  return rows.length > 0;
}

/** Withdraws a judgement. */
export async function withdraw(tx: Tx, id: string, reason: string | null, changeId: number): Promise<void> {
  await tx.execute(sql`
    update judgement set to_change = ${changeId}, withdrawn_reason = ${reason} where judgement.id = ${id}`);
}

/** Withdraws what an act has said to be the same of source records that it took from a golden record: their merge is
 *  undone. An act of the engine makes several merges at once. */
export async function withdrawSameOf(
  tx: Tx,
  { act, mergedId }: { act: number; mergedId: string },
  changeId: number,
): Promise<void> {
  await tx.execute(sql`
    update judgement set to_change = ${changeId}
    where judgement.from_change = ${act} and judgement.verdict = 'SAME' and judgement.to_change is null
      and exists (
        select from judgement_record about join membership was on was.record_id = about.record_id
        where about.judgement_id = judgement.id and was.golden_id = ${mergedId} and was.to_change = ${act})`);
}

/** Standing judgements DIFFERENT by people that hold two sets of source records apart. */
export async function judgedApart(
  db: Db | Tx,
  one: readonly number[],
  other: readonly number[],
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct judgement.id from judgement
    join judgement_record here on here.judgement_id = judgement.id
    join judgement_record there on there.judgement_id = judgement.id and there.side <> here.side
    where judgement.verdict = 'DIFFERENT' and judgement.judge = 'PERSON' and judgement.to_change is null
      and here.record_id = any(${sql.param(one.map(String))}::bigint[])
      and there.record_id = any(${sql.param(other.map(String))}::bigint[])
    order by judgement.id`);
  return rows.map(({ id }) => id);
}

/** Whether a person has said that a source record is another thing than one that belongs to a golden record. */
export async function isApartFrom(tx: Tx, recordId: number, goldenId: string): Promise<boolean> {
  const [row] = await tx.execute<{ apart: boolean }>(sql`
    select ${isJudgedApart(sql`${recordId}::bigint`, sql`${goldenId}::uuid`)} as apart`);
  return row?.apart ?? false;
}

/** Whether any judgement holds records apart: most hubs have few, and linking then need not look. */
export async function anyJudgedApart(tx: Tx): Promise<boolean> {
  const rows = await tx.execute(sql`
    select from judgement where verdict = 'DIFFERENT' and to_change is null limit 1`);
  return rows.length > 0;
}

/** A person has said that a source record is another thing than one that belongs to the golden record. */
export const isJudgedApart = (record: SQL, golden: SQL) => sql`exists (
  select from judgement_record mine
  join judgement on judgement.id = mine.judgement_id and judgement.verdict = 'DIFFERENT'
    and judgement.judge = 'PERSON' and judgement.to_change is null
  join judgement_record other on other.judgement_id = mine.judgement_id and other.side <> mine.side
  join membership there on there.record_id = other.record_id and there.to_change is null
  where mine.record_id = ${record} and there.golden_id = ${golden})`;
