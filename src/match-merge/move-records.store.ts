import { sql } from 'drizzle-orm';
import { closeAnsweredMisses } from '../crosswalk/answered-misses.store.js';
import { followRelations } from '../crosswalk/follow-relations.store.js';
import { lookUpCarried, pointCodes } from '../crosswalk/record-code.store.js';
import type { Basis } from '../golden-records/golden-record.table.js';
import type { Tx } from '../platform/db/db.js';
import { believeAnew } from './believe-anew.store.js';

/** A source record that belongs to another golden record from now on, and why. */
export interface Move {
  readonly recordId: number;
  readonly goldenId: string;
  readonly basis: Basis;
}

/** Moves source records to other golden records, all of one domain. What points because of them points there: their
 *  record codes move as they are, then a key that may point since (no other golden record has it) does; relations
 *  follow. Every golden record that lost or won one is believed anew, and misses that are answered since are closed. `undone`: an act that
 *  took keys from where the records go, which name that again. `speak`: what else is said before anything is believed. */
export async function moveRecords(
  tx: Tx,
  moves: readonly Move[],
  {
    changeId,
    undone = null,
    speak = async () => {},
  }: { changeId: number; undone?: number | null; speak?: () => Promise<unknown> },
): Promise<void> {
  await tx.execute(sql`
    create temporary table move on commit drop as
    select said."recordId" as record_id, said."goldenId" as golden_id, said.basis
    from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb)
      as said("recordId" bigint, "goldenId" uuid, basis text)`);
  await tx.execute(sql`
    create temporary table touched_golden on commit drop as
    select golden_id from move
    union select membership.golden_id from move join membership on membership.record_id = move.record_id
      and membership.to_change is null`);
  await moveMemberships(tx, changeId);
  if (undone !== null) await endKeysTakenBy(tx, undone, changeId);
  await moveCodes(tx, changeId);
  await pointMissingKeys(tx, changeId);
  await speak();
  await believeAnew(tx, changeId);
  await followRelations(tx, changeId);
  await closeAnsweredMisses(tx, changeId);
  await tx.execute(sql`drop table move, touched_golden`);
}

async function moveMemberships(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    update membership set to_change = ${changeId} from move
    where membership.record_id = move.record_id and membership.to_change is null`);
  await tx.execute(sql`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    select move.record_id, move.golden_id, source_record.domain, move.basis, ${changeId}
    from move join source_record on source_record.id = move.record_id order by move.record_id`);
}

/** Two records may say one key and only one of them point, while they were two things. A key that was taken from what
 *  goes back, its undoing gives back, wherever it has been led since. */
async function endKeysTakenBy(tx: Tx, act: number, changeId: number): Promise<void> {
  await tx.execute(sql`
    update record_code set to_change = ${changeId}
    where record_code.to_change is null and record_code.role = 'KEY'
      and record_code.golden_id in (select golden_id from touched_golden)
      and record_code.record_id not in (select record_id from move)
      and exists (
        select from move join record_code before on before.record_id = move.record_id
        where before.to_change = ${act} and before.role = 'KEY' and before.golden_id = move.golden_id
          and before.code_id = record_code.code_id)`);
}

/** The record codes of moved records, as they are: also of one in conflict, whose codes stay what they were. */
async function moveCodes(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    create temporary table moved_code on commit drop as
    select record_code.*, move.golden_id as goes_to from move
    join record_code on record_code.record_id = move.record_id and record_code.to_change is null
    where record_code.golden_id <> move.golden_id`);
  await tx.execute(sql`
    update record_code set to_change = ${changeId} from moved_code where record_code.id = moved_code.id`);
  await tx.execute(sql`
    insert into record_code (code_id, golden_id, record_id, role, valid_from, valid_to, from_change)
    select code_id, goes_to, record_id, role, valid_from, valid_to, ${changeId} from moved_code
    where not (role = 'KEY' and exists (
      select from record_code other where other.code_id = moved_code.code_id and other.role = 'KEY'
        and other.to_change is null and other.golden_id <> moved_code.goes_to))
    order by record_id, code_id`);
}

async function pointMissingKeys(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    create temporary table fresh_record on commit drop as
    select version.record_id, version.id as version_id from touched_golden
    join membership on membership.golden_id = touched_golden.golden_id and membership.to_change is null
    join source_record_version version on version.record_id = membership.record_id and version.to_change is null
    where not exists (
      select from link_conflict where link_conflict.record_id = version.record_id and link_conflict.to_change is null)`);
  await tx.execute(sql`
    create temporary table pointing_record on commit drop as select record_id from fresh_record`);
  await lookUpCarried(tx);
  await pointCodes(tx, changeId);
  await tx.execute(sql`drop table fresh_record, pointing_record, carried, moved_code`);
}
