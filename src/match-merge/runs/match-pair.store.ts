import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';

/** What a thing found. */
export interface FoundPair {
  readonly thing: string;
  readonly other: string;
  readonly weight: number;
  readonly vetoed: readonly string[];
}

const idsOf = (ids: readonly string[]) => sql.param([...ids]);

/** Keeps what some things found now, instead of what they found before. */
export async function replaceFound(
  tx: Tx,
  modelId: string,
  things: readonly string[],
  found: readonly FoundPair[],
): Promise<void> {
  await tx.execute(sql`
    delete from match_pair where model_id = ${modelId} and thing = any(${idsOf(things)}::uuid[])`);
  await tx.execute(sql`
    insert into match_pair (model_id, thing, other, weight, vetoed)
    select ${modelId}, said.thing, said.other, said.weight, array(select jsonb_array_elements_text(said.vetoed))
    from jsonb_to_recordset(${JSON.stringify(found)}::text::jsonb)
      as said(thing uuid, other uuid, weight double precision, vetoed jsonb)
    order by said.thing, said.other`);
}

/** Which other things had found some things, but for those that look for themselves in the same run. */
export async function foundBy(
  db: Db,
  { modelId, runId }: { modelId: string; runId: string },
  things: readonly string[],
): Promise<{ thing: string; other: string }[]> {
  const rows = await db.execute<{ thing: string; other: string }>(sql`
    select pair.thing, pair.other from match_pair pair
    where pair.model_id = ${modelId} and pair.other = any(${idsOf(things)}::uuid[])
      and not exists (select from match_pending pending
                      where pending.run_id = ${runId} and pending.thing = pair.thing)
    order by pair.thing, pair.other`);
  return [...rows];
}

/** What others had found of things that have changed: weighed anew, or forgotten where a thing is gone. */
export async function reweighFound(
  tx: Tx,
  modelId: string,
  { again, gone }: { again: readonly FoundPair[]; gone: readonly { thing: string; other: string }[] },
): Promise<void> {
  await tx.execute(sql`
    update match_pair pair set weight = said.weight, vetoed = array(select jsonb_array_elements_text(said.vetoed))
    from jsonb_to_recordset(${JSON.stringify(again)}::text::jsonb)
      as said(thing uuid, other uuid, weight double precision, vetoed jsonb)
    where pair.model_id = ${modelId} and pair.thing = said.thing and pair.other = said.other`);
  await tx.execute(sql`
    delete from match_pair pair
    using jsonb_to_recordset(${JSON.stringify(gone)}::text::jsonb) as said(thing uuid, other uuid)
    where pair.model_id = ${modelId} and pair.thing = said.thing and pair.other = said.other`);
}

/** Every pair of a model that one of some things is part of (null: all pairs), each once. */
export async function pairsOf(
  db: Db,
  modelId: string,
  things: readonly string[] | null,
): Promise<{ a: string; b: string; weight: number; vetoed: readonly string[] }[]> {
  const ofThese = things
    ? sql`select * from match_pair where model_id = ${modelId} and thing = any(${idsOf(things)}::uuid[])
          union all select * from match_pair where model_id = ${modelId} and other = any(${idsOf(things)}::uuid[])`
    : sql`select * from match_pair where model_id = ${modelId}`;
  const rows = await db.execute<{ a: string; b: string; weight: number; vetoed: string[] }>(sql`
    select least(thing, other) as a, greatest(thing, other) as b, max(weight) as weight,
           (array_agg(to_jsonb(vetoed) order by thing))[1] as vetoed
    from (${ofThese}) pair group by 1, 2 order by 1, 2`);
  return [...rows];
}
