import { takePendingReviews } from '../match-merge/runs/match-review.store.js';
import { takeStoppedRuns } from '../match-merge/runs/match-run.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { closeTasksOfOvertakenRuns, followTasksOfReviews, openTasksOfStoppedRuns } from './task.store.js';

export const matchingTaskSweepJob = 'sweep match reviews';

const aRound = 500;

/** Opens and closes tasks after what match runs leave to people: now and then, for nobody waits for one. */
export function matchingTaskHandlers(db: Db): Handlers {
  return { [matchingTaskSweepJob]: async () => void (await followMatching(db)) };
}

/** Opens a task for every new match review and for every run that stopped itself, closes those of reviews that are
 *  decided or overtaken and of runs after which another came to its end. Several workers at once take different ones.
 *  Returns how many reviews and runs were looked at. */
export async function followMatching(db: Db): Promise<number> {
  const reviews = await inRounds(db, async (tx) => {
    const taken = await takePendingReviews(tx, aRound);
    await followTasksOfReviews(tx, taken);
    return taken.length;
  });
  const runs = await inRounds(db, async (tx) => {
    const stopped = await takeStoppedRuns(tx, aRound);
    await openTasksOfStoppedRuns(tx, stopped);
    return stopped.length;
  });
  await transact(db, closeTasksOfOvertakenRuns);
  return reviews + runs;
}

async function inRounds(db: Db, round: (tx: Tx) => Promise<number>): Promise<number> {
  let looked = 0;
  for (;;) {
    const taken = await transact(db, round);
    looked += taken;
    if (taken < aRound) return looked;
  }
}
