import { type SQL, sql } from 'drizzle-orm';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import type { Tx } from '../platform/db/db.js';
import { endCaughtUp } from './end-caught-up.store.js';
import { type DomainRule, standingRules } from './standing-rules.queries.js';
import { personSource } from './survivorship.js';

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

/** Believes anew what the golden records in the temporary table `touched_golden (golden_id)` are, by the rules that
 *  `believe` states. Every value keeps the source versions it came from. A golden record that comes out as it was gets
 *  no new version; one that has lost its last source record is believed no longer, though its id stays. Overrides that
 *  the sources have caught up with end, unless they are to be kept: by what sources say they end, not by what people
 *  decide, which can be undone. Returns how many came out otherwise. */
export async function rebuildGoldenRecords(
  tx: Tx,
  changeId: number,
  { keepOverrides = false }: { keepOverrides?: boolean } = {},
): Promise<number> {
  const rules = await standingRules(tx);
  if (!keepOverrides) await endCaughtUp(tx, rules, changeId);
  await gatherRebuilt(tx, rules);
  await endEmptied(tx, changeId);
  await tx.execute(sql`analyze rebuilt`);
  await tx.execute(sql`
    update golden_version set to_change = ${changeId} from rebuilt where golden_version.id = rebuilt.live_version`);
  const [row] = await tx.execute<{ n: number }>(sql`
    with written as (
      insert into golden_version (golden_id, domain, name, values, winners, from_change)
      select golden_id, domain, name, values, winners, ${changeId} from rebuilt order by domain, name, golden_id
      returning 1)
    select count(*)::int as n from written`);
  await tx.execute(sql`drop table rebuilt`);
  return row?.n ?? 0;
}

/** Makes the temporary table `rebuilt (golden_id, domain, name, values, winners, live_version)`: those of `touched_golden`
 *  of which these rules believe something else than the hub does. Writes nothing else. What the hub holds of them is
 *  looked up one by one (`offset 0` keeps it so), however many golden records there are; an attribute without a rule goes
 *  the short way, and most have none. */
export async function gatherRebuilt(tx: Tx, rules: readonly DomainRule[]): Promise<void> {
  await tx.execute(sql`
    create temporary table rebuilt on commit drop as
    with member as (
      select distinct membership.golden_id, membership.domain, record.key, record.source, version.id as version_id,
             version.values, source_system.rank, version.said_at, version.from_change,
             record.source = ${personSource} as is_person
      from touched_golden
      cross join lateral (
        select golden_id, domain, record_id from membership
        where golden_id = touched_golden.golden_id and to_change is null offset 0) membership
      cross join lateral (
        select id, key, source from source_record where id = membership.record_id offset 0) record
      join source_system on source_system.key = record.source
      cross join lateral (
        select id, values, said_at, from_change from source_record_version
        where record_id = record.id and to_change is null offset 0) version),
    rule as (
      select * from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb)
        as rule(domain text, attribute text, strategy text, sources text[], "movesWith" text)),
    said as (
      select member.golden_id, attribute.key as attribute, attribute.value, member.version_id, member.source,
             member.rank, member.said_at, member.from_change, member.is_person, rule.strategy, rule.sources,
             coalesce(rule."movesWith", attribute.key) as moves,
             case when rule.strategy = 'completeness'
                  then (select count(*) from jsonb_object_keys(member.values)) end as filled
      from member
      cross join lateral jsonb_each(member.values) as attribute
      left join rule on rule.domain = member.domain and rule.attribute = attribute.key),
    of_person as (
      select distinct on (golden_id, attribute) golden_id, attribute, value, jsonb_build_array(version_id) as winners
      from said where is_person and strategy is not null
      order by golden_id, attribute, rank, said_at desc, from_change desc, version_id),
    claim as (
      select golden_id, moves, version_id, source, rank, said_at, from_change, strategy, sources, filled,
             count(*) as said_of, jsonb_object_agg(attribute, value) as spoken
      from said where strategy <> 'union' and not is_person
      group by golden_id, moves, version_id, source, rank, said_at, from_change, strategy, sources, filled),
    counted as (
      select *, case when strategy = 'frequency'
                     then count(*) over (partition by golden_id, moves, spoken) end as alike from claim),
    chosen as (
      select distinct on (golden_id, moves) golden_id, version_id, spoken from counted
      order by golden_id, moves,
               case strategy when 'priority' then coalesce(array_position(sources, source), cardinality(sources) + 1)
                             when 'recency' then -extract(epoch from said_at)
                             when 'frequency' then -alike
                             when 'completeness' then -said_of end,
               -coalesce(filled, 0), rank, said_at desc, from_change desc, version_id),
    of_sources as (
      select chosen.golden_id, spoken.key as attribute, spoken.value,
             jsonb_build_array(chosen.version_id) as winners
      from chosen cross join lateral jsonb_each(chosen.spoken) as spoken
      union all
      select golden_id, attribute, jsonb_agg(distinct element), jsonb_agg(distinct version_id)
      from said cross join lateral jsonb_array_elements(value) as item(element)
      where strategy = 'union' and not is_person
      group by golden_id, attribute),
    won as (
      (select distinct on (golden_id, attribute) golden_id, attribute, value, jsonb_build_array(version_id) as winners
       from said where strategy is null
       order by golden_id, attribute, is_person desc, rank, said_at desc, from_change desc, version_id)
      union all
      select golden_id, attribute, value, winners from of_person
      union all
      select golden_id, attribute, value, winners from of_sources
      where not exists (
        select from of_person where of_person.golden_id = of_sources.golden_id
          and of_person.attribute = of_sources.attribute)),
    built as (
      select member.golden_id, member.domain, min(member.key) filter (where not member.is_person) as key,
             coalesce(said.values, '{}') as values, coalesce(said.winners, '{}') as winners
      from member
      left join (select golden_id, jsonb_object_agg(attribute, value) as values,
                        jsonb_object_agg(attribute, winners) as winners from won group by golden_id) said
        on said.golden_id = member.golden_id
      group by member.golden_id, member.domain, said.values, said.winners
      having not bool_and(member.is_person)),
    named as (
      select golden_id, domain, left(coalesce(${nameInSql}, key), ${longestName}::int) as name, values, winners
      from built)
    select named.*, live.id as live_version from named
    left join lateral (
      select id, name, values, winners from golden_version
      where golden_id = named.golden_id and to_change is null offset 0) live on true
    where (live.name, live.values, live.winners) is distinct from (named.name, named.values, named.winners)`);
}

async function endEmptied(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    update golden_version set to_change = ${changeId} from touched_golden touched
    where golden_version.golden_id = touched.golden_id and golden_version.to_change is null
      and not exists (select from membership
                      where membership.golden_id = touched.golden_id and membership.to_change is null offset 0)`);
}
