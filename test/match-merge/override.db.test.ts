import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Values } from '../../src/golden-records/attribute.js';
import { mergeGoldenRecords } from '../../src/match-merge/merge.service.js';
import {
  endExpiredOverrides,
  overrideValue,
  withdrawOverride,
} from '../../src/match-merge/override.service.js';
import { splitGoldenRecord } from '../../src/match-merge/split.service.js';
import { changeSurvivorship } from '../../src/match-merge/survivorship-change.service.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { makeCaller } from '../support/caller.js';
import { deliverRecords } from '../support/deliver-records.js';
import { beliefsOf } from '../support/hub-beliefs.js';
import { brokenRules } from '../support/link-invariants.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(async () => {
  expect(await brokenRules(pg.db)).toEqual([]);
  await pg?.close();
});

const person = makeCaller();
const now = () => newestRevision(pg.db);

const say = (source: 'erp' | 'vizient' | 'dist-b', thing: string, values: Values) =>
  deliverRecords(pg.db, {
    ...{ source, feed: 'test' },
    records: [
      {
        ...{ key: `${thing}-${source}`, values },
        codes: [
          { system: `${source}-item`, issuer: '', code: `${thing}-${source}`, role: 'KEY' },
          { system: 'hibc', issuer: '', code: thing, role: 'BASE' },
        ],
      },
    ],
  });

