import { createReadStream, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { setUpSystems } from '../crosswalk/system.store.js';
import { systemDeclarations } from '../crosswalk/system-declaration.js';
import type { DeliveryStatement } from '../imports/delivery-statement.js';
import { profiles } from '../imports/profiles.js';
import { deliver } from '../imports/run-import.js';
import type { Db } from '../platform/db/db.js';
import { folders } from './home.js';

/** Who delivers them: nobody else is called so. */
const actor = 'system';

const january2019: DeliveryStatement = { edition: '2019', effectiveOn: '2019-01-01' };

/** In the order of their standing: the registry first, so that what hospitals and vendors say of a device finds it. */
const files = [
  { profile: 'gudid-devices', path: 'gudid/devices.psv' },
  { profile: 'gudid-identifiers', path: 'gudid/identifiers.psv' },
  { profile: 'hcpcs-level-2', path: 'hcpcs/hcpcs-2019.csv', statement: january2019 },
  { profile: 'hcpcs-modifiers', path: 'hcpcs/hcpcs-modifiers-2019.csv', statement: january2019 },
  { profile: 'erp-suppliers', path: 'erp/suppliers.csv' },
  { profile: 'erp-locations', path: 'erp/locations.csv' },
  { profile: 'erp-cost-centers', path: 'erp/cost-centers.csv' },
  { profile: 'hemm-item-master', path: 'erp/item-master.csv' },
  { profile: 'vizient-contract', path: 'contract/vizient.csv' },
  { profile: 'distributor-prices', path: 'distributor/dist-b-prices.csv' },
  { profile: 'wellstar-medications', path: 'wellstar/WSMedications.txt' },
  { profile: 'wellstar-supplies', path: 'wellstar/WSSupplies.txt' },
] as const;

export type SampleProfile = (typeof files)[number]['profile'];

const [lastFile] = files.toReversed();

/** Loads the sample files, or some of them, by the path every file takes; twice is once. Tells of each as it is in. */
export async function loadSampleData(
  db: Db,
  only?: readonly SampleProfile[],
  tell: (line: string) => void = () => {},
): Promise<void> {
  const declared = JSON.parse(readFileSync(`${folders.seedData}/code-systems.json`, 'utf8'));
  await setUpSystems(db, systemDeclarations.parse(declared), actor);
  const wanted = files.filter(({ profile }) => !only || only.includes(profile));
  // A file is read while PostgreSQL still works on the one before it, and applied when that one is in.
  let before: Promise<void> = Promise.resolve();
  for (const file of wanted) {
    const turn = before;
    let isStaged = () => {};
    const staged = new Promise<void>((resolve) => {
      isStaged = resolve;
    });
    before = loadFile(db, file, { isStaged, turn, tell });
    await Promise.race([staged, before]);
  }
  await before;
}

interface Pace {
  readonly isStaged: () => void;
  /** Ends when the file before is in; fails when it is not, and then this one is not applied either. */
  readonly turn: Promise<void>;
  readonly tell: (line: string) => void;
}

async function loadFile(
  db: Db,
  { profile: key, path, ...said }: (typeof files)[number],
  { isStaged, turn, tell }: Pace,
): Promise<void> {
  const profile = profiles.get(key);
  if (!profile) throw new Error(`no profile ${key}`);
  const stream = createReadStream(`${folders.seedData}/${path}`);
  const staged = () => {
    isStaged();
    return turn;
  };
  try {
    const outcome = await deliver(db, {
      ...{ profile, fileName: path, actor, stream, staged },
      ...('statement' in said && { statement: said.statement }),
    });
    if (outcome.kind !== 'applied')
      throw new Error(`the sample file ${path} was not applied: ${outcome.kind}`);
    const { rowsRead, rowsRejected } = outcome.counts;
    tell(`  ${path}: ${rowsRead.toLocaleString('en')} rows, ${rowsRejected} rejected`);
  } finally {
    // Nothing is under way any more when the first failure is told.
    await turn.catch(() => {});
  }
}

/** Whether the sample data is still to be loaded: the hub is empty, or a start that began to load was killed before the
 *  last file was there. */
export async function lacksSampleData(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ lacks: boolean }>(sql`
    select not exists (select from code)
      or coalesce(not bool_or(state = 'APPLIED' and file_name = ${lastFile?.path}), false) as lacks
    from import_run where actor = ${actor} and file_name = any(${sql.param(files.map(({ path }) => path))}::text[])`);
  return row?.lacks ?? true;
}
