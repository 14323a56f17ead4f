import { type SQL, sql } from 'drizzle-orm';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import type { Tx } from '../platform/db/db.js';

/** Every attribute whose values are taken together instead of one winning, with its domain. */
const unions: readonly { domain: string; attribute: string }[] = Object.values(domainDeclarations).flatMap(
  ({ domain, attributes }) =>
    Object.entries(attributes)
      .filter(([, { survivorship }]) => survivorship === 'union')
      .map(([attribute]) => ({ domain, attribute })),
);

/** The first of a domain’s name attributes that has a value, in SQL: what `nameOf` says of one record. */
const nameInSql: SQL = sql.join(
  [
    sql`case built.domain`,
    ...Object.values(domainDeclarations).map(
      ({ domain, name }) =>
        sql`when ${domain} then coalesce(${sql.join(
          name.map((attribute) => sql`nullif(built.values ->> ${attribute}, '')`),
          sql`, `,
        )})`,
    ),
    sql`end`,
  ],
  sql` `,
);

const longestName = 255;

/** Believes anew what the golden records in the temporary table `touched_golden (golden_id)` are: for each attribute the
 *  word of the most trusted source, of equals the newest; of attributes that are taken together, everybody’s. Every
 *  value keeps the source versions it came from. A golden record that comes out as it was gets no new version; one that
 *  has lost its last source record is believed no longer, though its id stays. What the hub holds of them is looked up one
 *  by one (`offset 0` keeps it so), however many golden records there are. */
export async function rebuildGoldenRecords(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    create temporary table rebuilt on commit drop as
    with member as (
      select distinct membership.golden_id, membership.domain, record.key, version.id as version_id, version.values,
             source_system.rank, version.from_change
      from touched_golden
      cross join lateral (
        select golden_id, domain, record_id from membership
        where golden_id = touched_golden.golden_id and to_change is null offset 0) membership
      cross join lateral (
        select id, key, source from source_record where id = membership.record_id offset 0) record
      join source_system on source_system.key = record.source
      cross join lateral (
        select id, values, from_change from source_record_version
        where record_id = record.id and to_change is null offset 0) version),
    together as (
      select * from jsonb_to_recordset(${JSON.stringify(unions)}::jsonb) as together(domain text, attribute text)),
    said as (
      select member.golden_id, attribute.key as attribute, attribute.value, member.version_id, member.rank,
             member.from_change, together.attribute is not null as is_union
      from member
      cross join lateral jsonb_each(member.values) as attribute
      left join together on together.domain = member.domain and together.attribute = attribute.key),
    won as (
      (select distinct on (golden_id, attribute) golden_id, attribute, value, jsonb_build_array(version_id) as winners
       from said where not is_union
       order by golden_id, attribute, rank, from_change desc, version_id)
      union all
      select golden_id, attribute, jsonb_agg(distinct element), jsonb_agg(distinct version_id)
      from said cross join lateral jsonb_array_elements(value) as item(element)
      where is_union group by golden_id, attribute),
    built as (
      select member.golden_id, member.domain, min(member.key) as key, coalesce(said.values, '{}') as values,
             coalesce(said.winners, '{}') as winners
      from member
      left join (select golden_id, jsonb_object_agg(attribute, value) as values,
                        jsonb_object_agg(attribute, winners) as winners from won group by golden_id) said
        on said.golden_id = member.golden_id
      group by member.golden_id, member.domain, said.values, said.winners),
    named as (
      select golden_id, domain, left(coalesce(${nameInSql}, key), ${longestName}::int) as name, values, winners
      from built)
    select named.*, live.id as live_version from named
    left join lateral (
      select id, name, values, winners from golden_version
      where golden_id = named.golden_id and to_change is null offset 0) live on true
    where (live.name, live.values, live.winners) is distinct from (named.name, named.values, named.winners)`);
  await endEmptied(tx, changeId);
  await tx.execute(sql`analyze rebuilt`);
  await tx.execute(sql`
    update golden_version set to_change = ${changeId} from rebuilt where golden_version.id = rebuilt.live_version`);
  await tx.execute(sql`
    insert into golden_version (golden_id, domain, name, values, winners, from_change)
    select golden_id, domain, name, values, winners, ${changeId} from rebuilt order by domain, name, golden_id`);
  await tx.execute(sql`drop table rebuilt`);
}

async function endEmptied(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    update golden_version set to_change = ${changeId} from touched_golden touched
    where golden_version.golden_id = touched.golden_id and golden_version.to_change is null
      and not exists (select from membership
                      where membership.golden_id = touched.golden_id and membership.to_change is null offset 0)`);
}
