import { type SQL, sql } from 'drizzle-orm';
import { asKnown } from '../platform/changes/as-known.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { Values, Winners } from './attribute.js';
import type { Domain } from './domain.js';
import { type Basis, goldenVersion, membership } from './golden-record.table.js';
import { recordOnDay, valuesOnDay } from './record-on-day.js';
import { sourceRecordVersion } from './source-record.table.js';
import { sourceRecordEnd } from './source-record-end.table.js';

/** What the hub believes of one thing, now or as it did at a revision. */
export interface BelievedRecord {
  readonly id: string;
  readonly domain: Domain;
  readonly name: string;
  readonly values: Values;
  readonly winners: Winners;
  /** Of the act it began with. */
  readonly revision: string;
  /** The revision at which it is looked at; null: now. */
  readonly pin: number | null;
  /** The day as of which it is looked at; null: whatever holds on any day. */
  readonly day: string | null;
}

export const believedColumns = (pin: number | null) => sql`
  version.golden_id as id, version.domain, version.name, version.values, version.winners,
  change.revision::text as revision, ${pin}::int as pin, null as day`;

/** Golden records by their ids as believed at a revision (null: now), in no order; an id that nothing is believed of is
 *  left out. As of a day (null: any) a value is that of a word which holds on it, an entry one whose days it is among;
 *  a golden record none of whose words hold is left out. */
export async function believedRecords(
  db: Db,
  ids: readonly string[],
  pin: number | null,
  day: string | null = null,
): Promise<readonly BelievedRecord[]> {
  const rows = await db.execute<BelievedRecord & Record<string, unknown>>(sql`
    select ${believedColumns(pin)} from ${asKnown(goldenVersion, pin)} version
    join change on change.id = version.from_change
    where version.golden_id = any(${sql.param(ids)}::uuid[])`);
  if (day === null || rows.length === 0) return rows;
  const words = rows.flatMap(({ winners }) => Object.values(winners).flat());
  const holding = await wordsOn(db, words, pin, day);
  return rows.flatMap((row) => recordOnDay(row, holding, day));
}

/** Those of some source record versions whose days a day is among, and whose record had not ended by then. */
async function wordsOn(
  db: Db,
  versionIds: readonly number[],
  pin: number | null,
  day: string,
): Promise<ReadonlySet<number>> {
  const rows = await db.execute<{ id: string }>(sql`
    select word.id from source_record_version word
    where word.id = any(${sql.param(versionIds.map(String))}::bigint[])
      and word.valid_from <= ${day}::date and ${day}::date < word.valid_to
      and not exists (
        select from ${asKnown(sourceRecordEnd, pin)} ended
        where ended.record_id = word.record_id and ended.ended_on <= ${day}::date)`);
  return new Set(rows.map(({ id }) => Number(id)));
}

/** A source record of a golden record, with what it says. */
export interface MemberRow {
  readonly goldenId: string;
  readonly id: string;
  readonly source: string;
  readonly sourceTitle: string;
  readonly feed: string;
  readonly domain: Domain;
  readonly issuer: string | null;
  readonly key: string;
  readonly basis: Basis;
  readonly versionId: number;
  readonly values: Values;
  readonly rowNumber: number | null;
  readonly importId: string | null;
  readonly revision: string;
}

/** What a source record says: its live version. Of a day, also the last one of a record that has ended since, if it held
 *  on that day. */
const saidOn = (pin: number | null, day: string | null): SQL =>
  day === null
    ? asKnown(sourceRecordVersion, pin)
    : sql`(
        select said.* from (
          select live.*, 'infinity'::date as ended_on from ${asKnown(sourceRecordVersion, pin)} live
          union all
          select last.*, ended.ended_on from ${asKnown(sourceRecordEnd, pin)} ended
          join source_record_version last on last.record_id = ended.record_id and last.to_change = ended.from_change
            and last.from_change < last.to_change) said
        where said.valid_from <= ${day}::date and ${day}::date < least(said.valid_to, said.ended_on))`;

/** The source records of golden records with what they said at a revision (null: now), the most trusted source first;
 *  of a day (null: any) those that hold on it. */
export const membersOf = (
  db: Db | Tx,
  goldenIds: readonly string[],
  pin: number | null,
  day: string | null = null,
) => members(db, sql`membership.golden_id = any(${sql.param(goldenIds)}::uuid[])`, { pin, day });

/** Source records by their ids, with what they say; one that belongs nowhere or has ended is left out. */
export const membersById = (db: Db | Tx, ids: readonly string[]) =>
  members(db, sql`membership.record_id = any(${sql.param(ids)}::bigint[])`, { pin: null, day: null });

async function members(
  db: Db | Tx,
  which: SQL,
  { pin, day }: { pin: number | null; day: string | null },
): Promise<readonly MemberRow[]> {
  const rows = await db.execute<
    Omit<MemberRow, 'versionId'> & { versionId: string } & Record<string, unknown>
  >(sql`
    select membership.golden_id as "goldenId", record.id::text, record.source, system.title as "sourceTitle",
           record.feed, record.domain, nullif(record.issuer, '') as issuer, record.key, membership.basis,
           version.id as "versionId", version.values, version.row_number as "rowNumber",
           change.import_id as "importId", change.revision::text as revision
    from ${asKnown(membership, pin)} membership
    join source_record record on record.id = membership.record_id
    join source_system system on system.key = record.source
    join ${saidOn(pin, day)} version on version.record_id = record.id
    join change on change.id = version.from_change
    where ${which}
    order by system.rank, record.source, record.id`);
  return rows.map((row) => ({
    ...row,
    versionId: Number(row.versionId),
    values: day === null ? row.values : valuesOnDay(row.values, row.domain, day),
  }));
}

/** How many golden records each domain has. */
export async function recordCounts(db: Db): Promise<ReadonlyMap<Domain, number>> {
  const rows = await db.execute<{ domain: Domain; records: number }>(sql`
    select domain, count(*)::int as records from golden_version where to_change is null group by domain`);
  return new Map(rows.map(({ domain, records }) => [domain, records]));
}
