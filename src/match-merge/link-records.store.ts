import { type SQL, sql } from 'drizzle-orm';
import { lookUpCarried, pointCodes } from '../crosswalk/record-code.store.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import type { Tx } from '../platform/db/db.js';
import { anyJudgedApart, isJudgedApart } from './judgement.store.js';

export interface Linking {
  readonly source: string;
  /** The source is a registry: every key is another thing, so none of its records share a golden record. */
  readonly distinct: boolean;
  readonly changeId: number;
}

const mostRounds = 50;

/** What is told of linking while it goes on. */
interface Round extends Linking {
  /** People have said of some records that they are different things. */
  readonly judged: boolean;
}

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
 *  record whose base GTIN does not differ, and no other record of the delivery with that pair is another thing. All
 *  others found one. A record that has its place keeps it.
 *
 *  Records of one delivery may share codes with each other, so this goes in rounds: whoever is pointed at is linked;
 *  when nobody is, those found that share no code with an earlier one still open. Two that would go to different golden
 *  records though they share a code, or to the same with different base GTINs, go one after the other, so that the
 *  second sees the conflict. */
export async function linkFreshRecords(tx: Tx, delivery: Linking): Promise<void> {
  const linking = { ...delivery, judged: await anyJudgedApart(tx) };
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
  await tx.execute(sql`create index on proposal (record_id)`);
  await tx.execute(sql`create index on proposal (golden_id)`);
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
  // Rows of one file that give a catalog number to several base GTINs: it tells nothing.
  await tx.execute(sql`
    delete from fresh_code where not is_strong and code_id in (
      select pair.code_id from fresh_code pair join fresh_code base on base.record_id = pair.record_id and base.is_base
      where not pair.is_strong group by pair.code_id having count(distinct base.code_id) > 1)`);
  await tx.execute(sql`create index on fresh_code (record_id)`);
  await tx.execute(sql`create index on fresh_code (code_id)`);
  await tx.execute(sql`analyze fresh_code`);
}

/** Golden records that codes of open records point at, other than through the record itself; none to which belongs what a
 *  person has said to be another thing. Strong codes of a registry’s
 *  record point at nothing that is another of its records. Code by code, for a code may be that of thousands; and the
 *  domain is looked up one by one: joined, PostgreSQL with the statistics of an empty table paired all records of the
 *  domain first, and 700 rows took 3 s instead of 0.02 s. */
const pointers = ({ distinct, source, judged }: Round, which: SQL) => sql`
  with asked as materialized (
    select distinct fresh_code.code_id from open_record join fresh_code using (record_id)
    where not open_record.settled and ${which}),
  live as materialized (
    select asked.code_id, pointing.* from asked cross join lateral (
      select record_code.golden_id, min(record_code.record_id) as first_record, max(record_code.record_id) as last_record
      from record_code where record_code.code_id = asked.code_id and record_code.to_change is null
      group by record_code.golden_id) pointing)
  select distinct fresh_code.record_id, fresh_code.code_id, live.golden_id
  from open_record
  join fresh_code on fresh_code.record_id = open_record.record_id
  join live on live.code_id = fresh_code.code_id
    and (live.first_record <> fresh_code.record_id or live.last_record <> fresh_code.record_id)
  where not open_record.settled and ${which}
    and open_record.domain = (select golden_record.domain from golden_record where golden_record.id = live.golden_id)
    and ${
      distinct
        ? sql`(not fresh_code.is_strong or ${isNotAnother(source, sql`open_record.record_id`, sql`live.golden_id`)})`
        : sql`true`
    } and ${judged ? sql`not ${isJudgedApart(sql`open_record.record_id`, sql`live.golden_id`)}` : sql`true`}`;

/** A registry’s record never goes where another of its records is, unless one of its own key is there too. */
const isNotAnother = (source: string, record: SQL, golden: SQL) => sql`(
  not ${holdsOfRegistry(source, record, golden, sql`<>`)} or ${holdsOfRegistry(source, record, golden, sql`=`)})`;

/** The golden record holds a record of the registry, of the same key (=) or of another (<>). */
const holdsOfRegistry = (source: string, record: SQL, golden: SQL, same: SQL) => sql`exists (
  select from membership other join source_record other_record on other_record.id = other.record_id
  join source_record mine on mine.id = ${record}
  where other.golden_id = ${golden} and other.to_change is null and other_record.source = ${source}
    and (other_record.issuer, other_record.key) ${same} (mine.issuer, mine.key))`;

/** A record that has its place keeps it, and its codes point there, unless a person would have to say otherwise: its
 *  strong codes now point elsewhere, or its base GTIN is none of what the others there say. Then its codes stay as they
 *  were. Of two with another place that share a strong code, the second sees what the first now says. */
