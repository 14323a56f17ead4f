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
      await takeUp(db, await unfinishedImports(db));
    },
  };
}

/** One delivery that fails keeps none behind it from being taken up; the job fails after all of them. */
async function takeUp(db: Db, ids: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const id of ids) await runImport(db, id).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} deliveries failed`);
}
