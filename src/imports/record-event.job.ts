import type { Db } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { applyEvent } from './record-event.service.js';
import { unfinishedEvents } from './record-event.store.js';

export const recordEventJob = 'record event';
export const recordEventSweepJob = 'sweep record events';

/** What the worker does about events: takes the one it is told of, and now and then whatever a crash left. */
export function recordEventHandlers(db: Db): Handlers {
  return {
    [recordEventJob]: (id) => applyEvent(db, id),
    [recordEventSweepJob]: async () => {
      const failures: unknown[] = [];
      for (const id of await unfinishedEvents(db))
        await applyEvent(db, id).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} events failed`);
    },
  };
}
