import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import { kindsThat } from './relation-declarations.js';

/** The kinds of which a record has one a day; held by the database too, as `relation_one_a_day`. */
export const singleKinds = kindsThat(({ cardinality }) => cardinality === 'one');
/** The kinds that never lead in a circle; held by the database too, as `relation_no_circle`. */
export const acyclicKinds = kindsThat(({ acyclic }) => acyclic);
/** The kinds that are drafts until they are approved. */
const approvedKinds = kindsThat(({ approval }) => approval);

const anyOf = (kinds: readonly string[]): SQL => sql`any(${sql.param([...kinds])}::text[])`;

/** The golden records that the code points at by which a row of `relation_statement`, called `statement`, names the
 *  other: an array of uuid. Codes are those of a later layer, which knows. */
export type PointedBy = SQL;

/** Opens the temporary table `gathered_statement (id)` with those statements that an act may have given another standing,
 *  as far as this layer knows: said, ended or approved with it, of source records that it has placed, of golden records
 *  that it has merged or parted. */
export async function gatherTouched(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    create temporary table gathered_statement on commit drop as
    with recursive led as (
      select redirect.golden_id from golden_redirect redirect
      where redirect.from_change = ${changeId} or redirect.to_change = ${changeId}
      union
      select redirect.golden_id from led join golden_redirect redirect on redirect.survivor_id = led.golden_id)
    select id from relation_statement where from_change = ${changeId}
    union select id from relation_statement where to_change = ${changeId}
    union select statement_id from relation_approval where from_change = ${changeId} or to_change = ${changeId}
    union select statement.id from (
        select record_id from membership where from_change = ${changeId}
        union select record_id from membership where to_change = ${changeId}) placed
      cross join lateral (
        select id from relation_statement where relation_statement.record_id = placed.record_id
          and relation_statement.to_change is null offset 0) statement
    union select statement.id from led
      cross join lateral (
        select id from relation_statement where relation_statement.from_golden = led.golden_id
          and relation_statement.to_change is null
        union all
        select id from relation_statement where relation_statement.to_golden = led.golden_id
          and relation_statement.to_change is null offset 0) statement`);
  await tx.execute(sql`create unique index on gathered_statement (id)`);
}

/** Gives the statements of `gathered_statement` their standing. On every day by itself: of a kind of which a record has
 *  one, the word of a person counts, then that of the most trusted source, of equals the newest; of those that would lead
 *  in a circle the one said last gives way. What comes out hangs on what is said and what belongs together alone, not on
 *  the order in which it came to be: undoing a merge gives every relation its standing back. */
export async function believeRelations(tx: Tx, changeId: number, pointed: PointedBy): Promise<void> {
  await tx.execute(sql`
    insert into gathered_statement
    select distinct held.statement_id from relation held
    where held.to_change is null and held.standing = 'CIRCULAR' and held.kind = ${anyOf(acyclicKinds)}
    on conflict do nothing`);
  await openTables(tx);
  await lookUpEnds(tx, pointed);
  await gatherRivals(tx);
  await lookUpEnds(tx, pointed);
  for (;;) {
    await weigh(tx);
    if ((await holdCircles(tx)) === 0) break;
    // One that was not looked at may be the last that was said: it gives way, and its rivals may come in.
    await lookUpEnds(tx, pointed);
    await gatherRivals(tx);
    await lookUpEnds(tx, pointed);
  }
  await writeRelations(tx, changeId);
  await tx.execute(sql`drop table gathered_statement, relation_end, held_days, wanted_relation`);
}

async function openTables(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table relation_end (
      id bigint primary key, kind text, from_domain text, to_domain text, from_golden uuid, to_goldens uuid[],
      is_draft boolean, is_person boolean, rank int, days daterange) on commit drop`);
  await tx.execute(sql`
    create temporary table held_days (id bigint primary key, days datemultirange not null) on commit drop`);
  await tx.execute(sql`
    create temporary table wanted_relation (
      statement_id bigint, kind text, from_domain text, to_domain text, from_golden uuid, to_golden uuid, standing text,
      days daterange) on commit drop`);
  await tx.execute(sql`create index on wanted_relation (from_golden) where standing = 'HOLDS'`);
  await tx.execute(sql`create index on wanted_relation (statement_id)`);
}

