import type { Db } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { EventLine } from './record-event.service.js';
import { queuedEvent, unfinishedEvents } from './record-event.store.js';

export const recordEventJob = 'record event';
export const recordEventSweepJob = 'sweep record events';

/** What the worker does about events: takes the one it is told of, and now and then whatever a crash left. */
export function recordEventHandlers(db: Db): Handlers {
  const line = new EventLine(db);
  return {
    [recordEventJob]: async (id) => {
      const event = await queuedEvent(db, id);
      if (event) await line.applyThrough(event);
    },
    [recordEventSweepJob]: async () => {
      const events = await unfinishedEvents(db);
      const ended = await Promise.allSettled(events.map((event) => line.applyThrough(event)));
      const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} sources failed`);
    },
  };
}
