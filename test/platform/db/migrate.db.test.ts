import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { runningGrants } from '../../../src/app/grants.js';
import { folders } from '../../../src/app/home.js';
import { refusalSentence } from '../../../src/app/prepare-hub.js';
import { migrateDatabase } from '../../../src/platform/db/migrate.js';
import { testApp, testOwner, urlOf } from '../../support/template.js';
import { until } from '../../support/until.js';

const { superuserUrl } = inject('server');
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function run<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** An empty database of its own, as its owner. */
async function emptyDatabase(more = ''): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(superuserUrl, (sql) =>
    sql.unsafe(`create database ${name} owner ${testOwner} template template0 ${more}`),
  );
  cleanups.push(() => run(superuserUrl, (sql) => sql.unsafe(`drop database ${name} with (force)`)));
  return urlOf(superuserUrl, testOwner, name);
}

const migrate = (migrateUrl: string, grants = runningGrants) =>
  migrateDatabase({ migrateUrl, runningRole: testApp, folder: folders.migrations, grants });

const applied = (url: string) =>
  run(url, async (sql) => {
    const [row] = await sql`
      select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
             (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as tables`;
    return row;
  });

describe('migrating', () => {
  test('eight processes that migrate one empty database at once all succeed, and it is migrated once', async () => {
    const [together, alone] = [await emptyDatabase(), await emptyDatabase()];
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => migrate(together)));
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => ({ kind: 'migrated' })));
    await migrate(alone);
    expect(await applied(together)).toEqual(await applied(alone));
  });

  test('a second run changes nothing', async () => {
    const url = await emptyDatabase();
    await migrate(url);
    const before = await applied(url);
    expect(await migrate(url)).toEqual({ kind: 'migrated' });
    expect(await applied(url)).toEqual(before);
  });

  test('a grant that is no longer declared is taken back', async () => {
    const url = await emptyDatabase();
    await migrate(url, { ...runningGrants, change: 'select, insert, delete' });
    await migrate(url);
    const held = await run(
      url,
      (sql) => sql`select has_table_privilege(${testApp}, 'change', 'delete') as may_delete`,
    );
    expect(held[0]).toEqual({ may_delete: false });
  });

  test('a database with more migrations than this version knows is refused by number and left alone', async () => {
    const url = await emptyDatabase();
    await migrate(url);
    await run(url, async (sql) => {
      await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a later version', 99999999999999)`;
      await sql.unsafe(`revoke select on code from ${testApp}`);
    });
    const refused = await migrate(url);
    const { migrations } = (await applied(url)) as { migrations: number };
    expect(refused).toEqual({ kind: 'schema-newer', known: migrations - 1, found: migrations });
    expect(refusalSentence(refused as never)).toBe(
      `The database holds ${migrations} migrations and this version knows ${migrations - 1}: run a newer Concord.`,
    );
    const held = await run(
      url,
      (sql) => sql`select has_table_privilege(${testApp}, 'code', 'select') as may_read`,
    );
    expect(held[0]).toEqual({ may_read: false });
  });

  test('a version that was waiting while a newer one migrated refuses instead of granting by its old list', async () => {
    const url = await emptyDatabase();
    await migrate(url);
    const newer = postgres(url, { max: 1, onnotice: () => {} });
    await newer`select pg_advisory_lock(7265)`;
    const older = migrate(url);
    const database = new URL(url).pathname.slice(1);
    await run(superuserUrl, (sql) =>
      until('the older version waits', async () => {
        const [row] = await sql`
          select count(*)::int as n from pg_locks join pg_database on pg_database.oid = pg_locks.database
          where locktype = 'advisory' and not granted and datname = ${database}`;
        return row?.['n'];
      }),
    );
    await newer`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a later version', 99999999999999)`;
    await newer.end();
    expect((await older).kind).toBe('schema-newer');
  });

  test('a database that is not UTF8 is refused by its encoding before anything is written', async () => {
    const url = await emptyDatabase(`encoding 'SQL_ASCII' locale_provider 'libc' locale 'C'`);
    const refused = await migrate(url);
    expect(refused).toEqual({ kind: 'not-utf8', encoding: 'SQL_ASCII' });
    expect(refusalSentence(refused as never)).toBe(
      'The database must be encoded in UTF8; this one is SQL_ASCII.',
    );
    const made = await run(
      url,
      (sql) => sql`select count(*)::int as n from pg_namespace where nspname in ('drizzle', 'bullmq')`,
    );
    expect(made[0]).toEqual({ n: 0 });
  });
});
