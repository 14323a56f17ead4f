import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EventLine } from '../../src/imports/record-event.service.js';
import { keepEvent, unfinishedEvents } from '../../src/imports/record-event.store.js';
import { captureLog } from '../support/captured-log.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

const supplier = (key: string, name: string) => ({ system: 'erp-supplier', key, values: { name } });

async function keep(...records: object[]) {
  const body = Buffer.from(JSON.stringify({ records }));
  const kept = await keepEvent(pg.db, { source: 'erp', body, actor: 'test' });
  if (kept.kind !== 'kept') throw new Error(kept.kind);
  return kept.event;
}

/** What has been said of a record, in the order in which it was believed. */
async function said(key: string): Promise<string[]> {
  const rows = await pg.db.execute<{ name: string }>(sql`
    select said.values ->> 'name' as name from source_record_version said
    join source_record record on record.id = said.record_id where record.key = ${key} order by said.from_change`);
  return rows.map(({ name }) => name);
}

async function stateOf(id: string) {
  const [row] = await pg.db.execute<{ state: string; failures: number; problem: string | null }>(sql`
    select state, failures, problem from record_event where id = ${id}`);
  return row;
}

describe('the events of a source', () => {
  test('are applied in the order in which they arrived, whichever is worked on first', async () => {
    const first = await keep(supplier('A1', 'First'));
    const second = await keep(supplier('A1', 'Second'));
    const line = new EventLine(pg.db);
    expect(await line.applyThrough(second)).toBe(true);
    expect(await line.applyThrough(first)).toBe(true);
    expect(await said('A1')).toEqual(['First', 'Second']);
  });

  test('sent by one sender after the other, taken by three processes in any order, count as sent', async () => {
    const lines = [new EventLine(pg.db), new EventLine(pg.db), new EventLine(pg.db)];
    const rounds = 6;
    const senders = ['B1', 'B2', 'B3'];
    const applied: Promise<boolean>[] = [];
    await Promise.all(
      senders.map(async (key) => {
        for (let round = 0; round < rounds; round++) {
          const event = await keep(supplier(key, `${round}`));
          // Not waited for: the next is kept while this one is under way, in another process.
          const line = lines[(round * 7 + key.charCodeAt(1)) % 3];
          if (line && round % 3 !== 1) applied.push(line.applyThrough(event));
        }
      }),
    );
    expect(await Promise.all(applied)).not.toContain(false);
    await Promise.all((await unfinishedEvents(pg.db)).map((event) => lines[0]?.applyThrough(event)));
    const inOrder = Array.from({ length: rounds }, (_, round) => `${round}`);
    for (const key of senders) expect(await said(key)).toEqual(inOrder);
  });

  test('go on when one of them fails again and again, which is refused; its body stays', async () => {
    const owner = postgres(pg.ownerUrl, { max: 1, onnotice: () => {} });
    await owner.unsafe(`
      create function refuse_poison() returns trigger language plpgsql as $$
        begin if new.key = 'POISON' then raise exception 'no' using errcode = '22000'; end if; return new; end $$;
      create trigger refuse_poison before insert on source_record for each row execute function refuse_poison()`);
    const log = captureLog();
    try {
      const poison = await keep(supplier('POISON', 'Poison'));
      const next = await keep(supplier('C1', 'Next'));
      expect(await new EventLine(pg.db).applyThrough(next)).toBe(true);
      expect(await stateOf(poison.id)).toMatchObject({ state: 'REFUSED', failures: 5 });
      expect(await said('C1')).toEqual(['Next']);
      expect(await said('POISON')).toEqual([]);
    } finally {
      log.restore();
      await owner.unsafe('drop trigger refuse_poison on source_record');
      await owner.end();
    }
    expect(log.text()).toContain('22000');
    expect(log.text()).not.toContain('POISON');
  });

  test('wait no longer than their sender does, and hold up nobody’s statistics', async () => {
    const owner = postgres(pg.ownerUrl, { max: 2, onnotice: () => {} });
    await owner.begin(async (tx) => {
      await tx`lock table source_record, code, golden_record in share update exclusive mode`;
      expect(await new EventLine(pg.db).applyThrough(await keep(supplier('D1', 'Meanwhile')), 5_000)).toBe(
        true,
      );
    });
    const event = await keep(supplier('D2', 'Later'));
    await owner.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(7268)`;
      const line = new EventLine(pg.db);
      expect(await Promise.all([line.applyThrough(event, 300), line.applyThrough(event, 300)])).toEqual([
        false,
        false,
      ]);
    });
    await owner.end();
    expect(await new EventLine(pg.db).applyThrough(event)).toBe(true);
    expect(await said('D2')).toEqual(['Later']);
  });
});
