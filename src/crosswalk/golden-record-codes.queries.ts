import { type SQL, sql } from 'drizzle-orm';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import { asKnown } from '../platform/changes/as-known.js';
import type { Db } from '../platform/db/db.js';
import { codeFact } from './code.table.js';
import type { RecordCodeModel } from './golden-record-codes.model.js';
import { type NormalForm, normaliseCode } from './normal-form.js';
import { recordCode } from './record-code.table.js';

type RecordCodeRow = RecordCodeModel & { readonly goldenId: string };

/** Codes that point at golden records, one row a code and role, by system and code: today as known now, or as known at a
 *  revision on the day of its act, in the hub’s time zone. */
export async function codesOf(
  db: Db,
  ability: Ability,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<readonly RecordCodeRow[]> {
  const day = sql`(select day from as_of)`;
  return db.execute<RecordCodeRow & Record<string, unknown>>(sql`
    with as_of as materialized (select ${dayOf(pin)} as day),
    pointing as (
      select link.golden_id, link.code_id, link.role,
             array_agg(distinct record.source order by record.source) as sources
      from ${asKnown(recordCode, pin)} link join source_record record on record.id = link.record_id
      where link.golden_id = any(${sql.param(goldenIds)}::uuid[])
        and link.valid_from <= ${day} and ${day} < link.valid_to
      group by link.golden_id, link.code_id, link.role)
    select pointing.golden_id as "goldenId", system.key as system, system.title as "systemTitle",
           nullif(code.issuer, '') as issuer, code.normal as code, fact.display, pointing.role, pointing.sources
    from pointing
    join code on code.id = pointing.code_id
    join code_system system on system.id = code.system_id
    left join ${asKnown(codeFact, pin)} fact on fact.code_id = code.id
      and fact.valid_from <= ${day} and ${day} < fact.valid_to
    where ${rowFilter(ability, 'read Code', { system: sql`system.key` })}
    order by system.key, code.issuer, code.normal, pointing.role`);
}

/** The day on which a revision was the newest first: that of the last act up to it. */
const dayOf = (pin: number | null) =>
  pin === null
    ? sql`current_date`
    : sql`coalesce(
        (select at::date from change where change.revision <= ${pin} order by change.revision desc limit 1), current_date)`;

/** Of `version.golden_id`: a code of a system points at it today. */
export const hasCodeOf = (system: string): SQL => sql`version.golden_id in (
  select link.golden_id from code_system
  join code on code.system_id = code_system.id
  join record_code link on link.code_id = code.id and link.to_change is null
    and link.valid_from <= current_date and current_date < link.valid_to
  where code_system.key = ${system})`;

/** Ids of the golden records at which a code points today that some system writes so. */
export async function recordsOfCode(db: Db, ability: Ability, written: string): Promise<string[]> {
  const systems = await db.execute<NormalForm & { id: number } & Record<string, unknown>>(sql`
    select id, format, fold_case as "foldCase", strip_leading_zeros as "stripLeadingZeros"
    from code_system where ${rowFilter(ability, 'read Code', { system: sql`code_system.key` })}`);
  const readings = systems.flatMap((system) =>
    normalForms(system, written).map((normal) => ({ system: system.id, normal })),
  );
  const rows = await db.execute<{ id: string }>(sql`
    select distinct link.golden_id as id
    from unnest(${sql.param(readings.map(({ system }) => system))}::int[],
                ${sql.param(readings.map(({ normal }) => normal))}::text[]) as wanted(system_id, normal)
    join code on code.normal = wanted.normal and code.system_id = wanted.system_id
    join record_code link on link.code_id = code.id
    where link.to_change is null and link.valid_from <= current_date and current_date < link.valid_to`);
  return rows.map(({ id }) => id);
}

function normalForms(system: NormalForm, written: string): readonly string[] {
  const normalised = normaliseCode(system, written);
  return normalised.kind === 'normal' ? [normalised.normal] : (normalised.readings ?? []);
}
