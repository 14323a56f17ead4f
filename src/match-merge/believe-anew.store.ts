import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import { rebuildGoldenRecords } from './survivorship.store.js';

/** Believes the golden records in the temporary table `touched_golden` anew after people have decided which words they
 *  hold: by the rules as ever; and those of which no source says anything any more are what they were when one last did,
 *  out of words that are still theirs. */
export async function believeAnew(tx: Tx, changeId: number): Promise<void> {
  await rebuildGoldenRecords(tx, changeId, { keepOverrides: true });
  await endForeign(tx, changeId);
  await believeAsLast(tx, changeId);
}

/** Whether what a row of `golden_version` says comes from records that belong to it: a word of each value, or its name. */
const isItsOwn = sql`(
  not exists (
    select from jsonb_each(version.winners) as said
    cross join lateral jsonb_array_elements_text(said.value) as winner(id)
    join source_record_version word on word.id = winner.id::bigint
    where not exists (select from membership where membership.record_id = word.record_id
                      and membership.golden_id = version.golden_id and membership.to_change is null))
  and (version.winners <> '{}' or exists (
    select from membership join source_record record on record.id = membership.record_id
    where membership.golden_id = version.golden_id and membership.to_change is null
      and left(record.key, 255) = version.name)))`;

/** Nobody believes any more what only records said that belong elsewhere now. */
async function endForeign(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    update golden_version version set to_change = ${changeId}
    where version.to_change is null and version.golden_id in (select golden_id from touched_golden)
      and not ${isItsOwn}`);
}

/** A golden record whose sources say nothing any more, for their records have ended, is what it was when they last did. */
async function believeAsLast(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    insert into golden_version (golden_id, domain, name, values, winners, from_change)
    select golden.id, golden.domain, coalesce(last.name, left((
             select min(record.key) from membership join source_record record on record.id = membership.record_id
             where membership.golden_id = golden.id and membership.to_change is null), 255)),
           coalesce(last.values, '{}'), coalesce(last.winners, '{}'), ${changeId}
    from touched_golden join golden_record golden on golden.id = touched_golden.golden_id
    left join lateral (
      select name, values, winners from golden_version version
      where version.golden_id = golden.id and ${isItsOwn} order by version.id desc limit 1) last on true
    where exists (select from membership where golden_id = golden.id and to_change is null)
      and not exists (select from golden_version where golden_id = golden.id and to_change is null)`);
}
