import { readFileSync } from 'node:fs';
import { runMigrations as migrateQueues } from 'bullmq';
import { sql } from 'drizzle-orm';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import pg from 'pg';
import { connect, type Db } from './db.js';

export type Migrated =
  | { kind: 'migrated' }
  | { kind: 'server-too-old'; version: number }
  | { kind: 'not-utf8'; encoding: string }
  | { kind: 'schema-newer'; known: number; found: number }
  | { kind: 'one-role'; role: string };

/** What the running role may do with one table: privileges in SQL’s own words. */
export type Grants = Readonly<Record<string, string>>;

const oldestServer = 150_000;
const migrationLock = 7265;

/** Brings the database to this version’s schema as the owning role and grants the running role its share.
 *  Safe to run from several processes at once: one does it, the others wait. Idempotent. */
export async function migrateDatabase(options: {
  migrateUrl: string;
  runningRole: string;
  folder: string;
  grants: Grants;
}): Promise<Migrated> {
  const owner = decodeURIComponent(new URL(options.migrateUrl).username);
  if (owner === options.runningRole) return { kind: 'one-role', role: owner };
  const db = connect(options.migrateUrl, { max: 1, name: 'concord migrate' });
  try {
    // Looked at under the lock: whoever waited may find a newer version’s schema, which its own grants do not fit.
    await db.execute(sql`select pg_advisory_lock(${migrationLock})`);
    const refusal = await refuse(db, options.folder);
    if (refusal) return refusal;
    await applyMigrations(db, { migrationsFolder: options.folder });
    await migrateJobs(options.migrateUrl);
    await grantTo(db, options.runningRole, options.grants);
    return { kind: 'migrated' };
  } finally {
    await db.$client.end();
  }
}

export type SchemaState = { kind: 'current' } | { kind: 'older' | 'newer'; known: number; found: number };

/** Whether a database has the schema that this version knows; any role may ask. */
export async function schemaState(db: Db, folder: string): Promise<SchemaState> {
  const known = migrationTimes(folder).length;
  const found = await appliedMigrations(db);
  if (found === known) return { kind: 'current' };
  return { kind: found < known ? 'older' : 'newer', known, found };
}

async function refuse(db: Db, folder: string): Promise<Exclude<Migrated, { kind: 'migrated' }> | undefined> {
  const [server] = await db.execute<{ version: number; encoding: string }>(
    sql`select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  if (!server || server.version < oldestServer) {
    return { kind: 'server-too-old', version: Math.floor((server?.version ?? 0) / 10_000) };
  }
  if (server.encoding !== 'UTF8') return { kind: 'not-utf8', encoding: server.encoding };
  const state = await schemaState(db, folder);
  return state.kind === 'newer' ? { ...state, kind: 'schema-newer' } : undefined;
}

async function appliedMigrations(db: Db): Promise<number> {
  // Asked of the catalogue: before the first grant a running role may not even name the table.
  const [exists] = await db.execute<{ there: boolean }>(sql`
    select exists (select from pg_class join pg_namespace on pg_namespace.oid = pg_class.relnamespace
                   where nspname = 'drizzle' and relname = '__drizzle_migrations'
                     and has_schema_privilege(pg_namespace.oid, 'usage')
                     and has_table_privilege(pg_class.oid, 'select')) as there`);
  if (!exists?.there) return 0;
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from drizzle.__drizzle_migrations`,
  );
  return row?.n ?? 0;
}

function migrationTimes(folder: string): number[] {
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as {
    entries: { when: number }[];
  };
  return journal.entries.map((entry) => entry.when);
}

async function migrateJobs(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrateQueues(client);
  } finally {
    await client.end();
  }
}

async function grantTo(db: Db, role: string, grants: Grants): Promise<void> {
  const to = sql.identifier(role);
  await db.transaction(async (tx) => {
    await tx.execute(sql`revoke all on all tables in schema public from ${to}`);
    await tx.execute(sql`grant usage on schema public to ${to}`);
    for (const [table, privileges] of Object.entries(grants)) {
      await tx.execute(sql`grant ${sql.raw(privileges)} on table ${sql.identifier(table)} to ${to}`);
    }
    await tx.execute(sql`grant usage on schema drizzle to ${to}`);
    await tx.execute(sql`grant select on table drizzle.__drizzle_migrations to ${to}`);
    await tx.execute(sql`grant usage on schema bullmq to ${to}`);
    await tx.execute(sql`grant select, insert, update, delete on all tables in schema bullmq to ${to}`);
    await tx.execute(sql`grant usage, select, update on all sequences in schema bullmq to ${to}`);
    await tx.execute(sql`grant execute on all functions in schema bullmq to ${to}`);
  });
}
