import { sql } from 'drizzle-orm';
import { closeAnsweredMisses } from '../crosswalk/answered-misses.store.js';
import { applyCodes, applyMappings } from '../crosswalk/bulk.store.js';
import { followRelations } from '../crosswalk/follow-relations.store.js';
import { type NewRelease, takeRelease } from '../crosswalk/releases/release.store.js';
import { noticeRetiredUses } from '../crosswalk/releases/retired-use.store.js';
import type { System } from '../crosswalk/system-directory.js';
import { stateRelations } from '../golden-records/relations/relation-statement.store.js';
import {
  applyRecords,
  endRecords,
  keepLate,
  type Publishing,
  type Speaker,
  setLateAside,
} from '../golden-records/source-record.store.js';
import { linkFreshRecords } from '../match-merge/link-records.store.js';
import { rebuildGoldenRecords } from '../match-merge/survivorship.store.js';
import { audit } from '../platform/audit/audit.store.js';
import { type Act, recordChange } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { rejectContradictions } from './contradictions.store.js';
import { endBehind, endTheirKeys, type FullList, findMissing, openEnded } from './ended-records.store.js';
import { gatherFacts, setLateCodesAside, takeStaged } from './gather.store.js';
import type { Delivers, EndsWithheld } from './import.table.js';
import type { Profile } from './profile.js';

export interface Applied {
  readonly rowsRead: number;
  readonly rowsApplied: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  /** Of the applied: kept behind what the source said later. */
  readonly rowsLate: number;
  /** Records that a full list no longer has. */
  readonly recordsEnded: number;
  /** Why a full list ended none, where that is so. */
  readonly endsWithheld: EndsWithheld | null;
  readonly changeId: number | null;
}

interface Delivery {
  readonly id: string;
  readonly profile: Profile;
  readonly forms: ReadonlyMap<string, System>;
  readonly actor: string;
  /** Which edition of its code system the file is, where its deliverer says so. */
  readonly release?: NewRelease;
}

/** What the deliverer says of a file. */
interface Statement {
  /** Source version of all its records: the moment at which its source wrote it. */
  readonly version: string | null;
  /** Day of that moment. */
  readonly day: string | null;
  readonly delivers: Delivers | null;
  /** A file of the profile that its source wrote later is in already. */
  readonly isLate: boolean;
  /** The newest of those that was a full list. */
  readonly fullSince: FullList | null;
}

/** Publishes a staged delivery in one set-based transaction, whatever its size: its codes, its mappings, its source
 *  records and the golden records they find or found are one revision, seen whole or not at all. A delivery that says
 *  nothing new publishes nothing. Imports are applied one after the other. */
export async function applyImport(db: Db, delivery: Delivery): Promise<Applied> {
  const { id, profile, actor } = delivery;
  return transact(db, async (tx) => {
    await takeTurn(tx);
    await tx.execute(sql`select hold_statistics()`);
    const statement = await statementOf(tx, id, profile);
    await takeStaged(tx, id);
    await rejectContradictions(tx, id, profile);
    await gatherFacts(tx, { ...delivery, version: statement.version });
    const { changeId, ...published } = await publish(tx, delivery, statement);
    const counts = { ...(await countRows(tx, id)), ...published };
    await tx.execute(sql`
      update import_run set state = 'APPLIED', finished_at = clock_timestamp(), change_id = ${changeId},
        rows_read = ${counts.rowsRead}, rows_applied = ${counts.rowsApplied},
        rows_unchanged = ${counts.rowsUnchanged}, rows_rejected = ${counts.rowsRejected},
        rows_late = ${counts.rowsLate}, records_ended = ${counts.recordsEnded}, ends_withheld = ${counts.endsWithheld}
      where import_run.id = ${id}`);
    await tx.execute(sql`delete from staged_row where import_id = ${id}`);
    const { rowsRead, rowsApplied, rowsRejected } = counts;
    await audit(tx, {
      actor,
      act: 'import',
      subject: `Import:${id}`,
      detail: { profile: profile.key, rowsRead, rowsApplied, rowsRejected },
    });
    return { ...counts, changeId };
  });
}

/** Lets one delivery at a time through; SQLSTATE 55P03 if this one has not had its turn after `patienceMs`. And lets
 *  PostgreSQL work on it as on a large one. */
export async function takeTurn(tx: Tx, patienceMs = 0): Promise<void> {
  await tx.execute(sql`select set_config('lock_timeout', ${`${patienceMs}ms`}, true)`);
  await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
  await tx.execute(sql`set local lock_timeout to default`);
  // Compiling a statement took PostgreSQL 0.8 s, however few its rows: it takes what JSON holds for many.
  await tx.execute(sql`set local jit = off`);
  // With 4 MB every sort of a large file went over the disk. And what a lookup through an index costs by default is
  // that of a disk that turns: PostgreSQL would rather read ten million rows than look up a hundred thousand.
  await tx.execute(sql`set local work_mem = '64MB'`);
  await tx.execute(sql`set local random_page_cost = 1.1`);
}