/** Where a golden id leads now. */
const survivorOf = (id: SQL): SQL => sql`(
  with recursive way as (
    select ${id} as golden_id, 0 as steps
    union all
    select redirect.survivor_id, way.steps + 1 from way
    join golden_redirect redirect on redirect.golden_id = way.golden_id and redirect.to_change is null)
  select way.golden_id from way order by way.steps desc limit 1)`;

/** The golden records at both ends of those gathered whose ends have not been looked up. */
async function lookUpEnds(tx: Tx, pointed: PointedBy): Promise<void> {
  await tx.execute(sql`analyze gathered_statement`);
  await tx.execute(sql`
    insert into relation_end
    select statement.id, statement.kind, statement.from_domain, statement.to_domain,
           case when statement.record_id is null then ${survivorOf(sql`statement.from_golden`)}
                else (select membership.golden_id from membership
                      where membership.record_id = statement.record_id and membership.to_change is null) end,
           case when statement.to_golden is null then ${pointed}
                else array[${survivorOf(sql`statement.to_golden`)}] end,
           statement.kind = ${anyOf(approvedKinds)} and not exists (
             select from relation_approval approval
             where approval.statement_id = statement.id and approval.to_change is null),
           statement.record_id is null,
           (select system.rank from source_record record join source_system system on system.key = record.source
            where record.id = statement.record_id),
           daterange(statement.valid_from, statement.valid_to)
    from gathered_statement gathered
    cross join lateral (
      select * from relation_statement where relation_statement.id = gathered.id
        and relation_statement.to_change is null offset 0) statement
    where not exists (select from relation_end done where done.id = gathered.id)`);
  await tx.execute(sql`analyze relation_end`);
}

/** Statements that speak of the same as those gathered did or do, where only one of them holds on a day. */
async function gatherRivals(tx: Tx): Promise<void> {
  await tx.execute(sql`
    insert into gathered_statement
    select distinct rival.statement_id from (
      select kind, from_golden from relation_end where from_golden is not null and kind = ${anyOf(singleKinds)}
      union
      select was.kind, was.from_golden from gathered_statement gathered
      cross join lateral (
        select kind, from_golden from relation where relation.statement_id = gathered.id
          and relation.to_change is null offset 0) was
      where was.from_golden is not null and was.kind = ${anyOf(singleKinds)}) spoken
    cross join lateral (
      select statement_id from relation where relation.from_golden = spoken.from_golden
        and relation.kind = spoken.kind and relation.to_change is null offset 0) rival
    on conflict do nothing`);
}

/** What every gathered statement comes to, but for circles that have not been found yet. */
async function weigh(tx: Tx): Promise<void> {
  await tx.execute(sql`truncate wanted_relation`);
  await tx.execute(sql`
    insert into wanted_relation
    with judged as (
      select told.*, told.to_goldens[1] as to_golden, case
          when from_golden is null or coalesce(cardinality(to_goldens), 0) = 0 then 'WAITING'
          when cardinality(to_goldens) > 1 then 'AMBIGUOUS'
          when from_golden = to_goldens[1] then 'SAME_RECORD'
          when is_draft then 'DRAFT' end as fault
      from relation_end told),
    candidate as (
      select judged.*, datemultirange(judged.days) - coalesce(held.days, '{}') as free
      from judged left join held_days held using (id) where fault is null),
    competing as (
      select candidate.*, case when kind = ${anyOf(singleKinds)} then coalesce(range_agg(free) over (
          partition by kind, from_golden order by is_person desc, rank, id desc
          rows between unbounded preceding and 1 preceding), '{}') else '{}' end as taken
      from candidate)
    select id, kind, from_domain, to_domain, from_golden,
           case when fault in ('WAITING', 'AMBIGUOUS') then null else to_golden end, fault, days
    from judged where fault is not null
    union all
    select id, kind, from_domain, to_domain, from_golden, to_golden, 'HOLDS', piece
    from competing cross join lateral unnest(free - taken) as piece
    union all
    select id, kind, from_domain, to_domain, from_golden, to_golden, 'OUTWEIGHED', piece
    from competing cross join lateral unnest(free * taken) as piece
    union all
    select id, kind, from_domain, to_domain, from_golden, to_golden, 'CIRCULAR', piece
    from judged join held_days held using (id) cross join lateral unnest(held.days * datemultirange(judged.days)) as piece
    where fault is null`);
  await tx.execute(sql`analyze wanted_relation`);
}

