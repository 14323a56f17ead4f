import { sql } from 'drizzle-orm';
import type { Db } from '../../src/platform/db/db.js';

/** What no matching may ever break, whatever was imported, run, decided, undone or killed: each rule with the rows that
 *  break it. */
const rules: Readonly<Record<string, ReturnType<typeof sql>>> = {
  'two records of a registry are never joined by the engine': sql`
    select matched.record_id from membership matched
    join source_record mine on mine.id = matched.record_id
    join membership other on other.golden_id = matched.golden_id and other.to_change is null
    join source_record theirs on theirs.id = other.record_id
    where matched.to_change is null and matched.basis = 'MATCH' and mine.source = 'gudid' and theirs.source = 'gudid'
      and mine.key <> theirs.key`,
  'a person’s DIFFERENT stands between no two records of a golden record that the engine joined': sql`
    select judgement.id from judgement
    join judgement_record here on here.judgement_id = judgement.id and here.side = 0
    join judgement_record there on there.judgement_id = judgement.id and there.side = 1
    join membership one on one.record_id = here.record_id and one.to_change is null
    join membership two on two.record_id = there.record_id and two.to_change is null
    where judgement.judge = 'PERSON' and judgement.verdict = 'DIFFERENT' and judgement.to_change is null
      and one.golden_id = two.golden_id and (one.basis = 'MATCH' or two.basis = 'MATCH')`,
  'every membership by the engine has a standing judgement: its own with the account, or a person’s SAME': sql`
    select matched.record_id from membership matched
    where matched.to_change is null and matched.basis = 'MATCH' and not exists (
      select from judgement left join match_decision on match_decision.judgement_id = judgement.id
      where judgement.from_change = matched.from_change and judgement.verdict = 'SAME'
        and judgement.to_change is null
        and (judgement.judge = 'PERSON' or match_decision.survivor_id = matched.golden_id))`,
  'the account of every engine judgement sums to its weight': sql`
    select judgement_id from match_decision
    where abs(weight - (explanation->>'prior')::float - coalesce((
      select sum((part->>'bits')::float) from jsonb_array_elements(explanation->'parts') part), 0)) > 1e-6`,
  'no decision of the engine was weighed below what its model asks for, unless a person’s word ties the two': sql`
    select decision.judgement_id from match_decision decision join match_model model on model.id = decision.model_id
    where decision.weight < model.match_from and not exists (
      select from judgement where judgement.judge = 'PERSON' and judgement.verdict = 'SAME')`,
  'golden records with different GTINs of the base package are never joined by the engine': sql`
    select matched.golden_id from membership matched
    join source_record_version mine on mine.record_id = matched.record_id and mine.to_change is null
    cross join lateral (
      select array_agg(code->>'code') as gtins from jsonb_array_elements(mine.codes) code
      where code->>'system' = 'gtin' and code->>'role' = 'BASE') own
    where matched.to_change is null and matched.basis = 'MATCH' and own.gtins is not null and exists (
      select from membership other
      join source_record_version theirs on theirs.record_id = other.record_id and theirs.to_change is null
      cross join lateral (
        select array_agg(code->>'code') as gtins from jsonb_array_elements(theirs.codes) code
        where code->>'system' = 'gtin' and code->>'role' = 'BASE') their
      where other.golden_id = matched.golden_id and other.to_change is null and other.basis <> 'MATCH'
        and their.gtins is not null and not own.gtins && their.gtins)`,
  'an open review is of two golden records': sql`
    select review.id from match_review review
    where review.state = 'PENDING' and exists (
      select from membership one join membership was_one on was_one.record_id = one.record_id and was_one.golden_id = review.a
      join membership two on two.golden_id = one.golden_id and two.to_change is null
      join membership was_two on was_two.record_id = two.record_id and was_two.golden_id = review.b
      where one.to_change is null and was_one.basis <> 'MATCH' and was_two.basis <> 'MATCH'
        and was_one.to_change is null and was_two.to_change is null)`,
  'a partition that is done was done once': sql`
    select run_id from match_partition where state = 'DONE' group by run_id, number having count(*) > 1`,
};

/** The rules that are broken, with how often. */
export async function brokenMatchRules(db: Db): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const rows = await db.execute(query);
    if (rows.length > 0) broken.push(`${rule}: ${rows.length}`);
  }
  return broken;
}
