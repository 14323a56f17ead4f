import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Values } from '../../src/golden-records/attribute.js';
import { mergeGoldenRecords } from '../../src/match-merge/merge.service.js';
import { overrideValue, withdrawOverride } from '../../src/match-merge/override.service.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { makeCaller } from '../support/caller.js';
import { deliverRecords } from '../support/deliver-records.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

/* Two things were wrongly one for a while, and sources said then what a person had said before. */

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

const person = makeCaller();
const now = () => newestRevision(pg.db);

const say = (thing: string, values: Values) =>
  deliverRecords(pg.db, {
    ...{ source: 'erp', feed: 'test' },
    records: [{ key: thing, values, codes: [{ system: 'erp-item', issuer: '', code: thing, role: 'KEY' }] }],
  });

let things = 0;
async function thing(values: Values): Promise<{ name: string; id: string }> {
  const name = `T${++things}`;
  await say(name, values);
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = ${name} and to_change is null`);
  if (!row) throw new Error(`${name} is nothing`);
  return { name, id: row.id };
}

async function override(goldenId: string, attribute: string, value: string): Promise<string> {
  const said = { goldenId, attribute, value, reason: 'read on the label', expiresOn: null };
  const done = await overrideValue(pg.db, { ...said, seenRevision: await now() }, person);
  if (done.kind === 'refused') throw new Error(done.code);
  return done.overrideId;
}

async function merge(survivorId: string, mergedId: string): Promise<void> {
  const pair = { survivorId, mergedId, reason: null, seenRevision: await now() };
  expect(await mergeGoldenRecords(pg.db, pair, person)).toMatchObject({ kind: 'merged' });
}

async function unmerge(mergedId: string): Promise<void> {
  const undo = { mergedId, keepApart: false, reason: null, seenRevision: await now() };
  expect(await unmergeGoldenRecords(pg.db, undo, person)).toMatchObject({ kind: 'unmerged' });
}

async function endOf(id: string): Promise<string | null> {
  const [row] = await pg.db.execute<{ because: string | null }>(
    sql`select ended_because as because from value_override where id = ${id}`,
  );
  return row?.because ?? null;
}

async function valuesOf(id: string): Promise<Values | undefined> {
  const [row] = await pg.db.execute<{ values: Values }>(
    sql`select values from golden_version where golden_id = ${id} and to_change is null`,
  );
  return row?.values;
}

/** What people say of a golden record, and why. */
async function spokenOf(id: string): Promise<string[]> {
  const rows = await pg.db.execute<{ attribute: string; reason: string }>(sql`
    select override.attribute, override.reason from value_override override
    join membership on membership.record_id = override.record_id and membership.to_change is null
    where override.to_change is null and membership.golden_id = ${id} order by 1`);
  return rows.map(({ attribute, reason }) => `${attribute}: ${reason}`);
}

test('a person’s word that the other’s sources caught up with is said again when the two are two again, of either', async () => {
  const one = await thing({ brand: 'a', unit: 'EA' });
  const other = await thing({ brand: 'b', unit: 'BX' });
  const words = [await override(one.id, 'brand', 'mine'), await override(other.id, 'unit', 'CA')];
  await merge(one.id, other.id);
  await say(other.name, { brand: 'mine', unit: 'BX' });
  await say(one.name, { brand: 'a', unit: 'CA' });
  // The word of either thing wins in both while they are one: the newest of equals.
  await say(other.name, { brand: 'mine', unit: 'BX', description: 'newest' });
  expect(await endOf(words[0] as string)).toBe('CAUGHT_UP');
  expect(await endOf(words[1] as string)).toBe('CAUGHT_UP');
  await unmerge(other.id);
  expect(await valuesOf(one.id)).toEqual({ brand: 'mine', unit: 'CA' });
  expect(await valuesOf(other.id)).toEqual({ brand: 'mine', unit: 'CA', description: 'newest' });
  expect(await spokenOf(one.id)).toEqual(['brand: read on the label']);
  expect(await spokenOf(other.id)).toEqual(['unit: read on the label']);
});

test('of a chain of merges too', async () => {
  const [one, other, third] = [
    await thing({ brand: 'a' }),
    await thing({ brand: 'b' }),
    await thing({ brand: 'c' }),
  ];
  await override(one.id, 'brand', 'mine');
  await merge(other.id, one.id);
  await merge(third.id, other.id);
  await say(third.name, { brand: 'mine' });
  expect(await spokenOf(third.id)).toEqual([]);
  await unmerge(one.id);
  expect(await spokenOf(one.id)).toEqual(['brand: read on the label']);
  expect(await valuesOf(one.id)).toEqual({ brand: 'mine' });
});

test('one that its own source caught up with is over, also where that says something else since', async () => {
  const [one, other] = [await thing({ brand: 'a' }), await thing({ brand: 'b' })];
  const word = await override(one.id, 'brand', 'mine');
  await merge(other.id, one.id);
  await say(one.name, { brand: 'mine' });
  expect(await endOf(word)).toBe('CAUGHT_UP');
  await say(one.name, { brand: 'later' });
  await unmerge(one.id);
  expect([await valuesOf(one.id), await spokenOf(one.id)]).toEqual([{ brand: 'later' }, []]);
});

test('one on whose attribute a person has spoken since is over', async () => {
  const [one, other] = [await thing({ brand: 'a' }), await thing({ brand: 'b' })];
  await override(other.id, 'brand', 'theirs');
  await merge(other.id, one.id);
  await say(one.name, { brand: 'theirs' });
  const later = await override(other.id, 'brand', 'now this');
  expect(await withdrawOverride(pg.db, later, person)).toMatchObject({ kind: 'withdrawn' });
  await unmerge(one.id);
  expect([await valuesOf(other.id), await spokenOf(other.id)]).toEqual([{ brand: 'b' }, []]);
});
