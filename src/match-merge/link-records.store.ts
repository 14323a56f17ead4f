import { sql } from 'drizzle-orm';
import { lookUpCarried, pointCodes } from '../crosswalk/record-code.store.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import type { Tx } from '../platform/db/db.js';

export interface Linking {
  readonly source: string;
  /** The source is a registry: every key is another thing, so none of its records share a golden record. */
  readonly distinct: boolean;
  readonly changeId: number;
}

const mostRounds = 50;

/** What each domain’s identifiers may decide; a source’s own key is as strong as any. */
const strengths = Object.values(domainDeclarations).flatMap(({ domain, identifiers }) =>
  identifiers.map(({ system, strength }) => ({ domain, system, strength })),
);

/** Gives every record of the temporary table `fresh_record (record_id, version_id, domain, place)` its golden record, by
 *  certain evidence only, and leaves `touched_golden (golden_id)`.
 *
 *  All strong codes of a record that point anywhere must have exactly one golden record in common: it is linked to that.
 *  None or several in common, or a base GTIN that differs from the golden record’s, is a conflict for a person. A record
 *  of which no strong code points is linked by manufacturer and catalog number where the pair names exactly one golden
 *  record whose base GTIN does not differ. All others found one.
 *
 *  Records of one delivery may share codes with each other, so this goes in rounds: whoever is pointed at is linked;
 *  when nobody is, those found that share no code with an earlier one still open. Two that would go to different golden
 *  records though they share a code go one after the other, so that the second sees the conflict. */
export async function linkFreshRecords(tx: Tx, linking: Linking): Promise<void> {
  await openRecords(tx);
  await lookUpCarried(tx);
  await freshCodes(tx);
  await keepPlaces(tx, linking);
  for (let round = 1; (await openCount(tx)) > 0; round++) {
    if (round > mostRounds) {
      await holdRest(tx, linking.changeId);
      break;
    }
    const settled = (await propose(tx, linking)) + (await settle(tx, linking.changeId));
    if (settled === 0) await found(tx, linking);
  }
  await touchGolden(tx);
  await tx.execute(sql`drop table open_record, carried, fresh_code, proposal, pointing_record`);
}

async function openRecords(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table open_record on commit drop as
    select fresh.record_id, fresh.domain, fresh.place, live.golden_id as place_of, live.basis, false as settled
    from fresh_record fresh
    left join membership live on live.record_id = fresh.record_id and live.to_change is null`);
  await tx.execute(sql`create unique index on open_record (record_id)`);
  await tx.execute(sql`create index on open_record (place) where not settled`);
  await tx.execute(sql`analyze open_record`);
  await tx.execute(sql`create temporary table pointing_record (record_id bigint) on commit drop`);
  await tx.execute(sql`
    create temporary table proposal (
      record_id bigint, golden_id uuid, basis text, kind text, candidates uuid[]) on commit drop`);
}

/** The codes that may decide: strong ones and catalog numbers. */
async function freshCodes(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table fresh_code on commit drop as
    with strength as (
      select * from jsonb_to_recordset(${JSON.stringify(strengths)}::jsonb)
        as strength(domain text, system text, strength text))
    select distinct fresh.record_id, fresh.place, fresh.domain, carried.code_id, carried.role = 'KEY' as is_key,
           carried.system = 'gtin' and carried.role = 'BASE' as is_base,
           carried.role = 'KEY' or strength.strength = 'strong' as is_strong
    from fresh_record fresh
    join carried on carried.record_id = fresh.record_id
    left join strength on strength.domain = fresh.domain and strength.system = carried.system
    where carried.role = 'KEY' or strength.strength is not null`);
  await tx.execute(sql`create index on fresh_code (record_id)`);
  await tx.execute(sql`create index on fresh_code (code_id)`);
  await tx.execute(sql`analyze fresh_code`);
}

/** Golden records that strong codes of open records point at, other than through the record itself. Their domain is looked
 *  up one by one: joined, PostgreSQL with the statistics of an empty table paired all records of the domain first, and
 *  700 rows took 3 s instead of 0.02 s. */
const pointers = (distinct: boolean, source: string, placed: boolean) => sql`
  select distinct fresh_code.record_id, fresh_code.code_id, live.golden_id
  from open_record
  join fresh_code on fresh_code.record_id = open_record.record_id
  join record_code live on live.code_id = fresh_code.code_id and live.to_change is null
    and live.record_id <> fresh_code.record_id
  where not open_record.settled and (open_record.place_of is not null) = ${placed}::boolean
    and open_record.domain = (select golden_record.domain from golden_record where golden_record.id = live.golden_id)
    and ${distinct ? notAnother(source) : sql`true`}`;

/** A registry’s record never goes where another of its records is. */
const notAnother = (source: string) => sql`not exists (
  select from membership other join source_record other_record on other_record.id = other.record_id
  join source_record mine on mine.id = open_record.record_id
  where other.golden_id = live.golden_id and other.to_change is null and other_record.source = ${source}
    and other_record.key <> mine.key)`;

