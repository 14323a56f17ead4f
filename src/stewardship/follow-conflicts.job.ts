import { takePendingConflicts } from '../match-merge/conflict.store.js';
import { type Db, transact } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { followTasksOfConflicts } from './task.store.js';

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
      await followTasksOfConflicts(tx, conflicts);
      return conflicts.length;
    });
    looked += taken;
    if (taken < conflictsARound) return looked;
  }
}
