import { endOvertakenUses, takePendingUses } from '../crosswalk/releases/retired-use.store.js';
import { type Db, transact } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { followTasksOfUses } from './task.store.js';

export const retiredCodeSweepJob = 'sweep retired codes';

const usesARound = 500;

/** Opens and closes tasks after the uses of retired codes that releases leave: now and then, for nobody waits for one. */
export function retiredCodeHandlers(db: Db): Handlers {
  return { [retiredCodeSweepJob]: async () => void (await followRetiredCodes(db)) };
}

/** Opens a task for every new use of a retired code and closes those of ended ones; several workers at once take
 *  different ones. Returns how many were looked at. */
export async function followRetiredCodes(db: Db): Promise<number> {
  await endOvertakenUses(db);
  let looked = 0;
  for (;;) {
    const taken = await transact(db, async (tx) => {
      const uses = await takePendingUses(tx, usesARound);
      await followTasksOfUses(tx, uses);
      return uses.length;
    });
    looked += taken;
    if (taken < usesARound) return looked;
  }
}