/** A record that has its place keeps it, unless a person would have to say otherwise: its strong codes now point
 *  elsewhere. */
async function keepPlaces(tx: Tx, { source, distinct, changeId }: Linking): Promise<void> {
  const [any] = await tx.execute(sql`select from open_record where place_of is not null limit 1`);
  if (!any) return;
  await tx.execute(sql`
    with pointer as (${pointers(distinct, source, true)}),
    strong as (
      select pointer.* from pointer join fresh_code using (record_id, code_id) where fresh_code.is_strong),
    counted as (select record_id, count(distinct code_id) as codes from strong group by record_id),
    common as (
      select strong.record_id, strong.golden_id from strong join counted using (record_id)
      group by strong.record_id, strong.golden_id, counted.codes having count(distinct strong.code_id) = counted.codes)
    insert into proposal (record_id, golden_id, basis, kind, candidates)
    select open_record.record_id, open_record.place_of, open_record.basis,
           case when open_record.basis <> 'PERSON' and counted.record_id is not null and not exists (
                  select from common where common.record_id = open_record.record_id
                    and common.golden_id = open_record.place_of) then 'MOVED' end,
           (select array_agg(distinct golden_id) from strong where strong.record_id = open_record.record_id)
    from open_record left join counted using (record_id) where open_record.place_of is not null`);
  await openConflicts(tx, changeId);
  await tx.execute(sql`
    insert into pointing_record select record_id from proposal where kind is null`);
  await pointCodes(tx, changeId);
  await endConflicts(tx, changeId);
  await tx.execute(sql`update open_record set settled = true where place_of is not null`);
  await tx.execute(sql`truncate proposal, pointing_record`);
}

/** Works out where each open record goes by what points now; returns how many it found in conflict, which it settles. */
async function propose(tx: Tx, { source, distinct, changeId }: Linking): Promise<number> {
  await tx.execute(sql`truncate proposal, pointing_record`);
  await tx.execute(sql`drop table if exists pointer`);
  await tx.execute(sql`
    create temporary table pointer on commit drop as
    with found as (${pointers(distinct, source, false)})
    select found.record_id, found.code_id, found.golden_id, bool_or(fresh_code.is_strong) as is_strong,
           bool_or(fresh_code.is_key) as is_key
    from found join fresh_code using (record_id, code_id) group by 1, 2, 3`);
  await tx.execute(sql`create index on pointer (record_id)`);
  await tx.execute(sql`analyze pointer`);
  await tx.execute(sql`
    insert into proposal (record_id, golden_id, basis, kind, candidates)
    with counted as (
      select record_id, count(distinct code_id) as codes, array_agg(distinct golden_id) as candidates,
             bool_or(is_key) as by_key
      from pointer where is_strong group by record_id),
    common as (
      select pointer.record_id, min(pointer.golden_id::text)::uuid as golden_id, count(*) as goldens
      from (select record_id, golden_id, count(distinct code_id) as codes from pointer where is_strong
            group by record_id, golden_id) pointer
      join counted on counted.record_id = pointer.record_id and counted.codes = pointer.codes
      group by pointer.record_id)
    select counted.record_id, common.golden_id, case when counted.by_key then 'KEY' else 'IDENTIFIER' end,
           case when common.goldens is null then 'NO_COMMON_RECORD'
                when common.goldens > 1 then 'SEVERAL_RECORDS'
                when ${differsInBase(sql`counted.record_id`, sql`common.golden_id`)} then 'DIFFERENT_GTIN'
                ${distinct ? sql`when count(*) over (partition by common.golden_id) > 1 then 'SEVERAL_RECORDS'` : sql``} end,
           counted.candidates
    from counted left join common using (record_id)`);
  await proposeByPair(tx, distinct);
  const conflicts = await openConflicts(tx, changeId);
  await tx.execute(sql`
    update open_record set settled = true from proposal
    where proposal.record_id = open_record.record_id and proposal.kind is not null`);
  await tx.execute(sql`delete from proposal where kind is not null`);
  return conflicts;
}

/** By manufacturer and catalog number, for records of which no strong code points anywhere. */
async function proposeByPair(tx: Tx, distinct: boolean): Promise<void> {
  await tx.execute(sql`
    insert into proposal (record_id, golden_id, basis)
    select paired.record_id, paired.golden_id, 'CATALOG_NUMBER'
    from (select record_id, min(golden_id::text)::uuid as golden_id from pointer
          where record_id not in (select record_id from pointer where is_strong)
          group by record_id having count(distinct golden_id) = 1) paired
    where not ${differsInBase(sql`paired.record_id`, sql`paired.golden_id`)}
      ${distinct ? sql`and not ${sharesItsPair}` : sql``}`);
}

