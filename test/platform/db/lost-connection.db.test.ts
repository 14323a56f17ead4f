import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newestRevision, recordChange } from '../../../src/platform/changes/change.store.js';
import { type Tx, transact } from '../../../src/platform/db/db.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';

let pg: TestDb;
let superuser: postgres.Sql;
beforeAll(async () => {
  pg = await openTestDb();
  superuser = postgres(inject('server').superuserUrl, { max: 1 });
});
afterAll(async () => {
  await superuser?.end();
  await pg?.close();
});

async function pidOf(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
}

const kill = (pid: number) => superuser`select pg_terminate_backend(${pid}, 5000)`;

test.each(['between two statements', 'within a statement'])(
  'a transaction whose connection is lost %s fails, is not published, and harms nothing after it',
  async (when) => {
    const before = await newestRevision(pg.db);
    const lost = transact(pg.db, async (tx) => {
      await recordChange(tx, { actor: 'test', act: 'lost' });
      const pid = await pidOf(tx);
      if (when === 'within a statement') {
        const sleeping = tx.execute(sql`select pg_sleep(30)`);
        await kill(pid);
        await sleeping;
      } else {
        await kill(pid);
        await tx.execute(sql`select 1`);
      }
    });
    await expect(lost).rejects.toThrow();
    for (let at = 0; at < 20; at++) expect(await newestRevision(pg.db)).toBe(before);
    await Promise.all(Array.from({ length: 20 }, () => newestRevision(pg.db)));
  },
);
