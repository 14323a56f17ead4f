import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { connect, type Db, warmUp } from '../../src/platform/db/db.js';
import { type TestServer, testApp, testOwner, urlOf } from './template.js';

export interface TestDb {
  /** As the role that runs. */
  readonly db: Db;
  readonly appUrl: string;
  /** As the role that owns the tables. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

/** A database of its own, cloned from the migrated template (about 30 ms). Close it in `afterAll`. The server is the
 *  one of the project; a suite of processes, which has none, brings its own. */
export async function openTestDb({ superuserUrl, template }: TestServer = inject('server')): Promise<TestDb> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuserUrl, async (sql) => {
    await sql.unsafe(`create database ${name} owner ${testOwner} template ${template} strategy file_copy`);
  });
  const appUrl = urlOf(superuserUrl, testApp, name);
  const db = connect(appUrl, { max: 10, name: 'test' });
  await warmUp(db);
  return {
    db,
    appUrl,
    ownerUrl: urlOf(superuserUrl, testOwner, name),
    close: async () => {
      await db.$client.end({ timeout: 5 });
      await asSuperuser(superuserUrl, (sql) => sql.unsafe(`drop database ${name} with (force)`));
    },
  };
}

async function asSuperuser(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
