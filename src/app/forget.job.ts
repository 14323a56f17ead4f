import { forgetOldBatches } from '../crosswalk/miss.store.js';
import type { Db } from '../platform/db/db.js';
import { forgetOldKeys } from '../platform/idempotency/idempotency.store.js';
import type { Handlers } from '../platform/jobs/jobs.js';

export const forgetJob = 'forget what is over';

/** Deletes what is kept for a time only; docs/data.md says what and for how long. */
export function forgetHandlers(db: Db): Handlers {
  return {
    [forgetJob]: async () => {
      await forgetOldKeys(db);
      await forgetOldBatches(db);
    },
  };
}
