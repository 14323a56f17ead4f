import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';

/** Hands out this transaction’s change, opening it on first use: a delivery that says nothing new opens none. */
export type OpenChange = () => Promise<number>;

/** Makes what a source says of codes true: new codes, new facts, and the end of facts that it says otherwise. Reads
 *  the temporary tables `said_code (system_id, issuer, normal, written, display, properties, status, valid_from,
 *  valid_to, row_number)` and `carried_code (system_id, issuer, normal)`, notes in `touched_row` which rows changed
 *  something. A code that is only named, with nothing said of it, gets a fact if it has none, and takes none away.
 *  Set-based: 100k codes are a few statements, and the codes they name are looked up one by one (`offset 0` keeps it so),
 *  however many the hub holds. */
export async function applyCodes(tx: Tx, source: string, change: OpenChange): Promise<void> {
  await tx.execute(sql`
    insert into code (system_id, issuer, normal, written)
    select system_id, issuer, normal, written from (
      select system_id, issuer, normal, written from said_code
      union all select system_id, issuer, normal, normal from carried_code) said
    where not exists (select from code where code.system_id = said.system_id and code.issuer = said.issuer
                      and code.normal = said.normal offset 0)
    on conflict do nothing`);
  await tx.execute(sql`
    create temporary table new_fact on commit drop as
    select code.id as code_id, said.display, said.properties, said.status, said.valid_from, said.valid_to,
           said.row_number
    from said_code said
    cross join lateral (
      select code.id from code where code.system_id = said.system_id and code.issuer = said.issuer
        and code.normal = said.normal offset 0) code
    where not exists (
      select from code_fact live where live.code_id = code.id and live.to_change is null
        and (live.display is not distinct from said.display and live.properties = said.properties
             and live.status = said.status and live.valid_from = said.valid_from and live.valid_to = said.valid_to
             or said.display is null and said.properties = '{}' and said.status = 'ACTIVE'
             and said.valid_from = '-infinity' and said.valid_to = 'infinity') offset 0)`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from new_fact`);
  if (!counted?.n) return;
  await tx.execute(sql`analyze new_fact`);
  const changeId = await change();
  await tx.execute(sql`
    update code_fact set to_change = ${changeId} from new_fact
    where code_fact.code_id = new_fact.code_id and code_fact.to_change is null`);
  await tx.execute(sql`
    insert into code_fact (code_id, display, properties, status, valid_from, valid_to, source, from_change)
    select code_id, display, properties, status, valid_from, valid_to, ${source}, ${changeId}
    from new_fact order by code_id`);
  await tx.execute(sql`insert into touched_row select row_number from new_fact`);
}

/** Makes what a source says of mappings true. For every code in `said_mapping` the source’s own live mappings of that
 *  purpose into that system end unless it says them again; other sources’ mappings stay. */
export async function applyMappings(
  tx: Tx,
  { source, approvedBy, change }: { source: string; approvedBy: string; change: OpenChange },
): Promise<void> {
  await tx.execute(sql`
    create temporary table wanted_mapping on commit drop as
    select source.id as from_code, target.id as to_code, target.system_id as to_system, said.purpose,
           said.relationship, said.row_number
    from said_mapping said
    join code source on source.system_id = said.from_system and source.issuer = said.from_issuer
      and source.normal = said.from_normal
    join code target on target.system_id = said.to_system and target.issuer = said.to_issuer
      and target.normal = said.to_normal`);
  // The index, and the lookup of the system code by code, are for tables that have grown since their statistics were
  // made: believed to be small, `mapping` was joined row by row with all that is wanted, then with all codes of the
  // system. 43k rows again, PostgreSQL 15: 183 s, 22 s, and under 2 s as it stands.
  await tx.execute(sql`create index on wanted_mapping (from_code, to_code)`);
  await tx.execute(sql`analyze wanted_mapping`);
  await tx.execute(sql`
    create temporary table over_mapping on commit drop as
    select live.id, live.from_code
    from (select distinct from_code, purpose, to_system from wanted_mapping) wanted
    join mapping live on live.from_code = wanted.from_code and live.purpose = wanted.purpose
      and live.to_change is null and live.source = ${source}
      and (select target.system_id from code target where target.id = live.to_code) = wanted.to_system
    where not exists (select from wanted_mapping wanted where wanted.from_code = live.from_code
                      and wanted.to_code = live.to_code and wanted.purpose = live.purpose)`);
  await tx.execute(sql`
    create temporary table new_mapping on commit drop as
    select wanted.* from wanted_mapping wanted
    where not exists (select from mapping live where live.from_code = wanted.from_code
                      and live.to_code = wanted.to_code and live.purpose = wanted.purpose and live.to_change is null
                      and live.condition_set_id is null)`);
  const [counted] = await tx.execute<{ n: number }>(sql`
    select (select count(*) from over_mapping)::int + (select count(*) from new_mapping)::int as n`);
  if (!counted?.n) return;
  const changeId = await change();
  await tx.execute(sql`
    update mapping set to_change = ${changeId} from over_mapping where mapping.id = over_mapping.id`);
  await tx.execute(sql`
    insert into mapping (from_code, to_code, purpose, relationship, source, approved_by, from_change)
    select from_code, to_code, purpose, relationship, ${source}, ${approvedBy}, ${changeId}
    from new_mapping order by from_code, to_code`);
  await tx.execute(sql`
    insert into touched_row
    select row_number from new_mapping
    union select min(wanted.row_number) from over_mapping join wanted_mapping wanted using (from_code)
    group by over_mapping.from_code`);
}
