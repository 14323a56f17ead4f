import { sql } from 'drizzle-orm';
import type { Domain } from '../golden-records/domain.js';
import { makeGoldenRecord } from '../golden-records/golden-record.store.js';
import { leadTo } from '../golden-records/golden-redirect.store.js';
import type { Tx } from '../platform/db/db.js';
import { standingOf } from './golden-standing.queries.js';
import { moveRecords } from './move-records.store.js';

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
 *  there from now on, both golden records are believed anew, and its conflict ends. A golden record that it was the last
 *  source record of becomes the other, as by a merge: its id leads there, and what people say of it goes along. Returns
 *  the golden record. */
export async function placeRecord(
  tx: Tx,
  { recordId, domain }: OpenConflict,
  place: { goldenId: string | null; changeId: number },
): Promise<string> {
  const { changeId } = place;
  const before = await placeOf(tx, recordId);
  const own = before?.isLast ? before.goldenId : undefined;
  const goldenId = place.goldenId ?? own ?? (await makeGoldenRecord(tx, domain, changeId));
  const along = own !== undefined && own !== goldenId ? (before?.overrides ?? []) : [];
  if (own !== undefined && own !== goldenId)
    await leadTo(tx, { mergedId: own, survivorId: goldenId, domain }, changeId);
  await tx.execute(sql`
    update link_conflict set to_change = ${changeId}, triage = 'pending'
    where link_conflict.record_id = ${recordId} and link_conflict.to_change is null`);
  const moves = [recordId, ...along].map((record) => ({
    ...{ recordId: record, goldenId },
    basis: 'PERSON' as const,
  }));
  await moveRecords(tx, moves, { changeId });
  return goldenId;
}

/** Where a source record belongs; whether it is the last one there, and which words of people are there besides. */
async function placeOf(
  tx: Tx,
  recordId: number,
): Promise<{ goldenId: string; isLast: boolean; overrides: readonly number[] } | undefined> {
  const [row] = await tx.execute<{ goldenId: string }>(sql`
    select golden_id as "goldenId" from membership where record_id = ${recordId} and to_change is null`);
  if (!row) return undefined;
  const golden = (await standingOf(tx, [row.goldenId])).get(row.goldenId);
  if (!golden) throw new Error(`golden record ${row.goldenId} is gone`);
  const { members, overrides } = golden;
  const isLast = members.every((member) => member === recordId || overrides.includes(member));
  return { goldenId: row.goldenId, isLast, overrides };
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
