import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';

/** Whose records are spoken of. */
export interface Speaker {
  readonly source: string;
  readonly feed: string;
}

/** In which act something is published, opened on first use. */
export interface Publishing {
  readonly change: () => Promise<number>;
  /** Whether what is said stood in rows of a file, whose numbers are kept. */
  readonly inFile: boolean;
}

/** The source record of a row of `named (domain, issuer, key)`, which is there already. */
const recordOf = ({ source, feed }: Speaker, named: SQL) => sql`
  record.source = ${source} and record.feed = ${feed} and record.domain = ${named}.domain
  and record.issuer = ${named}.issuer and record.key = ${named}.key`;

/** The same, looked up row by row (`offset 0` keeps it so): with the statistics of a table that has just grown PostgreSQL
 *  read all records for every row, 5 s for 5,000 of either. */
const lookUpRecord = (speaker: Speaker, named: SQL) => sql`
  cross join lateral (
    select record.id, record.latest_version from source_record record where ${recordOf(speaker, named)} offset 0) record`;

/** The same content, said of the same days, is the same version. Of days that are all there are, and of
 *  no relations, nothing is hashed. */
const contentHash = sql`sha256(convert_to(values::text || codes::text || case
  when (valid_from, valid_to) = ('-infinity'::date, 'infinity'::date) then ''
  else valid_from::text || valid_to::text end || case when relations = '[]' then '' else relations::text end, 'UTF8'))`;

/** When it was said: no later than now, and now where nothing is known. The same for all that comes together. */
const saidBy = sql`least(said_at, statement_timestamp())`;

/** Takes out of the temporary table `said_record` what is older than what its source has said of the record before, and
 *  leaves it in `late_record`; with the number of what is late. What bears no version is never late. */
export async function setLateAside(tx: Tx, speaker: Speaker): Promise<number> {
  await tx.execute(sql`
    create temporary table late_record on commit drop as
    select record.id as record_id, said.*
    from said_record said ${lookUpRecord(speaker, sql.raw('said'))}
    where said.source_version is not null and said.source_version < record.latest_version`);
  const late = await tx.execute(sql`
    delete from said_record said using late_record late
    where said.domain = late.domain and said.issuer = late.issuer and said.key = late.key returning 1`);
  return late.length;
}

/** Keeps what `late_record` holds as versions in their place, behind what is believed, each once; notes their rows in
 *  `touched_row`. */
