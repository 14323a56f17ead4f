import { sql } from 'drizzle-orm';
import { type NoticedConflict, takePendingConflicts } from '../match-merge/conflict.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';

export const conflictSweepJob = 'sweep conflicts';

const conflictsARound = 500;

/** Opens and closes tasks after the conflicts that linking leaves: now and then, for nobody waits for one. */
export function conflictHandlers(db: Db): Handlers {
  return { [conflictSweepJob]: async () => void (await followConflicts(db)) };
}

/** Opens a task for every new conflict and closes those of settled ones; several workers at once take different ones.
 *  Returns how many were looked at. */
export async function followConflicts(db: Db): Promise<number> {
  let looked = 0;
  for (;;) {
    const taken = await transact(db, async (tx) => {
      const conflicts = await takePendingConflicts(tx, conflictsARound);
      await followTasks(tx, conflicts);
      return conflicts.length;
    });
    looked += taken;
    if (taken < conflictsARound) return looked;
  }
}

async function followTasks(tx: Tx, conflicts: readonly NoticedConflict[]): Promise<void> {
  const idsOf = (open: boolean) =>
    sql.param(conflicts.filter((conflict) => conflict.open === open).map(({ id }) => id));
  await tx.execute(sql`
    insert into task (id, kind, conflict_id)
    select id, 'IDENTIFIER_CONFLICT', id from unnest(${idsOf(true)}::uuid[]) as opened(id) order by id
    on conflict (id) do nothing`);
  await tx.execute(sql`
    update task set closed_at = now() where task.id = any(${idsOf(false)}::uuid[]) and task.closed_at is null`);
}
