import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestRevision, recordChange, revisionOf } from '../../../src/platform/changes/change.store.js';
import { connect, type Db, sqlState, transact } from '../../../src/platform/db/db.js';
import { counts } from '../../support/counts.js';
import { seededRandom } from '../../support/random.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
});
afterAll(() => pg?.close());

const act = { actor: 'test', act: 'race' };

interface Followed {
  readonly seen: number[];
  /** Acts that turned up with a revision at or below one already seen. */
  readonly holes: number[];
}

/** Reads `revision > cursor` as fast as it can, and each time also looks behind the cursor for what it missed. */
async function follow(db: Db, from: number, stop: () => boolean): Promise<Followed> {
  const seen: number[] = [];
  const holes: number[] = [];
  let cursor = from;
  const met = new Set<number>();
  for (let last = false; !last; ) {
    last = stop();
    const rows = await db.execute<{ revision: string }>(
      sql`select revision from change where change.revision > ${from} order by change.revision`,
    );
    for (const revision of rows.map((row) => Number(row.revision))) {
      if (met.has(revision)) continue;
      met.add(revision);
      if (revision <= cursor) holes.push(revision);
      else seen.push(revision);
    }
    cursor = seen.at(-1) ?? cursor;
  }
  return { seen, holes };
}

describe('the numbers of published acts', () => {
  test('50 racing writers, slow, fast and failing ones, are numbered in commit order and a follower never meets a hole', async () => {
    const random = seededRandom(20_260_331);
    const { writers, actsAWriter } = counts;
    const before = await newestRevision(pg.db);
    let running = true;
    const followerDb = connect(pg.appUrl, { max: 2, name: 'follower' });
    const followers = [0, 1].map(() => follow(followerDb, before, () => !running));
    const commits: { id: number; begun: number; done: number }[] = [];
    let failed = 0;
    const write = async () => {
      const db = connect(pg.appUrl, { max: 1, name: 'writer' });
      for (let at = 0; at < actsAWriter; at++) {
        const [slow, fails] = [random() < 0.1, random() < 0.2];
        // Begun: the last moment at which COMMIT cannot yet have been asked for.
        let begun = 0;
        const id = await transact(db, async (tx) => {
          const change = await recordChange(tx, act);
          if (slow) await sleep(20 + random() * 80);
          if (fails) throw new Error('rolled back on purpose');
          begun = performance.now();
          return change;
        }).catch((error: Error) => {
          if (error.message !== 'rolled back on purpose') throw error;
        });
        if (id === undefined) failed++;
        else commits.push({ id, begun, done: performance.now() });
      }
      await db.$client.end();
    };
    await Promise.all(Array.from({ length: writers }, write));
    running = false;
    const followed = await Promise.all(followers);
    await followerDb.$client.end();

    expect(failed).toBeGreaterThan(0);
    expect(commits.length + failed).toBe(writers * actsAWriter);
    const rows = await pg.db.execute<{ id: string; revision: string }>(
      sql`select id, revision from change where change.revision > ${before} order by change.revision`,
    );
    const published = rows.map((row) => Number(row.revision));
    expect(rows.map((row) => Number(row.id)).sort((a, b) => a - b)).toEqual(
      commits.map(({ id }) => id).sort((a, b) => a - b),
    );
    for (const { seen, holes } of followed) {
      expect(holes).toEqual([]);
      expect(seen).toEqual(published);
    }
    // Whoever was done before another asked for its COMMIT has the smaller number.
    const revision = new Map(rows.map((row) => [Number(row.id), Number(row.revision)]));
    const byDone = [...commits].sort((a, b) => a.done - b.done);
    for (const late of commits) {
      const early = byDone.filter(({ done }) => done < late.begun);
      const highest = Math.max(0, ...early.map(({ id }) => revision.get(id) as number));
      expect(highest).toBeLessThan(revision.get(late.id) as number);
    }
  });

  test('a slow transaction keeps nobody waiting and is numbered when it commits', async () => {
    const slow = connect(pg.appUrl, { max: 1, name: 'slow' });
    const [slowId, quickId] = await transact(slow, async (tx) => {
      const first = await recordChange(tx, act);
      return [first, await transact(pg.db, (other) => recordChange(other, act))] as const;
    });
    await slow.$client.end();
    expect(quickId).toBeGreaterThan(slowId);
    expect(Number(await revisionOf(pg.db, quickId))).toBeLessThan(Number(await revisionOf(pg.db, slowId)));
  });

  test('an act that is rolled back takes no number and leaves no gap that could later be filled', async () => {
    const before = await newestRevision(pg.db);
    await expect(
      transact(pg.db, async (tx) => {
        await recordChange(tx, act);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const id = await transact(pg.db, (tx) => recordChange(tx, act));
    expect(await revisionOf(pg.db, id)).toBe(String(before + 1));
  });

  test.each(['repeatable read', 'serializable'] as const)(
    'a %s writer whose snapshot has grown old is refused, never misnumbered',
    async (isolationLevel) => {
      const before = await newestRevision(pg.db);
      const stale = pg.db.transaction(
        async (tx) => {
          await tx.execute(sql`select max(revision) from change`);
          await transact(pg.db, (other) => recordChange(other, act));
          await recordChange(tx as never, act);
        },
        { isolationLevel },
      );
      const state = await stale.then(() => 'committed', sqlState);
      expect(['23505', '40001']).toContain(state);
      expect(await newestRevision(pg.db)).toBe(before + 1);
    },
  );

  test('a writer that asks for its number early holds the others back instead of breaking the order', async () => {
    const early = connect(pg.appUrl, { max: 1, name: 'early' });
    let other: Promise<number> | undefined;
    const order: string[] = [];
    const first = await transact(early, async (tx) => {
      const id = await recordChange(tx, act);
      await tx.execute(sql`set constraints all immediate`);
      other = transact(pg.db, (quick) => recordChange(quick, act)).then((done) => {
        order.push('other');
        return done;
      });
      await sleep(150);
      order.push('early');
      return id;
    });
    const second = await (other as unknown as Promise<number>);
    await early.$client.end();
    expect(order).toEqual(['early', 'other']);
    expect(Number(await revisionOf(pg.db, first))).toBeLessThan(Number(await revisionOf(pg.db, second)));
  });
});

describe('what the running role may not do', () => {
  const refused = async (statement: string) => {
    const error = await pg.db.$client.unsafe(statement).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return sqlState(error) ?? 'it was allowed';
  };

  test('it cannot number an act by itself: a number handed in is taken away again', async () => {
    const before = await newestRevision(pg.db);
    const [row] = await pg.db.$client`
      insert into change (revision, actor, act) values (999999, 'test', 'cheat') returning id, revision`;
    expect(row?.['revision']).toBeNull();
    expect(await revisionOf(pg.db, Number(row?.['id']))).toBe(String(before + 1));
  });

  test.each(['change', 'audit_entry', 'decision'])('it cannot rewrite, delete or empty %s', async (table) => {
    const columns = await pg.db.$client<{ name: string }[]>`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`;
    expect(columns.length).toBeGreaterThan(3);
    for (const { name } of columns) {
      expect([name, await refused(`update ${table} set ${name} = default`)]).toEqual([name, '42501']);
    }
    expect(await refused(`delete from ${table}`)).toBe('42501');
    expect(await refused(`truncate ${table}`)).toBe('42501');
  });

  test.each(['code_fact', 'mapping', 'policy'])(
    'of %s it may write the end and nothing else',
    async (table) => {
      const columns = await pg.db.$client<{ name: string }[]>`
      select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`;
      const allowed: string[] = [];
      for (const { name } of columns) {
        if ((await refused(`update ${table} set ${name} = default where false`)) !== '42501')
          allowed.push(name);
      }
      expect(allowed).toEqual(['to_change']);
      expect(await refused(`delete from ${table}`)).toBe('42501');
      expect(await refused(`truncate ${table}`)).toBe('42501');
    },
  );

  test.each([
    'create table mine (id int)',
    'create table bullmq.mine (id int)',
    'create table drizzle.mine (id int)',
    'create schema mine',
    'create view mine as select 1',
    "create function mine() returns int language sql as 'select 1'",
    'alter table change add column more text',
    'alter table change disable trigger number_change',
    'alter table mapping drop constraint mapping_no_overlap',
    'drop table task',
    'drop trigger unnumber_change on change',
    "create or replace function number_change() returns trigger language plpgsql as 'begin return null; end'",
    'create index mine on mapping (id)',
    'set session_replication_role = replica',
    'set role concord_owner',
    'delete from drizzle.__drizzle_migrations',
  ])('it cannot: %s', async (statement) => {
    expect(await refused(statement)).toBe('42501');
  });
});
