import { setUpSystems } from '../crosswalk/system.store.js';
import { standardSystems } from '../crosswalk/system-declaration.js';
import { ensureFirstKey } from '../platform/access/api-key.store.js';
import { connect } from '../platform/db/db.js';
import { type Migrated, migrateDatabase, schemaState } from '../platform/db/migrate.js';
import { unknownRules } from './declared-rules.js';
import { runningGrants } from './grants.js';
import { folders } from './home.js';
import { lacksSampleData, loadSampleData } from './sample-data.js';

export interface Preparation {
  readonly migrateUrl: string;
  readonly appUrl: string;
  readonly adminKey: string;
  readonly timeZone: string;
  readonly sampleData: boolean;
  readonly log: (line: string) => void;
}

/** Brings a database to the state in which the API may start: schema, grants, standard systems, first key, and the
 *  sample data if it is wanted and the hub is empty, or was killed while it loaded. A failure that was to be expected is
 *  a sentence. */
export async function prepareHub(options: Preparation): Promise<{ sentence: string } | undefined> {
  const [unknown] = unknownRules();
  const unfit = unknown ?? (await makeFit(options));
  if (unfit) return { sentence: unfit };
  const db = connect(options.appUrl, { max: 6, name: 'concord prepare', timeZone: options.timeZone });
  try {
    await setUpSystems(db, standardSystems, 'system');
    if ((await ensureFirstKey(db, options.adminKey)) === 'revoked') return { sentence: revokedSentence };
    if (options.sampleData && (await lacksSampleData(db))) {
      options.log('Loading the sample data ...');
      await loadSampleData(db, undefined, options.log);
    }
  } finally {
    await db.$client.end();
  }
  return undefined;
}

/** With a role that migrates, migrates; without one, the database must have been migrated by somebody who has it. */
async function makeFit({ migrateUrl, appUrl }: Preparation): Promise<string | undefined> {
  if (migrateUrl === appUrl) return schemaSentence(appUrl);
  const migrated = await migrateHub(migrateUrl, appUrl);
  return migrated.kind === 'migrated' ? undefined : refusalSentence(migrated);
}

/** Why this version cannot run on a database as it stands; undefined if it can. */
export async function schemaSentence(databaseUrl: string): Promise<string | undefined> {
  const db = connect(databaseUrl, { max: 1, name: 'concord' });
  try {
    const state = await schemaState(db, folders.migrations);
    if (state.kind === 'current') return undefined;
    const holds = `The database holds ${state.found} migrations and this version knows ${state.known}`;
    return state.kind === 'newer'
      ? `${holds}: run a newer Concord.`
      : `${holds}: run \`npx concord migrate\` with DATABASE_MIGRATE_URL, a role that owns the tables.`;
  } finally {
    await db.$client.end();
  }
}

const revokedSentence =
  'The first administrator’s key was revoked and there is no other: set CONCORD_ADMIN_KEY to a new one.';

/** Migrates as one role and grants the other its share. */
export function migrateHub(migrateUrl: string, appUrl: string): Promise<Migrated> {
  const runningRole = decodeURIComponent(new URL(appUrl).username);
  return migrateDatabase({ migrateUrl, runningRole, folder: folders.migrations, grants: runningGrants });
}

export function refusalSentence(refused: Exclude<Migrated, { kind: 'migrated' }>): string {
  switch (refused.kind) {
    case 'server-too-old':
      return `Concord needs PostgreSQL 15 or newer; this server is version ${refused.version}.`;
    case 'not-utf8':
      return `The database must be encoded in UTF8; this one is ${refused.encoding}.`;
    case 'schema-newer':
      return `The database holds ${refused.found} migrations and this version knows ${refused.known}: run a newer Concord.`;
    case 'one-role':
      return `DATABASE_URL and DATABASE_MIGRATE_URL name the same role ${refused.role}: the one that runs may not own the tables.`;
    default:
      return refused satisfies never;
  }
}
