import type { Db } from '../platform/db/db.js';
import type { Handlers } from '../platform/jobs/jobs.js';
import { unfinishedImports } from './import.queries.js';
import { abandonBrokenUploads } from './import.store.js';
import { runImport } from './run-import.js';

export const importJob = 'import';
export const importSweepJob = 'sweep imports';

/** What the worker does about deliveries: takes the one it is told of, and now and then whatever a crash left. */
export function importHandlers(db: Db): Handlers {
  return {
    [importJob]: async (id) => void (await runImport(db, id)),
    [importSweepJob]: async () => {
      await abandonBrokenUploads(db);
      for (const id of await unfinishedImports(db)) await runImport(db, id);
    },
  };
}