export async function keepLate(tx: Tx, { change, inFile }: Publishing): Promise<void> {
  await tx.execute(sql`
    create temporary table kept_late on commit drop as
    select * from (select *, ${contentHash} as content_hash from late_record) late
    where not exists (
      select from source_record_version known where known.record_id = late.record_id
        and known.source_version is not distinct from late.source_version and known.content_hash = late.content_hash offset 0)`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from kept_late`);
  if (!counted?.n) return;
  const changeId = await change();
  await tx.execute(sql`
    insert into source_record_version (record_id, content_hash, values, codes, relations, source_version, said_at,
                                       valid_from, valid_to, row_number, from_change, to_change)
    select record_id, content_hash, values, codes, relations, source_version, ${saidBy}, valid_from, valid_to,
           case when ${inFile} then row_number end, ${changeId}, ${changeId}
    from kept_late order by record_id`);
  await tx.execute(sql`insert into touched_row select unnest(row_numbers) from kept_late`);
}

/** Keeps what a feed says of its records, each version once: a record whose content is what it was gets none. Reads the
 *  temporary table `said_record (domain, issuer, key, values, codes, relations, source_version, said_at, valid_from,
 *  valid_to, row_number, row_numbers)`, in which nothing is late; leaves `fresh_record (record_id, version_id, domain, place)`, those that said
 *  something new, in the order of their rows, and notes the rows in `touched_row`. A record that had ended is there
 *  again. Returns how many are fresh. Set-based: 100k records are a few statements. */
export async function applyRecords(
  tx: Tx,
  { source, feed, change, inFile }: Speaker & Publishing,
): Promise<number> {
  await tx.execute(sql`
    insert into source_record (source, feed, domain, issuer, key)
    select ${source}, ${feed}, said.domain, said.issuer, said.key from said_record said
    order by said.row_number
    on conflict do nothing`);
  await tx.execute(sql`
    with newer as materialized (
      select record.id, said.source_version
      from said_record said ${lookUpRecord({ source, feed }, sql.raw('said'))}
      where said.source_version is not null
        and (record.latest_version is null or record.latest_version < said.source_version))
    update source_record set latest_version = newer.source_version from newer where source_record.id = newer.id`);
  await tx.execute(sql`
    create temporary table changed_record on commit drop as
    select record.id as record_id, said.domain, said.values, said.codes, said.relations, said.source_version,
           said.said_at, said.valid_from, said.valid_to, said.content_hash, said.row_number, said.row_numbers, live.id as live_version
    from (select *, ${contentHash} as content_hash from said_record) said
    join source_record record on ${recordOf({ source, feed }, sql.raw('said'))}
    left join lateral (
      select version.id, version.content_hash from source_record_version version
      where version.record_id = record.id and version.to_change is null offset 0) live on true
    where live.content_hash is distinct from said.content_hash`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from changed_record`);
  if (!counted?.n) return 0;
  await tx.execute(sql`create index on changed_record (record_id)`);
  await tx.execute(sql`analyze changed_record`);
  const changeId = await change();
  await tx.execute(sql`
    update source_record_version set to_change = ${changeId} from changed_record
    where source_record_version.id = changed_record.live_version`);
  await tx.execute(sql`
    update source_record_end set to_change = ${changeId} from changed_record
    where source_record_end.record_id = changed_record.record_id and source_record_end.to_change is null`);
  await tx.execute(sql`
    create temporary table fresh_record (
      record_id bigint primary key, version_id bigint not null, domain text not null, place int not null) on commit drop`);
  await tx.execute(sql`
    with written as (
      insert into source_record_version (record_id, content_hash, values, codes, relations, source_version, said_at,
                                         valid_from, valid_to, row_number, from_change)
      select record_id, content_hash, values, codes, relations, source_version, ${saidBy}, valid_from, valid_to,
             case when ${inFile} then row_number end, ${changeId}
      from changed_record order by row_number
      returning id, record_id)
    insert into fresh_record
    select written.record_id, written.id, changed.domain, row_number() over (order by changed.row_number, changed.record_id)
    from written join changed_record changed on changed.record_id = written.record_id`);
  await tx.execute(sql`analyze fresh_record`);
  await tx.execute(sql`insert into touched_row select unnest(row_numbers) from changed_record`);
  return counted.n;
}

/** Ends records that their source no longer has: what it said of them last is said no longer. Reads the temporary table
 *  `ended_record (domain, issuer, key, source_version, ended_on, row_number)`, leaves `ending (record_id, live_version)`,
 *  those that ended by it, and notes the rows in `touched_row`. One that ended before ends once; one that is spoken of at
 *  a higher version does not end; one that nobody has heard of yet is known from then on as ended, so that an older word
 *  on it comes late. Returns how many ended. */
export async function endRecords(
  tx: Tx,
  { source, feed, change }: Speaker & Pick<Publishing, 'change'>,
): Promise<number> {
  await tx.execute(sql`
    insert into source_record (source, feed, domain, issuer, key)
    select ${source}, ${feed}, ended.domain, ended.issuer, ended.key from ended_record ended order by ended.key
    on conflict do nothing`);
  await tx.execute(sql`
    create temporary table ending on commit drop as
    select record.id as record_id, ended.source_version, ended.ended_on, ended.row_number, (
      select version.id from source_record_version version
      where version.record_id = record.id and version.to_change is null) as live_version
    from ended_record ended ${lookUpRecord({ source, feed }, sql.raw('ended'))}
    where (ended.source_version is null or record.latest_version is null
           or ended.source_version >= record.latest_version)`);
  await tx.execute(sql`
    update source_record record set latest_version = ending.source_version from ending
    where record.id = ending.record_id and ending.source_version is not null
      and (record.latest_version is null or record.latest_version < ending.source_version)`);
  await tx.execute(sql`
    delete from ending using source_record_end done
    where done.record_id = ending.record_id and done.to_change is null`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from ending`);
  if (!counted?.n) return 0;
  const changeId = await change();
  await tx.execute(sql`
    update source_record_version set to_change = ${changeId} from ending
    where source_record_version.id = ending.live_version`);
  await tx.execute(sql`
    insert into source_record_end (record_id, source_version, ended_on, from_change)
    select record_id, source_version, ended_on, ${changeId} from ending order by record_id`);
  await tx.execute(sql`insert into touched_row select row_number from ending where row_number is not null`);
  return counted.n;
}