/** Finds the circles that would close, and holds in each, on its days, the statement that was said last. One whose circle
 *  holds another that gives way itself is left for the next turn: it may not close any more. Returns how many it held. */
async function holdCircles(tx: Tx): Promise<number> {
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive way as (
      select wanted.kind, wanted.from_golden as bottom, wanted.to_golden as place, wanted.days,
             array[wanted.statement_id] as path
      from wanted_relation wanted where wanted.standing = 'HOLDS' and wanted.kind = ${anyOf(acyclicKinds)}
      union all
      select way.kind, way.bottom, up.to_golden, way.days * up.days, way.path || up.statement_id
      from way cross join lateral (
        select wanted.statement_id, wanted.to_golden, wanted.days from wanted_relation wanted
        where wanted.from_golden = way.place and wanted.kind = way.kind and wanted.standing = 'HOLDS'
        union all
        select held.statement_id, held.to_golden, daterange(held.valid_from, held.valid_to) from relation held
        where held.from_golden = way.place and held.kind = way.kind and held.to_change is null
          and held.standing = 'HOLDS'
          and not exists (select from gathered_statement gathered where gathered.id = held.statement_id)) up
      where way.place <> way.bottom and up.days && way.days and up.statement_id <> all(way.path)),
    circle as materialized (
      select way.days, way.path, (select max(id) from unnest(way.path) as member(id)) as last
      from way where way.place = way.bottom),
    held as (
      select circle.last as id, range_agg(circle.days) as days from circle
      where not exists (
        select from circle other where other.last = any(circle.path) and other.last <> circle.last
          and other.days && circle.days)
      group by circle.last)
    insert into held_days select id, days from held
    on conflict (id) do update set days = held_days.days + excluded.days
    returning id`);
  if (rows.length === 0) return 0;
  await tx.execute(sql`
    insert into gathered_statement select id from held_days on conflict do nothing`);
  return rows.length;
}

/** Ends the rows that are believed no longer, and begins those that are. */
async function writeRelations(tx: Tx, changeId: number): Promise<void> {
  const isAlike = sql`
    (live.standing, live.valid_from, live.valid_to) = (wanted.standing, lower(wanted.days), upper(wanted.days))
    and (live.from_golden, live.to_golden) is not distinct from (wanted.from_golden, wanted.to_golden)`;
  await tx.execute(sql`
    with over as materialized (
      select live.id from gathered_statement gathered
      cross join lateral (
        select * from relation where relation.statement_id = gathered.id and relation.to_change is null offset 0) live
      where not exists (
        select from wanted_relation wanted where wanted.statement_id = live.statement_id and ${isAlike}))
    update relation set to_change = ${changeId} from over where relation.id = over.id`);
  await tx.execute(sql`
    insert into relation (statement_id, kind, from_domain, to_domain, from_golden, to_golden, standing, valid_from,
                          valid_to, from_change)
    select wanted.statement_id, wanted.kind, wanted.from_domain, wanted.to_domain, wanted.from_golden,
           wanted.to_golden, wanted.standing, lower(wanted.days), upper(wanted.days), ${changeId}
    from wanted_relation wanted
    where not exists (
      select from (select * from relation where relation.statement_id = wanted.statement_id
                     and relation.to_change is null offset 0) live where ${isAlike})
    order by wanted.statement_id, wanted.days`);
}
