import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Values } from '../../src/golden-records/attribute.js';
import { mergeGoldenRecords } from '../../src/match-merge/merge.service.js';
import { overrideValue, withdrawOverride } from '../../src/match-merge/override.service.js';
import { rebuildGoldenRecords } from '../../src/match-merge/survivorship.store.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
import { touchGolden } from '../../src/match-merge/value-override.store.js';
import { newestRevision, recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { makeCaller } from '../support/caller.js';
import { deliverRecords } from '../support/deliver-records.js';
import { beliefsOf } from '../support/hub-beliefs.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

const say = (key: string, values: Values, source: 'erp' | 'vizient' = 'erp') =>
  deliverRecords(pg.db, {
    ...{ source, feed: 'test' },
    records: [{ key, values, codes: [{ system: `${source}-item`, issuer: '', code: key, role: 'KEY' }] }],
  });

async function goldenOf(key: string): Promise<string> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = ${key} and to_change is null`);
  if (!row) throw new Error(`${key} has no place`);
  return row.id;
}

/** Ends what a source says of a thing; the source record still belongs where it did. */
const end = (key: string) =>
  transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'end what a source says' });
    await tx.execute(sql`
      update source_record_version set to_change = ${changeId} from source_record record
      where record.id = record_id and record.key = ${key}`);
    await touchGolden(tx, [await goldenOf(key)]);
    await rebuildGoldenRecords(tx, changeId);
  });

async function believed(goldenId: string) {
  const [row] = await pg.db.execute<{ name: string; values: Values }>(sql`
    select name, values from golden_version where golden_id = ${goldenId} and to_change is null`);
  return row;
}

const now = () => newestRevision(pg.db);
const merge = async (survivorId: string, mergedId: string) => {
  const asked = { survivorId, mergedId, reason: null, seenRevision: await now() };
  expect(await mergeGoldenRecords(pg.db, asked, makeCaller())).toMatchObject({ kind: 'merged' });
};
const unmerge = async (mergedId: string) => {
  const asked = { mergedId, keepApart: false, reason: null, seenRevision: await now() };
  expect(await unmergeGoldenRecords(pg.db, asked, makeCaller())).toMatchObject({ kind: 'unmerged' });
};
const override = async (goldenId: string, attribute: string, value: string) => {
  const said = { goldenId, attribute, value, reason: 'read on the label', expiresOn: null };
  return overrideValue(pg.db, { ...said, seenRevision: await now() }, makeCaller());
};

test('a golden record whose source says nothing any more comes out of a merge as it was last', async () => {
  await say('one', { description: 'the one' });
  await say('other', { description: 'the other' });
  await end('one');
  const [one, other] = [await goldenOf('one'), await goldenOf('other')];
  const before = await beliefsOf(pg.db);
  await merge(other, one);
  await unmerge(one);
  expect(await beliefsOf(pg.db)).toEqual(before);
});

test('a golden record of which only people still speak stays what it was last', async () => {
  await say('spoken', { description: 'the spoken', brand: 'a' });
  const id = await goldenOf('spoken');
  expect(await override(id, 'brand', 'person')).toMatchObject({ kind: 'overridden' });
  await end('spoken');
  expect(await believed(id)).toEqual({
    name: 'the spoken',
    values: { description: 'the spoken', brand: 'person' },
  });
  expect(await override(id, 'unit', 'EA')).toMatchObject({ code: 'NOTHING_WOULD_REMAIN' });
});

test('a person’s word withdrawn when no source says anything any more leaves what was last said without it', async () => {
  await say('taken back', { brand: 'a' });
  const id = await goldenOf('taken back');
  const word = await override(id, 'brand', 'person');
  await end('taken back');
  expect((await believed(id))?.values).toEqual({ brand: 'person' });
  if (word.kind === 'refused') throw new Error(word.code);
  expect(await withdrawOverride(pg.db, word.overrideId, makeCaller())).toMatchObject({ kind: 'withdrawn' });
  expect((await believed(id))?.values).toEqual({ brand: 'a' });
});

test.each([
  ['before', 'S1'],
  ['after', 'S2'],
])(
  'a golden record whose source ended %s another was merged into it is its own again after that is undone',
  async (when, key) => {
    await say(key, { description: `the ${key}` });
    await say(`${key}-m`, { description: 'merged', unit: 'EA' }, 'vizient');
    const [stays, goes] = [await goldenOf(key), await goldenOf(`${key}-m`)];
    if (when === 'before') await end(key);
    await merge(stays, goes);
    if (when === 'after') await end(key);
    expect(await believed(stays)).toMatchObject({ name: 'merged' });
    await unmerge(goes);
    expect(await believed(stays)).toEqual({ name: `the ${key}`, values: { description: `the ${key}` } });
    expect(await believed(goes)).toEqual({ name: 'merged', values: { description: 'merged', unit: 'EA' } });
  },
);
