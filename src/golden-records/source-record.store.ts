import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';

/** Keeps what a feed says of its records, each version once: a record whose content is what it was gets none. Reads the
 *  temporary table `said_record (domain, issuer, key, values, codes, row_number,
 *  row_numbers)`; leaves `fresh_record (record_id,
 *  version_id, domain, place)`, those that said something new, in the order of their rows, and notes the rows in
 *  `touched_row`. Returns how many are fresh. Set-based: 100k records are a few statements. */
export async function applyRecords(
  tx: Tx,
  { source, feed, change }: { source: string; feed: string; change: () => Promise<number> },
): Promise<number> {
  await tx.execute(sql`
    insert into source_record (source, feed, domain, issuer, key)
    select ${source}, ${feed}, said.domain, said.issuer, said.key from said_record said
    order by said.row_number
    on conflict do nothing`);
  await tx.execute(sql`
    create temporary table changed_record on commit drop as
    select record.id as record_id, said.domain, said.values, said.codes, said.content_hash, said.row_number,
           said.row_numbers, live.id as live_version
    from (select *, sha256(convert_to(values::text || codes::text, 'UTF8')) as content_hash from said_record) said
    join source_record record on record.source = ${source} and record.feed = ${feed} and record.domain = said.domain
      and record.issuer = said.issuer and record.key = said.key
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
    create temporary table fresh_record (
      record_id bigint primary key, version_id bigint not null, domain text not null, place int not null) on commit drop`);
  await tx.execute(sql`
    with written as (
      insert into source_record_version (record_id, content_hash, values, codes, row_number, from_change)
      select record_id, content_hash, values, codes, row_number, ${changeId} from changed_record order by row_number
      returning id, record_id)
    insert into fresh_record
    select written.record_id, written.id, changed.domain, row_number() over (order by changed.row_number, changed.record_id)
    from written join changed_record changed on changed.record_id = written.record_id`);
  await tx.execute(sql`analyze fresh_record`);
  await tx.execute(sql`insert into touched_row select unnest(row_numbers) from changed_record`);
  return counted.n;
}
