import { sql } from 'drizzle-orm';
import { closeAnsweredMisses } from '../crosswalk/answered-misses.store.js';
import { applyCodes, applyMappings } from '../crosswalk/bulk.store.js';
import type { System } from '../crosswalk/system-directory.js';
import { applyRecords } from '../golden-records/source-record.store.js';
import { linkFreshRecords } from '../match-merge/link-records.store.js';
import { rebuildGoldenRecords } from '../match-merge/survivorship.store.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { rejectContradictions } from './contradictions.store.js';
import { gatherFacts, takeStaged } from './gather.store.js';
import type { Profile } from './profile.js';

export interface Applied {
  readonly rowsRead: number;
  readonly rowsApplied: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  readonly changeId: number | null;
}

interface Delivery {
  readonly id: string;
  readonly profile: Profile;
  readonly forms: ReadonlyMap<string, System>;
  readonly actor: string;
}

/** Publishes a staged delivery in one set-based transaction, whatever its size: its codes, its mappings, its source
 *  records and the golden records they find or found are one revision, seen whole or not at all. A delivery that says
 *  nothing new publishes nothing. Imports are applied one after the other. */
export async function applyImport(db: Db, delivery: Delivery): Promise<Applied> {
  const { id, profile, actor } = delivery;
  return transact(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
    await tx.execute(sql`select hold_statistics()`);
    // Compiling a statement took PostgreSQL 0.8 s, however few its rows: it takes what JSON holds for many.
    await tx.execute(sql`set local jit = off`);
    // With 4 MB every sort of a large file went over the disk. And what a lookup through an index costs by default is
    // that of a disk that turns: PostgreSQL would rather read ten million rows than look up a hundred thousand.
    await tx.execute(sql`set local work_mem = '64MB'`);
    await tx.execute(sql`set local random_page_cost = 1.1`);
    await takeStaged(tx, id);
    await rejectContradictions(tx, id, profile);
    await gatherFacts(tx, delivery);
    const changeId = await publish(tx, delivery);
    const counts = await countRows(tx, id);
    await tx.execute(sql`
      update import_run set state = 'APPLIED', finished_at = clock_timestamp(), change_id = ${changeId},
        rows_read = ${counts.rowsRead}, rows_applied = ${counts.rowsApplied},
        rows_unchanged = ${counts.rowsUnchanged}, rows_rejected = ${counts.rowsRejected}
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

async function publish(tx: Tx, { id, profile, actor }: Delivery): Promise<number | null> {
  let changeId: number | null = null;
  const change = async () => {
    changeId ??= await recordChange(tx, { actor, act: `import ${profile.key}`, importId: id });
    return changeId;
  };
  const { source, key: feed } = profile;
  await applyCodes(tx, source, change);
  await applyMappings(tx, { source, approvedBy: actor, change });
  const distinct = profile.parts.some((part) => part.distinct === true);
  await publishRecords(tx, { source, feed, distinct, change });
  if (changeId !== null) await closeAnsweredMisses(tx, changeId);
  return changeId;
}

/** Keeps the source records of `said_record`, gives those that say something new their golden records, and believes these
 *  anew. */
export async function publishRecords(
  tx: Tx,
  said: { source: string; feed: string; distinct: boolean; change: () => Promise<number> },
): Promise<void> {
  if ((await applyRecords(tx, said)) === 0) return;
  const changeId = await said.change();
  await linkFreshRecords(tx, { source: said.source, distinct: said.distinct, changeId });
  await rebuildGoldenRecords(tx, changeId);
}

async function countRows(tx: Tx, id: string): Promise<Omit<Applied, 'changeId'>> {
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
