import { type Db, transact } from '../../platform/db/db.js';
import type { Handlers } from '../../platform/jobs/jobs.js';
import { endLeases } from './claim.store.js';
import { escalateTasks, wakeTasks } from './handle-task.store.js';

export const queueSweepJob = 'sweep task queues';

/** What time alone does to tasks: leases end, what was put away comes back, what is overdue moves on. */
export function queueHandlers(db: Db): Handlers {
  return { [queueSweepJob]: () => sweepQueues(db) };
}

export async function sweepQueues(db: Db): Promise<void> {
  await transact(db, endLeases);
  await wakeTasks(db);
  await escalateTasks(db);
}
