import { type SQL, sql } from 'drizzle-orm';
import type { System } from '../crosswalk/system-directory.js';
import type { Speaker } from '../golden-records/source-record.store.js';
import type { Tx } from '../platform/db/db.js';
import type { Part, Profile } from './profile.js';

/** What of a profile the rows are gathered by. */
export interface Gathered {
  readonly parts: readonly Pick<Part, 'system' | 'says'>[];
  readonly mappings: Profile['mappings'];
}

/** Takes the valid rows of a file into the temporary table `staged`, whose size PostgreSQL knows. The statistics of
 *  `staged_row` are always those of some other import: a join of it with itself took 223 s where it now takes 0.1 s. */
export async function takeStaged(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    create temporary table staged on commit drop as
    select row_number, part, issuer, normal, written, display, values, lists, codes, relations, status, valid_from, valid_to,
           cells
    from staged_row where import_id = ${id}`);
  await tx.execute(sql`analyze staged`);
}

/** What the rows in `staged` say, as the temporary tables that the owners of codes, mappings and source records read;
 *  `version` is that of all its records. */
export async function gatherFacts(
  tx: Tx,
  {
    profile,
    forms,
    version,
  }: { profile: Gathered; forms: ReadonlyMap<string, System>; version: string | null },
): Promise<void> {
  await describeParts(tx, profile, forms);
  await gatherCodes(tx);
  await gatherMappings(tx, profile);
  await gatherRecords(tx, version);
  await tx.execute(sql`create temporary table touched_row (row_number int) on commit drop`);
}

async function describeParts(tx: Tx, { parts }: Gathered, forms: ReadonlyMap<string, System>): Promise<void> {
  const described = parts.map(({ system, says }, part) => ({
    part,
    system,
    system_id: forms.get(system)?.id ?? null,
    domain: says === 'code' ? null : says,
  }));
  await tx.execute(sql`
    create temporary table said_part on commit drop as
    select * from jsonb_to_recordset(${JSON.stringify(described)}::jsonb)
      as part(part smallint, system text, system_id int, domain text)`);
}

/** Codes that the rows are about, with what is said of them, and codes that their records carry, of which nothing is
 *  said but that they are there. A record’s attributes stay with the record. */
async function gatherCodes(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table said_code on commit drop as
    select distinct on (said_part.system_id, issuer, normal) said_part.system_id, issuer, normal, written, display,
           case when said_part.domain is null then values else '{}' end as properties, status, valid_from, valid_to,
           row_number
    from staged join said_part using (part)
    order by said_part.system_id, issuer, normal, row_number`);
  await tx.execute(sql`
    create temporary table carried_code on commit drop as
    select distinct code_system.id as system_id, carried.issuer, carried.code as normal
    from staged
    cross join lateral jsonb_to_recordset(codes) as carried(system text, issuer text, code text)
    join code_system on code_system.key = carried.system
    where codes is not null`);
  await tx.execute(sql`analyze said_code, carried_code`);
}

async function gatherMappings(tx: Tx, { mappings }: Gathered): Promise<void> {
  await tx.execute(sql`
    create temporary table said_mapping on commit drop as
    with stated as (
      select * from jsonb_to_recordset(${JSON.stringify(mappings)}::jsonb)
        as stated("from" smallint, "to" smallint, purpose text, relationship text))
    select distinct on (from_part.system_id, source.issuer, source.normal, to_part.system_id, target.issuer,
                        target.normal, stated.purpose)
           from_part.system_id as from_system, source.issuer as from_issuer, source.normal as from_normal,
           to_part.system_id as to_system, target.issuer as to_issuer, target.normal as to_normal,
           stated.purpose, stated.relationship, source.row_number
    from stated
    join said_part from_part on from_part.part = stated."from"
    join said_part to_part on to_part.part = stated."to"
    join staged source on source.part = stated."from"
    join staged target on target.part = stated."to" and target.row_number = source.row_number
    order by from_part.system_id, source.issuer, source.normal, to_part.system_id, target.issuer, target.normal,
             stated.purpose, source.row_number`);
  await tx.execute(sql`analyze said_mapping`);
}

/** The moment of a source version, which counts its microseconds since 1970 in a double that holds them exactly. */
export const momentOf = (version: SQL): SQL =>
  sql`timestamptz 'epoch' + ${version} * interval '1 microsecond'`;

/** One record for all rows of one key: the first row’s values, everybody’s lists and codes. Its own key leads its codes.
 *  `row_numbers` are the rows that told something of it which no earlier row had. */