async function keepPlaces(tx: Tx, linking: Round): Promise<void> {
  const { changeId } = linking;
  for (let round = 1; (await openCount(tx, sql`place_of is not null`)) > 0; round++) {
    if (round > mostRounds) {
      await holdRest(tx, changeId, sql`place_of is not null`);
      return;
    }
    await keepThoseInTurn(tx, linking);
  }
}

async function keepThoseInTurn(tx: Tx, linking: Round): Promise<void> {
  const { changeId } = linking;
  await tx.execute(sql`truncate proposal, pointing_record`);
  await tx.execute(sql`
    insert into proposal (record_id, golden_id, basis)
    with contested as materialized (
      select fresh_code.code_id from fresh_code join open_record using (record_id)
      where fresh_code.is_strong and open_record.place_of is not null and not open_record.settled
      group by fresh_code.code_id having count(distinct open_record.place_of) > 1)
    select record_id, place_of, basis from open_record
    where place_of is not null and not settled and not exists (
      select from contested join fresh_code mine using (code_id)
      join fresh_code other on other.code_id = mine.code_id and other.place < mine.place and other.is_strong
      join open_record earlier on earlier.record_id = other.record_id and not earlier.settled
        and earlier.place_of <> open_record.place_of
      where mine.record_id = open_record.record_id and mine.is_strong)`);
  await tx.execute(sql`analyze proposal`);
  await tx.execute(sql`
    with pointer as (${pointers(linking, sql`open_record.record_id in (select record_id from proposal)`)}),
    strong as (
      select distinct pointer.* from pointer join fresh_code using (record_id, code_id) where fresh_code.is_strong),
    counted as (
      select record_id, count(distinct code_id) as codes, array_agg(distinct golden_id) as candidates
      from strong group by record_id),
    common as (
      select strong.record_id, strong.golden_id from strong join counted using (record_id)
      group by strong.record_id, strong.golden_id, counted.codes having count(distinct strong.code_id) = counted.codes),
    judged as (
      select kept.record_id, counted.candidates
      from proposal kept left join counted using (record_id)
      where kept.basis <> 'PERSON' and (
        counted.record_id is not null and not exists (
          select from common where common.record_id = kept.record_id and common.golden_id = kept.golden_id)
        or ${differsInBase(sql`kept.record_id`, sql`kept.golden_id`)}))
    update proposal set kind = 'MOVED', candidates = judged.candidates from judged
    where judged.record_id = proposal.record_id`);
  await openConflicts(tx, changeId);
  await tx.execute(sql`
    update open_record set settled = true from proposal where proposal.record_id = open_record.record_id`);
  await tx.execute(sql`insert into pointing_record select record_id from proposal where kind is null`);
  await afterSettling(tx, changeId);
}

/** Works out where each open record goes by what points now; returns how many it found in conflict, which it settles. */
async function propose(tx: Tx, linking: Round): Promise<number> {
  const { distinct, changeId } = linking;
  await tx.execute(sql`truncate proposal, pointing_record`);
  await tx.execute(sql`drop table if exists pointer`);
  await tx.execute(sql`
    create temporary table pointer on commit drop as
    with found as (${pointers(linking, sql`open_record.place_of is null`)})
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
                when ${differsInBase(sql`counted.record_id`, sql`common.golden_id`)} then 'DIFFERENT_GTIN' end,
           counted.candidates
    from counted left join common using (record_id)`);
  if (distinct) await holdAlike(tx, linking.source);
  await proposeByPair(tx, linking);
  const conflicts = await openConflicts(tx, changeId);
  await tx.execute(sql`
    update open_record set settled = true from proposal
    where proposal.record_id = open_record.record_id and proposal.kind is not null`);
  await tx.execute(sql`delete from proposal where kind is not null`);
  return conflicts;
}

/** Two of a registry’s records that would go to one golden record: neither does, unless one of its own key is there. */
async function holdAlike(tx: Tx, source: string): Promise<void> {
  await tx.execute(sql`
    update proposal set kind = 'SEVERAL_RECORDS'
    where proposal.kind is null
      and not ${holdsOfRegistry(source, sql`proposal.record_id`, sql`proposal.golden_id`, sql`=`)} and exists (
        select from proposal other where other.golden_id = proposal.golden_id and other.kind is null
          and other.record_id <> proposal.record_id)`);
}

/** By manufacturer and catalog number, for records of which no strong code points anywhere. */
async function proposeByPair(tx: Tx, { source, distinct }: Round): Promise<void> {
  const record = sql`paired.record_id`;
  const golden = sql`paired.golden_id`;
  await tx.execute(sql`
    insert into proposal (record_id, golden_id, basis)
    with paired as (
      select record_id, min(golden_id::text)::uuid as golden_id from pointer
      where record_id not in (select record_id from pointer where is_strong)
      group by record_id having count(distinct golden_id) = 1)
    select paired.record_id, paired.golden_id, 'CATALOG_NUMBER' from paired
    where not ${differsInBase(record, golden)} and not ${sharesItsPair(differsInBase(sql`other.record_id`, golden))}
      ${distinct ? sql`and ${isNotAnother(source, record, golden)} and not ${sharesItsPair(sql`true`)} and ${isAlone}` : sql``}`);
}