async function goldenOf(thing: string): Promise<string> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select distinct golden_id as id from record_code join code on code.id = code_id
    where normal = ${thing} and to_change is null`);
  if (!row) throw new Error(`${thing} is nothing`);
  return row.id;
}

let things = 0;
async function thing(values: Values): Promise<{ name: string; id: string }> {
  const name = `V${++things}`;
  await say('erp', name, values);
  return { name, id: await goldenOf(name) };
}

async function valuesOf(id: string): Promise<Values | undefined> {
  const [row] = await pg.db.execute<{ values: Values }>(
    sql`select values from golden_version where golden_id = ${id} and to_change is null`,
  );
  return row?.values;
}

async function override(
  goldenId: string,
  attribute: string,
  value: Values[string],
  more: { expiresOn?: string; seenRevision?: number } = {},
) {
  const seenRevision = more.seenRevision ?? (await now());
  const said = { goldenId, attribute, value, reason: 'read on the label', seenRevision };
  return overrideValue(pg.db, { ...said, expiresOn: more.expiresOn ?? null }, person);
}

async function overridden(...asked: Parameters<typeof override>): Promise<string> {
  const done = await override(...asked);
  if (done.kind === 'refused') throw new Error(done.code);
  return done.overrideId;
}

async function endOf(id: string): Promise<string | null> {
  const [row] = await pg.db.execute<{ because: string | null }>(
    sql`select ended_because as because from value_override where id = ${id}`,
  );
  return row?.because ?? null;
}

describe('a person’s word', () => {
  test('wins over every source and every rule, also over what is said later, and for a whole list', async () => {
    const { name, id } = await thing({ brand: 'a', aliases: ['x'], description: 'd' });
    await overridden(id, 'brand', 'person');
    await overridden(id, 'aliases', ['only this']);
    expect(await valuesOf(id)).toEqual({ brand: 'person', aliases: ['only this'], description: 'd' });
    await say('vizient', name, { brand: 'b', aliases: ['y'] });
    const change = { domain: 'ITEM' as const, attributes: ['brand'], sources: [], reason: null };
    for (const strategy of ['recency', 'frequency', 'completeness', null] as const) {
      const done = await changeSurvivorship(
        pg.db,
        { ...change, strategy, seenRevision: await now() },
        person,
      );
      expect(done.kind).toBe('changed');
      expect(await valuesOf(id)).toEqual({ brand: 'person', aliases: ['only this'], description: 'd' });
    }
  });

  test('ends when it is withdrawn, once, and what the sources say survives again', async () => {
    const { id } = await thing({ brand: 'a' });
    const said = await overridden(id, 'brand', 'person');
    expect(await withdrawOverride(pg.db, said, person)).toMatchObject({ kind: 'withdrawn' });
    expect(await valuesOf(id)).toEqual({ brand: 'a' });
    expect(await endOf(said)).toBe('WITHDRAWN');
    expect(await withdrawOverride(pg.db, said, person)).toMatchObject({ code: 'NOT_STANDING' });
  });

  test('takes the place of what a person said before', async () => {
    const { id } = await thing({ brand: 'a' });
    const first = await overridden(id, 'brand', 'b');
    await overridden(id, 'brand', 'c');
    expect([await endOf(first), await valuesOf(id)]).toEqual(['REPLACED', { brand: 'c' }]);
  });

  test('ends by itself when the source that would win says the same, and not when another does', async () => {
    const { name, id } = await thing({ brand: 'a', unit: 'EA' });
    const said = await overridden(id, 'brand', 'person');
    await say('dist-b', name, { brand: 'person' });
    expect([await endOf(said), await valuesOf(id)]).toEqual([null, { brand: 'person', unit: 'EA' }]);
    await say('erp', name, { brand: 'person', unit: 'BX' });
    expect([await endOf(said), await valuesOf(id)]).toEqual(['CAUGHT_UP', { brand: 'person', unit: 'BX' }]);
    await say('erp', name, { brand: 'later', unit: 'BX' });
    expect(await valuesOf(id)).toEqual({ brand: 'later', unit: 'BX' });
  });

  test('ends on its day', async () => {
    const { id } = await thing({ brand: 'a' });
    const [days] = await pg.db.execute<{ today: string; tomorrow: string }>(
      sql`select current_date::text as today, (current_date + 1)::text as tomorrow`,
    );
    expect(await override(id, 'brand', 'b', { expiresOn: days?.today ?? '' })).toMatchObject({
      code: 'EXPIRED',
    });
    const said = await overridden(id, 'brand', 'b', { expiresOn: days?.tomorrow ?? '' });
    expect(await endExpiredOverrides(pg.db)).toBe(0);
    expect(await valuesOf(id)).toEqual({ brand: 'b' });
    // As if a day had gone by: the running role may not rewrite it.
    const owner = postgres(pg.ownerUrl, { max: 1 });
    await owner`update value_override set expires_on = current_date where id = ${said}`;
    await owner.end();
    expect(await endExpiredOverrides(pg.db)).toBe(1);
    expect([await endOf(said), await valuesOf(id)]).toEqual(['EXPIRED', { brand: 'a' }]);
  });

  test('is refused where it is of no use or cannot be', async () => {
    const { id } = await thing({ brand: 'a', aliases: ['x', 'y'] });
    const code = async (...asked: Parameters<typeof override>) => {
      const done = await override(...asked);
      return done.kind === 'refused' ? done.code : done.kind;
    };
    expect(await code(id, 'brand', 'a')).toBe('ALREADY_BELIEVED');
    expect(await code(id, 'aliases', ['y', 'x'])).toBe('ALREADY_BELIEVED');
    expect(await code(id, 'nothing', 'a')).toBe('UNKNOWN_ATTRIBUTE');
    expect(await code(id, 'singleUse', 'yes')).toBe('UNFIT_VALUE');
    expect(await code(id, 'price', '12,50')).toBe('UNFIT_VALUE');
    expect(await code(id, 'brand', '')).toBe('UNFIT_VALUE');
    const seenRevision = await now();
    const ends = await Promise.all(['b', 'c'].map((value) => code(id, 'brand', value, { seenRevision })));
    expect(ends.sort()).toEqual(['CHANGED_MEANWHILE', 'overridden']);
  });

  test('goes along in a merge and comes back byte for byte, also where both had one', async () => {
    const [a, b] = [await thing({ brand: 'a' }), await thing({ brand: 'b', unit: 'EA' })];
    await overridden(a.id, 'unit', 'EA');
    await overridden(a.id, 'brand', 'first');
    await overridden(b.id, 'brand', 'second');
    const before = await beliefsOf(pg.db);
    const merge = { survivorId: b.id, mergedId: a.id, reason: null };
    expect(await mergeGoldenRecords(pg.db, { ...merge, seenRevision: await now() }, person)).toMatchObject({
      kind: 'merged',
    });
    expect(await valuesOf(b.id)).toEqual({ brand: 'second', unit: 'EA' });
    const undone = { mergedId: a.id, keepApart: false, reason: null, seenRevision: await now() };
    expect(await unmergeGoldenRecords(pg.db, undone, person)).toMatchObject({ kind: 'unmerged' });
    expect(await beliefsOf(pg.db)).toEqual(before);
  });

  test('alone is no golden record: the last source record cannot be split from it', async () => {
    const { name, id } = await thing({ brand: 'a' });
    await overridden(id, 'brand', 'b');
    const [record] = await pg.db.execute<{ id: string }>(
      sql`select id from source_record where key = ${`${name}-erp`}`,
    );
    const split = { goldenId: id, recordIds: [Number(record?.id)], keepApart: true, reason: null };
    expect(await splitGoldenRecord(pg.db, { ...split, seenRevision: await now() }, person)).toMatchObject({
      code: 'NOTHING_WOULD_REMAIN',
    });
  });
});
