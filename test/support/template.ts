import postgres from 'postgres';
import { migrateHub } from '../../src/app/prepare-hub.js';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import { standardSystems } from '../../src/crosswalk/system-declaration.js';
import { connect } from '../../src/platform/db/db.js';

/** Where tests get their databases from. */
export interface TestServer {
  readonly superuserUrl: string;
  readonly template: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServer;
  }
}

export const testOwner = 'concord_owner';
export const testApp = 'concord_app';
export const testPassword = 'for-tests-only';
const template = 'concord_template';

/** Makes the two roles and a migrated database, sealed so that it can be cloned at any time. */
export async function makeTemplate(superuserUrl: string): Promise<TestServer> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  for (const role of [testOwner, testApp])
    await sql.unsafe(`create role ${role} login password '${testPassword}'`);
  await sql.unsafe(`create database ${template} owner ${testOwner} template template0`);
  const migrated = await migrateHub(
    urlOf(superuserUrl, testOwner, template),
    urlOf(superuserUrl, testApp, template),
  );
  if (migrated.kind !== 'migrated') throw new Error(migrated.kind);
  const db = connect(urlOf(superuserUrl, testApp, template), { max: 1, name: 'template' });
  await setUpSystems(db, standardSystems, 'system');
  await db.$client.end();
  await sql.unsafe(`alter database ${template} with is_template true allow_connections false`);
  await sql.end();
  return { superuserUrl, template };
}

export function urlOf(superuserUrl: string, role: string, database: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = testPassword;
  url.pathname = `/${database}`;
  return url.href;
}