/** Another record of the delivery has the catalog number too, which then names neither: one that is another thing. */
const sharesItsPair = (isAnother: SQL) => sql`exists (
  select from fresh_code mine join fresh_code other on other.code_id = mine.code_id and other.record_id <> mine.record_id
  where mine.record_id = paired.record_id and not mine.is_strong and ${isAnother})`;

/** Of a registry’s records, no other is about to go to the same golden record. */
const isAlone = sql`not exists (
    select from paired other where other.golden_id = paired.golden_id and other.record_id <> paired.record_id)
  and not exists (
    select from proposal where proposal.golden_id = paired.golden_id and proposal.kind is null)`;

/** Both have a base GTIN and the record’s is none of the numbers that others say of the golden record: two different
 *  things. */
const differsInBase = (record: SQL, golden: SQL) => sql`(
  exists (select from fresh_code base where base.record_id = ${record} and base.is_base offset 0)
  and exists (select from record_code live
              where live.golden_id = ${golden} and live.to_change is null and live.role = 'BASE'
                and live.record_id <> ${record}
                and (select code_system.key from code join code_system on code_system.id = code.system_id
                     where code.id = live.code_id) = 'gtin' offset 0)
  and not exists (select from record_code live
                  where live.golden_id = ${golden} and live.to_change is null and live.record_id <> ${record}
                    and live.code_id in (select base.code_id from fresh_code base
                                         where base.record_id = ${record} and base.is_base offset 0) offset 0))`;

/** Links who was proposed a golden record, but for those whom an earlier one may stand in the way: it shares a strong code
 *  (or the catalog number that decided) and goes elsewhere, or it goes to the same with another base GTIN. */
async function settle(tx: Tx, changeId: number): Promise<number> {
  await tx.execute(sql`analyze proposal`);
  await tx.execute(sql`
    insert into pointing_record
    with contested as materialized (
      select fresh_code.code_id from fresh_code join proposal using (record_id)
      group by fresh_code.code_id having count(distinct proposal.golden_id) > 1),
    goes as materialized (
      select fresh_code.*, proposal.golden_id from contested
      join fresh_code using (code_id) join proposal using (record_id)),
    leader as materialized (
      select distinct on (proposal.golden_id) proposal.golden_id, proposal.record_id
      from proposal join fresh_code base on base.record_id = proposal.record_id and base.is_base
      order by proposal.golden_id, base.place)
    select proposal.record_id from proposal where not exists (
      select from goes mine
      join goes earlier on earlier.code_id = mine.code_id and earlier.place < mine.place
        and earlier.golden_id <> mine.golden_id
      where mine.record_id = proposal.record_id and (mine.is_strong or proposal.basis = 'CATALOG_NUMBER'))
    and not exists (
      select from leader
      where leader.golden_id = proposal.golden_id and leader.record_id <> proposal.record_id
        and exists (select from fresh_code mine where mine.record_id = proposal.record_id and mine.is_base)
        and not exists (
          select from fresh_code mine join fresh_code alike on alike.code_id = mine.code_id and alike.is_base
          where mine.record_id = proposal.record_id and mine.is_base and alike.record_id = leader.record_id))`);
  await tx.execute(sql`analyze pointing_record`);
  const [linked] = await tx.execute<{ n: number }>(sql`
    with linked as (
      insert into membership (record_id, golden_id, domain, basis, from_change)
      select proposal.record_id, proposal.golden_id, open_record.domain, proposal.basis, ${changeId}
      from pointing_record join proposal using (record_id) join open_record using (record_id)
      order by open_record.place returning 1)
    select count(*)::int as n from linked`);
  if (linked?.n) await afterSettling(tx, changeId);
  return linked?.n ?? 0;
}

/** Founds golden records for those open that share no code with an earlier open one; of a registry, for all. */
async function found(tx: Tx, { distinct, changeId }: Round): Promise<void> {
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

async function openCount(tx: Tx, which: SQL = sql`true`): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from open_record where not settled and ${which}`,
  );
  return row?.n ?? 0;
}

async function holdRest(tx: Tx, changeId: number, which: SQL = sql`true`): Promise<void> {
  await tx.execute(sql`truncate proposal`);
  await tx.execute(sql`
    insert into proposal (record_id, kind)
    select record_id, 'ENTANGLED' from open_record where not settled and ${which}`);
  await openConflicts(tx, changeId);
  await tx.execute(sql`update open_record set settled = true where not settled and ${which}`);
}

/** The golden records of fresh records that have a place. */
async function touchGolden(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table touched_golden on commit drop as
    select distinct place.golden_id from open_record
    cross join lateral (
      select membership.golden_id from membership
      where membership.record_id = open_record.record_id and membership.to_change is null offset 0) place`);
  await tx.execute(sql`analyze touched_golden`);
}
