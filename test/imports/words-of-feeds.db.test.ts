import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeTurn } from '../../src/imports/apply-import.js';
import { applyRecordsAtOnce } from '../../src/imports/apply-records.js';
import type { DeliveryStatement } from '../../src/imports/delivery-statement.js';
import { profiles } from '../../src/imports/profiles.js';
import { deliver } from '../../src/imports/run-import.js';
import { transact } from '../../src/platform/db/db.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

/** A delta, so that a supplier it does not name goes on. */
async function file(number: string, name: string, extracted: string | null): Promise<void> {
  const profile = profiles.get('erp-suppliers');
  if (!profile) throw new Error('no profile of suppliers');
  const statement: DeliveryStatement = { delivers: 'delta', ...(extracted && { extractedAt: extracted }) };
  const text = `Supplier Number,Name,Roles,Aliases,LIC,GLN,Remit To,Parent,Status\n${number},${name},,,,,,,\n`;
  const stream = (async function* () {
    yield Buffer.from(text);
  })();
  const outcome = await deliver(pg.db, {
    ...{ profile, fileName: 'suppliers.csv', actor: 'test', statement, stream },
  });
  expect(outcome.kind).toBe('applied');
}

/** One record at once, by a feed of its own. */
async function record(key: string, name: string, version: string | null): Promise<void> {
  const { outcomes } = await transact(pg.db, async (tx) => {
    await takeTurn(tx);
    const records = [{ system: 'erp-supplier', key, values: { name }, version }];
    return applyRecordsAtOnce(tx, { source: 'erp', feed: 'records', actor: 'test', records });
  });
  expect(outcomes[0]?.fault).toBeNull();
}

/** The name of the one golden record that a supplier’s number finds, and how the number itself is called. */
async function believed(number: string) {
  return pg.db.execute<{ name: string; display: string }>(sql`
    select distinct version.name, fact.display from source_record record
    join membership on membership.record_id = record.id and membership.to_change is null
    join golden_version version on version.golden_id = membership.golden_id and version.to_change is null
    join code on code.normal = record.key join code_system system on system.id = code.system_id
      and system.key = 'erp-supplier'
    join code_fact fact on fact.code_id = code.id and fact.to_change is null
    where record.key = ${number}`);
}

const called = (name: string) => [{ name, display: name }];

test('an older file does not overrule what another feed of its source has said since', async () => {
  await record('S1', 'Newer name', '2026-03-10T09:00:00Z');
  await file('S1', 'Older name', '2026-03-01T06:00:00Z');
  expect(await believed('S1')).toEqual(called('Newer name'));
});

test('nor does an older record overrule a newer file', async () => {
  await file('S2', 'Newer name', '2026-03-10T06:00:00Z');
  await record('S2', 'Older name', '2026-03-01T09:00:00Z');
  expect(await believed('S2')).toEqual(called('Newer name'));
});

test('a newer file overrules an older record, whichever comes first', async () => {
  await record('S3', 'Older name', '2026-03-01T09:00:00Z');
  await file('S3', 'Newer name', '2026-03-10T06:00:00Z');
  expect(await believed('S3')).toEqual(called('Newer name'));
});

test('where no moment is known, what comes last counts', async () => {
  await record('S4', 'First', '7');
  await file('S4', 'Second', null);
  expect(await believed('S4')).toEqual(called('Second'));
  await record('S4', 'Third', '8');
  expect(await believed('S4')).toEqual(called('Third'));
});

test('a moment ahead of the clock counts as that of its arrival', async () => {
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  await record('S5', 'Ahead', ahead);
  await file('S5', 'Since', null);
  expect(await believed('S5')).toEqual(called('Since'));
});
