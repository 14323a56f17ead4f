import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';

/** Looks up the codes that the records of the temporary table `fresh_record (record_id, version_id, …)` carry, as
 *  `carried (record_id, code_id, system, role)`. The codes are there already. Codes are looked up one by one through
 *  their index: joined, PostgreSQL with the statistics of an empty table took 8 s for 10k of them. */
export async function lookUpCarried(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table carried on commit drop as
    select said.record_id, said.system, said.role, (
      select code.id from code where code.system_id = said.system_id and code.issuer = said.issuer
        and code.normal = said.normal) as code_id
    from (
      select distinct fresh.record_id, carried.system, carried.role, carried.issuer, carried.code as normal, (
        select code_system.id from code_system where code_system.key = carried.system) as system_id
      from fresh_record fresh
      join source_record_version version on version.id = fresh.version_id
      cross join lateral jsonb_to_recordset(version.codes)
        as carried(system text, issuer text, code text, role text)) said`);
  await tx.execute(sql`create index on carried (record_id)`);
  await tx.execute(sql`analyze carried`);
}

/** Makes the codes of some source records point at the golden records they belong to. Reads the temporary tables
 *  `pointing_record (record_id)` and `carried`: the codes that a record carries, to its live golden record, are what
 *  points; whatever else pointed because of it ends. What is live is looked up row by row (`offset 0` keeps it so),
 *  however many codes point in the hub. A key that already names another golden record goes on naming that
 *  one: only where a person has placed a record apart from its keys. */
export async function pointCodes(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    create temporary table wanted_pointer on commit drop as
    select carried.record_id, carried.code_id, carried.role, (
      select membership.golden_id from membership
      where membership.record_id = carried.record_id and membership.to_change is null) as golden_id
    from pointing_record join carried using (record_id)`);
  await tx.execute(sql`create index on wanted_pointer (record_id, code_id)`);
  await tx.execute(sql`create index on wanted_pointer (code_id) where role = 'KEY'`);
  await tx.execute(sql`analyze wanted_pointer`);
  await tx.execute(sql`
    create temporary table over_pointer on commit drop as
    select live.id from pointing_record pointing
    cross join lateral (
      select record_code.* from record_code
      where record_code.record_id = pointing.record_id and record_code.to_change is null offset 0) live
    where not exists (
      select from wanted_pointer wanted where wanted.record_id = live.record_id and wanted.code_id = live.code_id
        and wanted.role = live.role and wanted.golden_id = live.golden_id)`);
  await tx.execute(sql`analyze over_pointer`);
  await tx.execute(sql`
    update record_code set to_change = ${changeId} from over_pointer where record_code.id = over_pointer.id`);
  await tx.execute(sql`
    insert into record_code (code_id, golden_id, record_id, role, from_change)
    select wanted.code_id, wanted.golden_id, wanted.record_id, wanted.role, ${changeId} from wanted_pointer wanted
    where not exists (
      select from record_code live where live.record_id = wanted.record_id and live.code_id = wanted.code_id
        and live.role = wanted.role and live.to_change is null offset 0)
      and not (wanted.role = 'KEY' and (
        exists (select from record_code other where other.code_id = wanted.code_id and other.role = 'KEY'
                and other.to_change is null and other.golden_id <> wanted.golden_id)
        or exists (select from wanted_pointer other where other.code_id = wanted.code_id and other.role = 'KEY'
                   and other.golden_id <> wanted.golden_id and other.record_id < wanted.record_id)))
    order by wanted.record_id, wanted.code_id`);
  await tx.execute(sql`drop table wanted_pointer, over_pointer`);
}
