import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CopySink } from '../../src/imports/copy-sink.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
let owner: postgres.Sql;
beforeEach(async () => {
  pg = await openTestDb();
  owner = postgres(pg.ownerUrl, { max: 1, onnotice: () => {} });
});
afterEach(async () => {
  await owner?.end();
  await pg?.close();
});

const columns =
  '(import_id, row_number, part, issuer, normal, written, values, status, valid_from, valid_to)';
const copy = `copy staged_row ${columns} from stdin`;
const id = '00000000-0000-4000-8000-000000000001';

function row(number: string): string[] {
  return [id, number, '0', '', 'A', 'A', '{}', 'ACTIVE', '2026-01-01', '9999-12-31'];
}

async function rowsStaged(): Promise<unknown> {
  const [counted] = await pg.db.execute(sql`select count(*)::int as rows from staged_row`);
  return counted;
}

async function runAtEndOfCopy(statement: string): Promise<void> {
  await owner.unsafe(`
    create function at_end_of_copy() returns trigger language plpgsql as $$ begin
      ${statement};
      return null;
    end $$;
    create trigger at_end_of_copy after insert on staged_row
      for each statement execute function at_end_of_copy()`);
}

test('rows are in the table when the sink has closed', async () => {
  const sink = await CopySink.open(pg.db, copy);
  await sink.put([row('1'), row('2')]);
  await sink.close();
  expect(await rowsStaged()).toEqual({ rows: 2 });
});

test('a row that PostgreSQL refuses after the last write fails the closing', async () => {
  const sink = await CopySink.open(pg.db, copy);
  await sink.put([row('1'), row('no number')]);
  await expect(sink.close()).rejects.toThrow('invalid input syntax for type integer: "no number"');
  expect(await rowsStaged()).toEqual({ rows: 0 });
});

test('what PostgreSQL says when the COPY ends fails the closing', async () => {
  await runAtEndOfCopy(`raise exception 'not today'`);
  const sink = await CopySink.open(pg.db, copy);
  await sink.put([row('1')]);
  await expect(sink.close()).rejects.toThrow('not today');
  expect(await rowsStaged()).toEqual({ rows: 0 });
});

test('a connection lost while the COPY ends fails the closing', async () => {
  await runAtEndOfCopy('perform pg_terminate_backend(pg_backend_pid())');
  const sink = await CopySink.open(pg.db, copy);
  await sink.put([row('1')]);
  await expect(sink.close()).rejects.toThrow();
  expect(await rowsStaged()).toEqual({ rows: 0 });
});

test('a connection lost between records is told by each of the next, and to nobody else', async () => {
  const sink = await CopySink.open(pg.db, copy);
  await sink.put([row('1')]);
  await pg.db
    .$client`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'copy staged_row%'`;
  const many = Array.from({ length: 2_000 }, (_, at) => row(String(at)));
  await expect
    .poll(
      () =>
        sink.put(many)?.then(
          () => 'written',
          () => 'lost',
        ) ?? 'kept',
    )
    .toBe('lost');
  await expect(sink.put(many)).rejects.toThrow();
  await expect(sink.close()).rejects.toThrow();
});
