import { sql } from 'drizzle-orm';
import { followRelations } from '../crosswalk/follow-relations.store.js';
import { lookUpCarried, pointCodes } from '../crosswalk/record-code.store.js';
import type { Domain } from '../golden-records/domain.js';
import { makeGoldenRecord } from '../golden-records/golden-record.store.js';
import type { Tx } from '../platform/db/db.js';
import { rebuildGoldenRecords } from './survivorship.store.js';

export interface OpenConflict {
  readonly recordId: number;
  readonly domain: Domain;
}

export type ClaimedConflict =
  | { kind: 'claimed'; conflict: OpenConflict }
  | { kind: 'not-open' }
  /** A file is being applied, which may settle it: ask again. */
  | { kind: 'busy' };

/** Locks an open conflict, and the placing of records, for this transaction. Two at once: the second finds it settled.
 *  The lock on placing comes first, as it does when a file is applied, so that neither waits for the other. */
export async function claimOpenConflict(tx: Tx, id: string): Promise<ClaimedConflict> {
  const [lock] = await tx.execute<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(7268) as held`);
  if (!lock?.held) return { kind: 'busy' };
  const [row] = await tx.execute<{ recordId: string; domain: Domain }>(sql`
    select link_conflict.record_id as "recordId", source_record.domain from link_conflict
    join source_record on source_record.id = link_conflict.record_id
    where link_conflict.id = ${id} and link_conflict.to_change is null for update of link_conflict`);
  if (!row) return { kind: 'not-open' };
  return { kind: 'claimed', conflict: { recordId: Number(row.recordId), domain: row.domain } };
}

/** Whether a golden record of that domain stands, with at least one source record. */
export async function goldenRecordStands(tx: Tx, domain: Domain, goldenId: string): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select from golden_version where golden_version.golden_id = ${goldenId} and golden_version.domain = ${domain}
      and golden_version.to_change is null`);
  return row !== undefined;
}

/** Puts a record where a person says it belongs: into a golden record, or into one of its own (null). Its codes point
 *  there from now on, both golden records are believed anew, and its conflict ends. Returns the golden record. */
export async function placeRecord(
  tx: Tx,
  { recordId, domain }: OpenConflict,
  place: { goldenId: string | null; changeId: number },
): Promise<string> {
  const { changeId } = place;
  const goldenId =
    place.goldenId ?? (await ownGoldenRecord(tx, recordId)) ?? (await makeGoldenRecord(tx, domain, changeId));
  await tx.execute(sql`
    create temporary table touched_golden on commit drop as
    select golden_id from membership where membership.record_id = ${recordId} and membership.to_change is null
    union select ${goldenId}::uuid`);
  await tx.execute(sql`
    update membership set to_change = ${changeId}
    where membership.record_id = ${recordId} and membership.to_change is null`);
  await tx.execute(sql`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    values (${recordId}, ${goldenId}, ${domain}, 'PERSON', ${changeId})`);
  await tx.execute(sql`
    create temporary table fresh_record on commit drop as
    select version.record_id, version.id as version_id from source_record_version version
    where version.record_id = ${recordId} and version.to_change is null`);
  await tx.execute(sql`
    create temporary table pointing_record on commit drop as select record_id from fresh_record`);
  await lookUpCarried(tx);
  await pointCodes(tx, changeId);
  await rebuildGoldenRecords(tx, changeId, { keepOverrides: true });
  await tx.execute(sql`
    update link_conflict set to_change = ${changeId}, triage = 'pending'
    where link_conflict.record_id = ${recordId} and link_conflict.to_change is null`);
  await followRelations(tx, changeId);
  return goldenId;
}

/** The golden record that a source record has to itself: its id goes on. */
async function ownGoldenRecord(tx: Tx, recordId: number): Promise<string | undefined> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select mine.golden_id as id from membership mine
    where mine.record_id = ${recordId} and mine.to_change is null and not exists (
      select from membership other where other.golden_id = mine.golden_id and other.to_change is null
        and other.record_id <> mine.record_id)`);
  return row?.id;
}

export interface NoticedConflict {
  readonly id: string;
  readonly open: boolean;
}

/** Takes up to `limit` conflicts that nobody has taken notice of; they are noticed when this transaction commits. */
export async function takePendingConflicts(tx: Tx, limit: number): Promise<NoticedConflict[]> {
  const rows = await tx.execute<{ id: string; open: boolean }>(sql`
    update link_conflict set triage = 'noticed'
    where link_conflict.id in (
      select pending.id from link_conflict pending where pending.triage = 'pending'
      order by pending.id limit ${limit} for update skip locked)
    returning link_conflict.id, link_conflict.to_change is null as open`);
  return [...rows];
}
