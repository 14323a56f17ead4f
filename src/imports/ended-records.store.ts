import { sql } from 'drizzle-orm';
import type { Speaker } from '../golden-records/source-record.store.js';
import type { Tx } from '../platform/db/db.js';
import type { EndsWithheld } from './import.table.js';

/** A full list with fewer than so many records missing is believed, however short it is. */
const fewMissing = 20;

/** The empty temporary table `ended_record`: records that their source no longer has. `row_number` of what says so, if a
 *  row does. */
export async function openEnded(tx: Tx): Promise<void> {
  await tx.execute(sql`
    create temporary table ended_record (
      domain text, issuer text, key text, source_version numeric, ended_on date, row_number int) on commit drop`);
}

/** A full list: the source version of its records, and its day. */
export interface FullList {
  readonly version: string;
  readonly day: string;
}

/** Of a delivery that comes after a later full list: records in `said_record` that the hub has never heard of are those
 *  that the full list lacks. They are known from now on as ended by it, so that what is said of them is late. */
export async function endBehind(
  tx: Tx,
  { source, feed }: Speaker,
  { version, day }: FullList,
): Promise<void> {
  await tx.execute(sql`
    with behind as (
      insert into source_record (source, feed, domain, issuer, key, latest_version)
      select ${source}, ${feed}, domain, issuer, key, ${version}::numeric from said_record order by row_number
      on conflict do nothing returning domain, issuer, key)
    insert into ended_record (domain, issuer, key, source_version, ended_on)
    select domain, issuer, key, ${version}::numeric, ${day}::date from behind`);
}

/** Puts into `ended_record` what a full list lacks: records of the feed that are there, are not in `said_record` or
 *  `late_record`, and of which no rejected row has the key. One that the source has spoken of at a higher version than
 *  that of the list, or of which the list does not say whether it is older, is not missing. Ends none, and says why,
 *  where the key of a rejected row could not be read, or over half of the records would end and nobody said of this very
 *  list that it is full (`certain`). */
export async function findMissing(
  tx: Tx,
  { source, feed }: Speaker,
  { id, version, day, certain }: { id: string; version: string | null; day: string | null; certain: boolean },
): Promise<EndsWithheld | null> {
  const [unread] = await tx.execute(
    sql`select from rejected_row where import_id = ${id} and keys is null limit 1`,
  );
  if (unread) return 'UNREADABLE_KEY';
  await gatherNamed(tx, id);
  await tx.execute(sql`
    insert into ended_record (domain, issuer, key, source_version, ended_on)
    select record.domain, record.issuer, record.key, ${version}::numeric, coalesce(${day}::date, current_date)
    from source_record record
    where record.source = ${source} and record.feed = ${feed}
      and record.domain in (select domain from said_part where domain is not null)
      and (record.latest_version is null or record.latest_version <= ${version}::numeric)
      and exists (select from source_record_version live where live.record_id = record.id and live.to_change is null)
      and not exists (
        select from named_record named
        where named.domain = record.domain and named.issuer = record.issuer and named.key = record.key)`);
  if (certain) return null;
  const [counted] = await tx.execute<{ missing: number; said: number }>(sql`
    select (select count(*)::int from ended_record) as missing, (select count(*)::int from said_record) as said`);
  const { missing = 0, said = 0 } = counted ?? {};
  if (missing < fewMissing || missing <= said) return null;
  await tx.execute(sql`delete from ended_record`);
  return 'MOST_MISSING';
}

/** `named_record`: what a delivery names in any way, each once. A table, for an anti-join stays linear however many there
 *  are; in the place of `not in` they had to fit into memory. Indexed, for where PostgreSQL thinks the feed small it
 *  looks up each of its records here. */
async function gatherNamed(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    create temporary table named_record on commit drop as
    select domain, issuer, key from said_record
    union select domain, issuer, key from late_record
    union select said_part.domain, '', named.key ->> 1
    from rejected_row, jsonb_array_elements(keys) as named(key)
    join said_part on said_part.part = (named.key ->> 0)::int
    where import_id = ${id} and said_part.domain is not null`);
  await tx.execute(sql`create index on named_record (key, issuer, domain)`);
  await tx.execute(sql`analyze named_record`);
}

/** Adds to `said_code` that the keys of records in `ended_record` hold until the day of their end, and no longer; but
 *  for keys by which another record of the source still goes. A record’s own key leads its codes; other keys that it
 *  carries are not its own to end. */
export async function endTheirKeys(tx: Tx, { source, feed }: Speaker): Promise<void> {
  await tx.execute(sql`
    insert into said_code (system_id, issuer, normal, written, display, properties, status, valid_from, valid_to,
                           row_number)
    select code.system_id, code.issuer, code.normal, code.written, fact.display, coalesce(fact.properties, '{}'),
           case when fact.valid_from >= ended.ended_on then 'RETIRED' else coalesce(fact.status, 'ACTIVE') end,
           coalesce(fact.valid_from, '-infinity'),
           case when fact.valid_from >= ended.ended_on then fact.valid_to
                else least(coalesce(fact.valid_to, 'infinity'), ended.ended_on) end, ended.row_number
    from ended_record ended
    join source_record record on record.source = ${source} and record.feed = ${feed}
      and record.domain = ended.domain and record.issuer = ended.issuer and record.key = ended.key
    cross join lateral (
      select codes from source_record_version where record_id = record.id and to_change is null offset 0) live
    cross join lateral jsonb_to_record(live.codes -> 0) as own(system text, issuer text, code text, role text)
    join code_system on code_system.key = own.system and code_system.kind = 'SOURCE_KEY'
    cross join lateral (
      select * from code where code.system_id = code_system.id and code.issuer = own.issuer
        and code.normal = own.code offset 0) code
    left join lateral (
      select * from code_fact where code_fact.code_id = code.id and code_fact.to_change is null
      order by code_fact.valid_to desc limit 1) fact on true
    where own.code = record.key and own.role = 'KEY'
      and (ended.source_version is null or record.latest_version is null
           or ended.source_version >= record.latest_version)
      and not exists (
        select from record_code other
        join source_record_version said on said.record_id = other.record_id and said.to_change is null
        where other.code_id = code.id and other.role = 'KEY' and other.to_change is null
          and other.record_id <> record.id)
      and not exists (
        select from said_code said where said.system_id = code.system_id and said.issuer = code.issuer
          and said.normal = code.normal)`);
}
