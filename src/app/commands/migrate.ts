import { setUpSystems } from '../../crosswalk/system.store.js';
import { standardSystems } from '../../crosswalk/system-declaration.js';
import { connect } from '../../platform/db/db.js';
import { commandDatabase } from '../cli-database.js';
import { configured } from '../configured.js';
import { migrateHub, refusalSentence } from '../prepare-hub.js';
import { loadSampleData } from '../sample-data.js';
import { complain } from './complain.js';

/** `concord migrate`: brings the database to this version’s schema. */
export async function migrate(): Promise<number> {
  const opened = await commandDatabase(configured());
  if (opened.kind === 'failed') return complain(opened.sentence);
  const { database } = opened;
  try {
    const migrated = await migrateHub(database.migrateUrl, database.appUrl);
    if (migrated.kind !== 'migrated') return complain(refusalSentence(migrated));
    process.stderr.write('The database is at this version’s schema.\n');
    return 0;
  } finally {
    await database.close();
  }
}

/** `concord seed`: loads the sample data; twice is once. */
export async function seed(): Promise<number> {
  const migrated = await migrate();
  if (migrated !== 0) return migrated;
  const opened = await commandDatabase(configured());
  if (opened.kind === 'failed') return complain(opened.sentence);
  const db = connect(opened.database.appUrl, { max: 6, name: 'concord seed' });
  try {
    await setUpSystems(db, standardSystems, 'cli');
    await loadSampleData(db, undefined, (line) => void process.stderr.write(`${line}\n`));
    process.stderr.write('The sample data is loaded.\n');
    return 0;
  } finally {
    await db.$client.end();
    await opened.database.close();
  }
}