async function statementOf(tx: Tx, id: string, profile: Profile): Promise<Statement> {
  const [said] = await tx.execute<{
    version: string | null;
    day: string | null;
    delivers: Delivers | null;
    isLate: boolean;
    fullVersion: string | null;
    fullDay: string | null;
  }>(sql`
    select (extract(epoch from run.extracted_at) * 1000000)::numeric(38, 0)::text as version,
           run.extracted_at::date::text as day, run.delivers,
           coalesce(run.extracted_at < (
             select max(other.extracted_at) from import_run other
             where other.profile = run.profile and other.state = 'APPLIED'), false) as "isLate",
           (extract(epoch from later.extracted_at) * 1000000)::numeric(38, 0)::text as "fullVersion",
           later.extracted_at::date::text as "fullDay"
    from import_run run
    left join lateral (
      select max(other.extracted_at) as extracted_at from import_run other
      where other.profile = run.profile and other.state = 'APPLIED' and other.extracted_at > run.extracted_at
        and coalesce(other.delivers, ${profile.delivers}) = 'snapshot' and other.ends_withheld is null) later on true
    where run.id = ${id}`);
  if (!said) throw new Error(`there is no import ${id}`);
  const { fullVersion: version, fullDay: day, ...statement } = said;
  return { ...statement, fullSince: version !== null && day !== null ? { version, day } : null };
}

type Published = Pick<Applied, 'rowsLate' | 'recordsEnded' | 'endsWithheld' | 'changeId'>;

async function publish(
  tx: Tx,
  { id, profile, actor, release }: Delivery,
  said: Statement,
): Promise<Published> {
  const { source, key: feed } = profile;
  const speaker = { source, feed };
  await openEnded(tx);
  if (said.fullSince) await endBehind(tx, speaker, said.fullSince);
  const rowsLate = await setLateAside(tx, speaker);
  const endsWithheld =
    (said.delivers ?? profile.delivers) === 'snapshot'
      ? await findMissing(tx, speaker, { id, ...said, certain: said.delivers === 'snapshot' })
      : null;
  const distinct = profile.parts.some((part) => part.distinct === true);
  const act = { actor, act: `import ${profile.key}`, importId: id };
  const { changeId, ended } = await publishGathered(tx, {
    ...{ ...speaker, distinct, act, isLate: said.isLate },
    ...(release && { release }),
  });
  return { changeId, rowsLate, recordsEnded: ended, endsWithheld };
}

/** Publishes what has been gathered, in the temporary tables `said_code`, `carried_code`, `said_mapping`, `said_record`,
 *  `late_record` and `ended_record`, as one act, if it says anything new: the one way into the hub of whatever sources
 *  say, file or single record. */
export async function publishGathered(
  tx: Tx,
  said: { source: string; feed: string; distinct: boolean; isLate: boolean; act: Act; release?: NewRelease },
): Promise<{ changeId: number | null; ended: number }> {
  const { source, act } = said;
  let changeId: number | null = null;
  const change = async () => {
    changeId ??= await recordChange(tx, act);
    return changeId;
  };
  const release = said.release && (await takeRelease(tx, said.release, { source, change }));
  // Releases have an order of their own: the days from which they hold.
  await setLateCodesAside(tx, said, said.isLate && !release);
  await endTheirKeys(tx, said);
  await applyCodes(tx, source, change);
  await applyMappings(tx, { source, approvedBy: act.actor, change });
  if (release?.isNews) await noticeRetiredUses(tx, release, change);
  const publishing = { change, inFile: act.importId !== undefined };
  await keepLate(tx, publishing);
  const ended = await publishRecords(tx, { ...said, ...publishing });
  if (changeId !== null) await closeAnsweredMisses(tx, changeId);
  return { changeId, ended };
}

/** Keeps the source records of `said_record`, gives those that say something new their golden records, ends those of
 *  `ended_record`, believes anew what they touch, and lets relations follow. Returns how many ended. */
export async function publishRecords(
  tx: Tx,
  said: Speaker & Publishing & { distinct: boolean },
): Promise<number> {
  const fresh = await applyRecords(tx, said);
  const ended = await endRecords(tx, said);
  if (fresh + ended === 0) return 0;
  const changeId = await said.change();
  if (fresh > 0) await linkFreshRecords(tx, { source: said.source, distinct: said.distinct, changeId });
  if (ended > 0) await touchEnded(tx);
  await rebuildGoldenRecords(tx, changeId);
  await stateRelations(tx, changeId, { fresh: fresh > 0, ended: ended > 0 });
  await followRelations(tx, changeId);
  return ended;
}

/** Adds the golden records of ended records to `touched_golden`. A golden record whose records have all ended is
 *  believed as it was last. */
async function touchEnded(tx: Tx): Promise<void> {
  await tx.execute(sql`create temporary table if not exists touched_golden (golden_id uuid) on commit drop`);
  await tx.execute(sql`
    insert into touched_golden
    select distinct place.golden_id from ending
    join membership place on place.record_id = ending.record_id and place.to_change is null
    where place.golden_id not in (select golden_id from touched_golden)`);
}

async function countRows(
  tx: Tx,
  id: string,
): Promise<Pick<Applied, 'rowsRead' | 'rowsApplied' | 'rowsUnchanged' | 'rowsRejected'>> {
  const [row] = await tx.execute<{ staged: number; applied: number; rejected: number }>(sql`
    select (select count(distinct row_number)::int from staged) as staged,
           (select count(distinct row_number)::int from touched_row) as applied,
           (select count(*)::int from rejected_row where import_id = ${id}) as rejected`);
  if (!row) throw new Error('counting an import returned no row');
  const { staged, applied, rejected } = row;
  return {
    rowsRead: staged + rejected,
    rowsApplied: applied,
    rowsUnchanged: staged - applied,
    rowsRejected: rejected,
  };
}