/** Two devices of a registry with one catalog number: it names neither. */
const sharesItsPair = sql`exists (
  select from fresh_code mine join fresh_code other on other.code_id = mine.code_id and other.record_id <> mine.record_id
  where mine.record_id = paired.record_id and not mine.is_strong)`;

/** Both have a base GTIN and the record’s is none of the golden record’s numbers: two different things. */
const differsInBase = (record: ReturnType<typeof sql>, golden: ReturnType<typeof sql>) => sql`(
  exists (select from fresh_code base where base.record_id = ${record} and base.is_base)
  and exists (select from record_code live join code on code.id = live.code_id
              join code_system on code_system.id = code.system_id and code_system.key = 'gtin'
              where live.golden_id = ${golden} and live.to_change is null and live.role = 'BASE')
  and not exists (select from fresh_code base join record_code live on live.code_id = base.code_id
                  and live.golden_id = ${golden} and live.to_change is null
                  where base.record_id = ${record} and base.is_base))`;

/** Links who was proposed a golden record, but for those who share a strong code with an earlier one that goes
 *  elsewhere. */
async function settle(tx: Tx, changeId: number): Promise<number> {
  await tx.execute(sql`
    insert into pointing_record
    select proposal.record_id from proposal where not exists (
      select from fresh_code mine
      join fresh_code other on other.code_id = mine.code_id and other.place < mine.place and other.is_strong
      join proposal earlier on earlier.record_id = other.record_id and earlier.golden_id <> proposal.golden_id
      where mine.record_id = proposal.record_id and mine.is_strong)`);
  const linked = await tx.execute(sql`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    select proposal.record_id, proposal.golden_id, open_record.domain, proposal.basis, ${changeId}
    from pointing_record join proposal using (record_id) join open_record using (record_id)
    order by open_record.place returning record_id`);
  if (linked.length > 0) await afterSettling(tx, changeId);
  return linked.length;
}

/** Founds golden records for those open that share no code with an earlier open one; of a registry, for all. */
async function found(tx: Tx, { distinct, changeId }: Linking): Promise<void> {
  await tx.execute(sql`truncate pointing_record`);
  await tx.execute(sql`
    insert into pointing_record
    select record_id from open_record where not settled and ${
      distinct
        ? sql`true`
        : sql`not exists (
      select from fresh_code mine
      join fresh_code other on other.code_id = mine.code_id and other.place < mine.place
        and other.domain = mine.domain
      join open_record earlier on earlier.record_id = other.record_id and not earlier.settled
      where mine.record_id = open_record.record_id)`
    }`);
  await tx.execute(sql`
    with founder as (
      select record_id, domain, gen_random_uuid() as golden_id from pointing_record join open_record using (record_id)
      order by place),
    founded as (
      insert into golden_record (id, domain, from_change) select golden_id, domain, ${changeId} from founder)
    insert into membership (record_id, golden_id, domain, basis, from_change)
    select record_id, golden_id, domain, 'FOUNDED', ${changeId} from founder`);
  await afterSettling(tx, changeId);
}

async function afterSettling(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`analyze pointing_record`);
  await pointCodes(tx, changeId);
  await endConflicts(tx, changeId);
  await tx.execute(sql`
    update open_record set settled = true from pointing_record
    where pointing_record.record_id = open_record.record_id`);
}

/** Opens a conflict for each proposal that is one, unless the open one of the record says the same; returns how many
 *  proposals are conflicts. */
async function openConflicts(tx: Tx, changeId: number): Promise<number> {
  await tx.execute(sql`
    update link_conflict set to_change = ${changeId}, triage = 'pending' from proposal
    where link_conflict.record_id = proposal.record_id and link_conflict.to_change is null and proposal.kind is not null
      and (link_conflict.kind, link_conflict.candidates) is distinct from (proposal.kind, coalesce(proposal.candidates, '{}'))`);
  await tx.execute(sql`
    insert into link_conflict (record_id, kind, candidates, from_change)
    select record_id, kind, coalesce(candidates, '{}'), ${changeId} from proposal
    where kind is not null and not exists (
      select from link_conflict live where live.record_id = proposal.record_id and live.to_change is null)`);
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from proposal where kind is not null`,
  );
  return row?.n ?? 0;
}

async function endConflicts(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    update link_conflict set to_change = ${changeId}, triage = 'pending' from pointing_record
    where link_conflict.record_id = pointing_record.record_id and link_conflict.to_change is null`);
}

async function openCount(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from open_record where not settled`,
  );
  return row?.n ?? 0;
}

async function holdRest(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`truncate proposal`);
  await tx.execute(sql`
    insert into proposal (record_id, kind) select record_id, 'ENTANGLED' from open_record where not settled`);
  await openConflicts(tx, changeId);
}

/** The golden records of fresh records that have a place. */
async function touchGolden(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table touched_golden on commit drop as
    select distinct membership.golden_id from open_record
    join membership on membership.record_id = open_record.record_id and membership.to_change is null`);
  await tx.execute(sql`analyze touched_golden`);
}