async function gatherRecords(tx: Tx, version: string | null): Promise<void> {
  await tx.execute(sql`
    create temporary table said_record on commit drop as
    with row_of as (
      select said_part.part, said_part.domain, said_part.system, issuer, normal, row_number, values, lists, codes,
             relations, valid_from, valid_to
      from staged join said_part using (part) where said_part.domain is not null),
    element_of as (
      select part, issuer, normal, list.key as attribute, item.element, min(row_number) as row_number,
             min(item.place) as place
      from row_of, jsonb_each(lists) as list, jsonb_array_elements(list.value) with ordinality as item(element, place)
      where lists is not null group by part, issuer, normal, list.key, item.element),
    listed as (
      select part, issuer, normal, jsonb_object_agg(attribute, elements) as lists
      from (select part, issuer, normal, attribute, jsonb_agg(element order by row_number, place) as elements
            from element_of group by part, issuer, normal, attribute) attribute_list
      group by part, issuer, normal),
    code_of as (
      select part, issuer, normal, item.code, min(row_number) as row_number
      from row_of, jsonb_array_elements(codes) as item(code)
      where codes is not null group by part, issuer, normal, item.code),
    carried as (
      select part, issuer, normal, jsonb_agg(code order by code) as codes from code_of group by part, issuer, normal),
    relation_row as (
      select part, issuer, normal, row_number, said.relation - 'attributes' - 'lists' as which, said.relation
      from row_of, jsonb_array_elements(relations) as said(relation) where relations is not null),
    relation_first as (
      select distinct on (part, issuer, normal, which) part, issuer, normal, which, row_number,
             relation -> 'attributes' as attributes
      from relation_row order by part, issuer, normal, which, row_number),
    relation_element as (
      select part, issuer, normal, which, list.key as attribute, item.element, min(row_number) as row_number,
             min(item.place) as place
      from relation_row, jsonb_each(relation -> 'lists') as list,
           jsonb_array_elements(list.value) with ordinality as item(element, place)
      group by part, issuer, normal, which, list.key, item.element),
    relation_lists as (
      select part, issuer, normal, which, jsonb_object_agg(attribute, elements) as lists
      from (select part, issuer, normal, which, attribute, jsonb_agg(element order by row_number, place) as elements
            from relation_element group by part, issuer, normal, which, attribute) attribute_list
      group by part, issuer, normal, which),
    related as (
      select part, issuer, normal,
             jsonb_agg(which || jsonb_build_object('attributes', attributes || coalesce(lists, '{}'))
                       order by which) as relations
      from relation_first left join relation_lists using (part, issuer, normal, which)
      group by part, issuer, normal),
    first_row as (
      select distinct on (part, issuer, normal) part, domain, system, issuer, normal, values, row_number, valid_from,
             valid_to
      from row_of order by part, issuer, normal, row_number),
    rows_of as (
      select part, issuer, normal, array_agg(distinct row_number) as row_numbers
      from (select part, issuer, normal, row_number from first_row
            union all select part, issuer, normal, row_number from element_of
            union all select part, issuer, normal, row_number from code_of
            union all select part, issuer, normal, row_number from relation_first
            union all select part, issuer, normal, row_number from relation_element) telling
      group by part, issuer, normal)
    select first_row.domain, first_row.issuer, first_row.normal as key,
           first_row.values || coalesce(listed.lists, '{}') as values,
           jsonb_build_array(jsonb_build_object('system', first_row.system, 'issuer', first_row.issuer,
                                                'code', first_row.normal, 'role', 'KEY'))
             || coalesce(carried.codes, '[]') as codes, coalesce(related.relations, '[]') as relations,
           ${version}::numeric as source_version, ${momentOf(sql`${version}::float8`)} as said_at, first_row.valid_from, first_row.valid_to,
           first_row.row_number, rows_of.row_numbers
    from first_row
    join rows_of using (part, issuer, normal)
    left join listed using (part, issuer, normal)
    left join carried using (part, issuer, normal)
    left join related using (part, issuer, normal)`);
  await tx.execute(sql`analyze said_record`);
}

/** Nothing newer of the record came together with what is late. */
const isSaidByItself = sql`not exists (
  select from said_record newer
  where newer.domain = late.domain and newer.issuer = late.issuer and newer.key = late.key)`;

/** Takes out of `said_code` and `said_mapping` what a delivery says of codes about which its source has said something
 *  later: the codes of records in `late_record`; keys by which another feed of the source has spoken of a record since;
 *  and of one that is older than another already in (`isLate`), whatever its source has said anything of. */
export async function setLateCodesAside(tx: Tx, { source, feed }: Speaker, isLate: boolean): Promise<void> {
  await tx.execute(sql`
    delete from said_mapping said using late_record late join said_part on said_part.domain = late.domain
    where said.from_system = said_part.system_id and said.from_issuer = late.issuer and said.from_normal = late.key
      and ${isSaidByItself}`);
  await tx.execute(sql`
    delete from said_code said using late_record late join said_part on said_part.domain = late.domain
    where said.system_id = said_part.system_id and said.issuer = late.issuer and said.normal = late.key
      and ${isSaidByItself}`);
  await tx.execute(sql`
    delete from said_code said using said_record told join said_part on said_part.domain = told.domain
    where told.said_at is not null and said.system_id = said_part.system_id and said.issuer = told.issuer
      and said.normal = told.key and exists (
        select from code
        join record_code pointer on pointer.code_id = code.id and pointer.role = 'KEY' and pointer.to_change is null
        join source_record other on other.id = pointer.record_id
        join source_record_version word on word.record_id = other.id and word.to_change is null
        where code.system_id = said.system_id and code.issuer = said.issuer and code.normal = said.normal
          and other.source = ${source} and other.feed <> ${feed} and word.said_at > told.said_at offset 0)`);
  if (!isLate) return;
  await tx.execute(sql`
    delete from said_mapping said using code, mapping known
    where code.system_id = said.from_system and code.issuer = said.from_issuer and code.normal = said.from_normal
      and known.from_code = code.id and known.purpose = said.purpose and known.source = ${source}`);
  await tx.execute(sql`
    delete from said_code said using code, code_fact known
    where code.system_id = said.system_id and code.issuer = said.issuer and code.normal = said.normal
      and known.code_id = code.id and known.source = ${source}`);
}
