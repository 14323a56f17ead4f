import { sql } from 'drizzle-orm';
import { nameOf } from '../golden-records/record-name.js';
import type { Speaker } from '../golden-records/source-record.store.js';
import type { Tx } from '../platform/db/db.js';
import { momentOf } from './gather.store.js';
import type { RecordOutcome, RecordOutcomeKind } from './record-outcome.js';
import type { PlacedRecord } from './said-record.js';

/** Of each key the last word, and the words before it. */
export interface Words {
  readonly last: readonly PlacedRecord[];
  readonly behind: readonly PlacedRecord[];
}

/** Places of records whose key a record of the feed has already that lies in another system, or another before them has. */
export async function strangersAmong(
  tx: Tx,
  { source, feed }: Speaker,
  records: readonly PlacedRecord[],
): Promise<readonly number[]> {
  const rows = await tx.execute<{ at: number }>(sql`
    with said as (
      select *, first_value(system) over (partition by domain, issuer, key order by at) as first_system
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
        as said(at int, domain text, issuer text, key text, system text))
    select said.at from said
    left join source_record record on record.source = ${source} and record.feed = ${feed}
      and record.domain = said.domain and record.issuer = said.issuer and record.key = said.key
    left join lateral (
      select version.codes -> 0 ->> 'system' as system from source_record_version version
      where version.record_id = record.id and jsonb_array_length(version.codes) > 0
      order by version.id desc limit 1) known on true
    where said.system <> said.first_system or said.system <> known.system`);
  return rows.map(({ at }) => at);
}

/** The temporary table `staged`, as the rows of a file are in it: what the records say that have not ended. */
export async function stageRecords(tx: Tx, records: readonly PlacedRecord[]): Promise<void> {
  const parts = [...new Set(records.map(({ system }) => system))];
  const rows = records.flatMap((record) => {
    const { at, system, domain, issuer, key, written, values, codes, relations } = record;
    const { validFrom, validTo, endedOn } = record;
    if (endedOn !== null) return [];
    return [
      {
        ...{ row_number: at, part: parts.indexOf(system), issuer, normal: key, written },
        ...{ display: nameOf(domain, values), values, codes, valid_from: validFrom, valid_to: validTo },
        relations: relations.map((relation) => ({ ...relation, lists: {} })),
      },
    ];
  });
  await tx.execute(sql`
    create temporary table staged on commit drop as
    select row_number, part, issuer, normal, written, display, values, null::jsonb as lists, codes, relations,
           'ACTIVE' as status, valid_from, valid_to, null::text[] as cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as said(row_number int, part smallint, issuer text, normal text, written text, display text, values jsonb,
              codes jsonb, relations jsonb, valid_from date, valid_to date)`);
  await tx.execute(sql`analyze staged`);
}

/** Gives the records of `said_record` their own versions, and puts those that have ended into `ended_record`. */
export async function giveVersions(tx: Tx, records: readonly PlacedRecord[]): Promise<void> {
  await tx.execute(sql`
    update said_record said set source_version = sent.version, said_at = ${momentOf(sql`sent.moment`)}
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      as sent(domain text, issuer text, key text, version numeric, moment float8)
    where said.domain = sent.domain and said.issuer = sent.issuer and said.key = sent.key`);
  await tx.execute(sql`
    insert into ended_record (domain, issuer, key, source_version, ended_on, row_number)
    select domain, issuer, key, version, "endedOn", at
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      as sent(at int, domain text, issuer text, key text, version numeric, "endedOn" date)
    where "endedOn" is not null`);
}

/** Puts words into `late_record` that were sent together with a newer one of the same record. */
export async function putBehind(
  tx: Tx,
  { source, feed }: Speaker,
  records: readonly PlacedRecord[],
): Promise<void> {
  const words = records.filter(({ endedOn }) => endedOn === null);
  if (words.length === 0) return;
  const sent = sql`jsonb_to_recordset(${JSON.stringify(words)}::jsonb)
    as sent(at int, system text, domain text, issuer text, key text, values jsonb, codes jsonb, relations jsonb,
            version numeric, moment float8, "validFrom" date, "validTo" date)`;
  await tx.execute(sql`
    insert into source_record (source, feed, domain, issuer, key)
    select distinct ${source}, ${feed}, domain, issuer, key from ${sent} on conflict do nothing`);
  await tx.execute(sql`
    insert into late_record (record_id, domain, issuer, key, values, codes, relations, source_version, said_at,
                             valid_from, valid_to, row_number, row_numbers)
    select record.id, sent.domain, sent.issuer, sent.key, sent.values,
           jsonb_build_array(jsonb_build_object('system', sent.system, 'issuer', sent.issuer, 'code', sent.key,
                                                'role', 'KEY'))
             || (select coalesce(jsonb_agg(distinct carried.code), '[]')
                 from jsonb_array_elements(sent.codes) as carried(code)),
           (select coalesce(jsonb_agg(said.relation order by said.relation), '[]')
            from jsonb_array_elements(sent.relations) as said(relation)),
           sent.version, ${momentOf(sql`sent.moment`)}, sent."validFrom", sent."validTo", sent.at, array[sent.at]
    from ${sent}
    join source_record record on record.source = ${source} and record.feed = ${feed}
      and record.domain = sent.domain and record.issuer = sent.issuer and record.key = sent.key`);
}

/** What became of each record, by its place. Asked at the end of the transaction that published them. */
export async function outcomesOf(
  tx: Tx,
  { source, feed }: Speaker,
  { last, behind }: Words,
): Promise<ReadonlyMap<number, Omit<RecordOutcome, 'fault'>>> {
  const sent = [
    ...last.map(({ at, domain, issuer, key }) => ({ at, domain, issuer, key, behind: false })),
    ...behind.map(({ at, domain, issuer, key }) => ({ at, domain, issuer, key, behind: true })),
  ];
  const rows = await tx.execute<{ at: number; kind: RecordOutcomeKind; goldenId: string | null }>(sql`
    select sent.at, place.golden_id as "goldenId", case
      when sent.behind or late.record_id is not null
        or ended.key is not null and ended.source_version < record.latest_version then 'LATE'
      when ended.key is not null then
        case when ending.record_id is not null then 'ENDED' else 'UNCHANGED' end
      when changed.record_id is null then 'UNCHANGED'
      when exists (select from source_record_version other
                   where other.record_id = record.id and other.to_change is not null
                     and other.to_change > other.from_change) then 'CHANGED'
      else 'CREATED' end as kind
    from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb)
      as sent(at int, domain text, issuer text, key text, behind boolean)
    left join source_record record on record.source = ${source} and record.feed = ${feed}
      and record.domain = sent.domain and record.issuer = sent.issuer and record.key = sent.key
    left join late_record late on late.record_id = record.id and late.row_number = sent.at
    left join ended_record ended on ended.row_number = sent.at
    left join ending on ending.record_id = record.id
    left join changed_record changed on changed.record_id = record.id
    left join membership place on place.record_id = record.id and place.to_change is null`);
  return new Map(rows.map(({ at, kind, goldenId }) => [at, { kind, goldenId }]));
}
