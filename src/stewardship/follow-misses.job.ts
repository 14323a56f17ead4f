import { closeOvertakenMisses } from '../crosswalk/answered-misses.store.js';
import { missRecordedJob } from '../crosswalk/miss-recorder.js';
import type { Db } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { followMisses } from './task.store.js';

export const missSweepJob = 'sweep misses';

/** Opens and closes tasks after the miss ledger: when told to look, and now and then in case nobody told. */
export function missHandlers(db: Db): Handlers {
  const follow = async () => void (await followMisses(db));
  const sweep = async () => {
    await closeOvertakenMisses(db);
    await follow();
  };
  return { [missRecordedJob]: follow, [missSweepJob]: sweep };
}
