import { createReadStream, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { setUpSystems } from '../crosswalk/system.store.js';
import { systemDeclarations } from '../crosswalk/system-declaration.js';
import { profiles } from '../imports/profiles.js';
import { deliver } from '../imports/run-import.js';
import type { Db } from '../platform/db/db.js';
import { folders } from './home.js';

/** In the order of their standing: the registry first, so that what hospitals and vendors say of a device finds it. */
const files = [
  { profile: 'gudid-devices', path: 'gudid/devices.psv' },
  { profile: 'gudid-identifiers', path: 'gudid/identifiers.psv' },
  { profile: 'hcpcs-level-2', path: 'hcpcs/hcpcs-2019.csv' },
  { profile: 'hcpcs-modifiers', path: 'hcpcs/hcpcs-modifiers-2019.csv' },
  { profile: 'erp-suppliers', path: 'erp/suppliers.csv' },
  { profile: 'erp-locations', path: 'erp/locations.csv' },
  { profile: 'erp-cost-centers', path: 'erp/cost-centers.csv' },
  { profile: 'hemm-item-master', path: 'erp/item-master.csv' },
  { profile: 'vizient-contract', path: 'contract/vizient.csv' },
  { profile: 'distributor-prices', path: 'distributor/dist-b-prices.csv' },
  { profile: 'wellstar-medications', path: 'wellstar/WSMedications.txt' },
  { profile: 'wellstar-supplies', path: 'wellstar/WSSupplies.txt' },
] as const;

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
