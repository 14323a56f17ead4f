import { createReadStream, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { setUpSystems } from '../crosswalk/system.store.js';
import { systemDeclarations } from '../crosswalk/system-declaration.js';
import { profiles } from '../imports/profiles.js';
import { deliver } from '../imports/run-import.js';
import type { Db } from '../platform/db/db.js';
import { folders } from './home.js';

const files = [{ profile: 'wellstar-supplies', path: 'wellstar/WSSupplies.txt' }] as const;

/** Loads the sample files, by the path every file takes; twice is once. */
export async function loadSampleData(
  db: Db,
  progress: (file: string, rows: number) => void = () => {},
): Promise<void> {
  const declared = JSON.parse(readFileSync(`${folders.seedData}/code-systems.json`, 'utf8'));
  await setUpSystems(db, systemDeclarations.parse(declared), 'system');
  for (const { profile: key, path } of files) {
    const profile = profiles.get(key);
    if (!profile) throw new Error(`no profile ${key}`);
    const outcome = await deliver(db, {
      profile,
      fileName: path,
      actor: 'system',
      stream: createReadStream(`${folders.seedData}/${path}`),
      progress: (rows) => progress(path, rows),
    });
    if (outcome.kind !== 'applied')
      throw new Error(`the sample file ${path} was not applied: ${outcome.kind}`);
  }
}

/** Whether nothing has been loaded yet. */
export async function isEmptyHub(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ empty: boolean }>(sql`select not exists (select from code) as empty`);
  return row?.empty ?? true;
}
