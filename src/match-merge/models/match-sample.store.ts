import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { Verdict } from '../judgement.table.js';
import type { MatchModel } from './match-model.queries.js';

/** Draws pairs of a model for people to label: as many of each zone as `ofEach`, or all there are, by a fixed stir of their
 *  ids, and in an order that does not tell the zone. Once a model; the number drawn, 0 where there is a sample already. */
export async function drawSample(
  tx: Tx,
  { id, matchFrom, reviewFrom }: MatchModel,
  ofEach: number,
): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(7282, hashtext(${id}))`);
  const rows = await tx.execute(sql`
    insert into match_sample (model_id, number, a, b, zone, stands_for)
    select ${id}, row_number() over (order by md5(a::text || b::text)), a, b, zone,
           greatest(1, of_zone::float / least(of_zone, ${ofEach}))
    from (
      select a, b, zone, count(*) over (partition by zone) as of_zone,
             row_number() over (partition by zone order by md5(b::text || a::text)) as place
      from (
        select a, b, case when vetoed then 'NONE' when weight >= ${matchFrom} then 'MATCH'
                          when weight >= ${reviewFrom} then 'REVIEW' else 'NONE' end as zone
        from (select least(thing, other) as a, greatest(thing, other) as b, max(weight) as weight,
                     bool_or(cardinality(vetoed) > 0) as vetoed
              from match_pair where model_id = ${id} group by 1, 2) pair) zoned) placed
    where place <= ${ofEach} and not exists (select from match_sample where model_id = ${id})
    returning number`);
  return rows.length;
}

/** Keeps what a person says of a sampled pair, as the first or the second; false where there is no such pair, this person
 *  has said it already, or two others have. */
export async function keepLabel(
  db: Db,
  label: { modelId: string; number: number; labeller: string; verdict: Verdict },
): Promise<boolean> {
  const { modelId, number, labeller, verdict } = label;
  for (const place of [1, 2]) {
    const rows = await db.execute(sql`
      insert into match_label (model_id, number, place, labeller, verdict)
      select sample.model_id, sample.number, ${place}::int, ${labeller}::text, ${verdict}::text from match_sample sample
      where sample.model_id = ${modelId} and sample.number = ${number}
        and not exists (select from match_label mine where mine.model_id = sample.model_id
                        and mine.number = sample.number and mine.labeller = ${labeller})
      on conflict do nothing returning place`);
    if (rows.length > 0) return true;
  }
  return false;
}
