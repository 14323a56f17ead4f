import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overrideValue } from '../../src/match-merge/override.service.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { settleConflict } from '../../src/stewardship/settle-conflict.service.js';
import { makeCaller } from '../support/caller.js';
import { deliverRecords } from '../support/deliver-records.js';
import { brokenHistory } from '../support/history-invariants.js';
import { brokenRules } from '../support/link-invariants.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(async () => {
  expect([await brokenRules(pg.db), await brokenHistory(pg.db)]).toEqual([[], []]);
  await pg?.close();
});

const person = makeCaller();

const say = (source: 'erp' | 'vizient', key: string, hibc: string, brand: string) =>
  deliverRecords(pg.db, {
    ...{ source, feed: 'test' },
    records: [
      {
        ...{ key, values: { brand } },
        codes: [
          { system: `${source}-item`, issuer: '', code: key, role: 'KEY' },
          { system: 'hibc', issuer: '', code: hibc, role: 'BASE' },
        ],
      },
    ],
  });

const one = async <Row extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await pg.db.execute<Row>(query))[0] as Row | undefined;

async function goldenOf(key: string): Promise<string> {
  const row = await one<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = ${key} and to_change is null`);
  if (!row) throw new Error(`${key} has no place`);
  return row.id;
}

const believed = async (id: string) =>
  (await one(sql`select values from golden_version where golden_id = ${id} and to_change is null`))?.[
    'values'
  ];

/** A record whose codes point at another golden record than the one it alone is, with a person’s word on it. */
async function movedOne(
  of: string,
): Promise<{ key: string; here: string; there: string; conflictId: string }> {
  const key = `${of}-moved`;
  await say('erp', key, `${of}A`, 'a');
  await say('vizient', `${of}-other`, `${of}B`, 'b');
  const [here, there] = [await goldenOf(key), await goldenOf(`${of}-other`)];
  const word = { attribute: 'unit', value: 'EA', reason: 'read on the label', expiresOn: null };
  const seenRevision = await newestRevision(pg.db);
  expect(await overrideValue(pg.db, { ...word, goldenId: here, seenRevision }, person)).toMatchObject({
    kind: 'overridden',
  });
  await say('erp', key, `${of}B`, 'a');
  const conflict = await one<{ id: string }>(sql`
    select conflict.id from link_conflict conflict join source_record record on record.id = record_id
    where record.key = ${key} and conflict.to_change is null and conflict.kind = 'MOVED'`);
  if (!conflict) throw new Error('no conflict was opened');
  return { key, here, there, conflictId: conflict.id };
}

const settle = (conflictId: string, goldenId: string | null) =>
  settleConflict(pg.db, { conflictId, goldenId, reason: null }, person);

test('the last source record of a golden record takes along its id and what people say of it to where it belongs', async () => {
  const { key, here, there, conflictId } = await movedOne('L');
  expect(await settle(conflictId, there)).toMatchObject({ kind: 'settled', goldenId: there });
  expect(await goldenOf(key)).toBe(there);
  expect(await believed(here)).toBeUndefined();
  expect(await believed(there)).toMatchObject({ unit: 'EA' });
  expect(
    await one(
      sql`select survivor_id as to from golden_redirect where golden_id = ${here} and to_change is null`,
    ),
  ).toEqual({ to: there });
});

test('which is undone like a merge', async () => {
  const { key, here, there, conflictId } = await movedOne('U');
  const before = [await believed(here), await believed(there)];
  await settle(conflictId, there);
  const seenRevision = await newestRevision(pg.db);
  const undo = { mergedId: here, keepApart: false, reason: null, seenRevision };
  expect(await unmergeGoldenRecords(pg.db, undo, person)).toMatchObject({ kind: 'unmerged' });
  expect(await goldenOf(key)).toBe(here);
  expect([await believed(here), await believed(there)]).toEqual(before);
});

test('a record that is a thing of its own keeps the golden record it has to itself, with what people say of it', async () => {
  const { key, here, conflictId } = await movedOne('O');
  expect(await settle(conflictId, null)).toMatchObject({ kind: 'settled', goldenId: here });
  expect(await goldenOf(key)).toBe(here);
  expect(await believed(here)).toEqual({ brand: 'a', unit: 'EA' });
});
