import type { Db } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { endExpiredOverrides } from './override.service.js';

export const overrideSweepJob = 'end expired overrides';

/** Ends overrides whose days are over: now and then, for a day begins at midnight and nobody waits for it. */
export function overrideHandlers(db: Db): Handlers {
  return { [overrideSweepJob]: async () => void (await endExpiredOverrides(db)) };
}
