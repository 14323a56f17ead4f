import type { Sql } from 'postgres';
import { connectOnce } from './probe.js';
import { makeSecrets, readSecrets } from './secrets.js';

/** Two roles from the first day. `concord_owner` owns the database and migrates; `concord_app` runs, and may do
 *  only what the migrations grant it. */
export interface DatabaseUrls {
  migrateUrl: string;
  appUrl: string;
}

const database = 'concord';
const owner = 'concord_owner';
const app = 'concord_app';

/** Makes database and roles when missing. Not for two at once: the caller holds the data folder's lock. */
export async function prepareDatabase(
  superuserUrl: string,
  { dataDir }: { dataDir: string },
): Promise<DatabaseUrls> {
  const secrets = readSecrets(dataDir) ?? makeSecrets(dataDir);
  const sql = connectOnce(superuserUrl);
  try {
    await ensureRole(sql, owner, secrets.owner);
    await ensureRole(sql, app, secrets.app);
    await ensureDatabase(sql);
  } finally {
    await sql.end();
  }
  await restrict(databaseUrl(superuserUrl, 'postgres'));
  return {
    migrateUrl: databaseUrl(superuserUrl, owner, secrets.owner),
    appUrl: databaseUrl(superuserUrl, app, secrets.app),
  };
}

/** The passwords are ours, base64url: nothing in them needs quoting, and `create role` takes no parameters. */
async function ensureRole(sql: Sql, role: string, password: string): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`;
  if (found) return;
  await sql.unsafe(`create role ${role} login nosuperuser nocreatedb nocreaterole password '${password}'`);
}

async function ensureDatabase(sql: Sql): Promise<void> {
  const [found] = await sql`select from pg_database where datname = ${database}`;
  if (!found) await sql.unsafe(`create database ${database} owner ${owner} template template0`);
  await sql.unsafe(`revoke all on database ${database} from public`);
  await sql.unsafe(`grant connect, temporary on database ${database} to ${app}`);
}

/** PostgreSQL 15 and later give nobody the right to create in schema public; a database restored from an older
 *  one still may. */
async function restrict(url: string): Promise<void> {
  const sql = connectOnce(url);
  try {
    await sql`revoke create on schema public from public`;
  } finally {
    await sql.end();
  }
}

function databaseUrl(superuserUrl: string, role: string, password?: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  url.username = role;
  if (password) url.password = password;
  return url.href;
}

/** The URLs of a server that was prepared before, for a command beside a running hub; null if it never was. */
export function preparedUrls(superuserUrl: string, { dataDir }: { dataDir: string }): DatabaseUrls | null {
  const secrets = readSecrets(dataDir);
  if (!secrets) return null;
  return {
    migrateUrl: databaseUrl(superuserUrl, owner, secrets.owner),
    appUrl: databaseUrl(superuserUrl, app, secrets.app),
  };
}
