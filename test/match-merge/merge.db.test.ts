import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Values } from '../../src/golden-records/attribute.js';
import type { CarriedCode } from '../../src/golden-records/source-record.table.js';
import { judgeRecords, withdrawJudgement } from '../../src/match-merge/judge.service.js';
import { mergeGoldenRecords } from '../../src/match-merge/merge.service.js';
import { splitGoldenRecord } from '../../src/match-merge/split.service.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { makeCaller } from '../support/caller.js';
import { counts } from '../support/counts.js';
import { deliverRecords, type SaidRecord } from '../support/deliver-records.js';
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
type Source = 'erp' | 'vizient' | 'dist-b';
const keySystems: Readonly<Record<Source, string>> = {
  erp: 'erp-item',
  vizient: 'vizient-item',
  'dist-b': 'dist-b-item',
};
const keyOf = (source: Source, key: string): CarriedCode => ({
  ...{ system: keySystems[source], issuer: '', code: key, role: 'KEY' },
});
const hibc = (code: string): CarriedCode => ({ system: 'hibc', issuer: '', code, role: 'BASE' });

const saying = (source: Source, key: string, values: Values, ...codes: CarriedCode[]): SaidRecord => ({
  ...{ key, values },
  codes: [keyOf(source, key), ...codes],
});
const say = (source: Source, ...records: SaidRecord[]) =>
  deliverRecords(pg.db, { source, feed: 'test', records });

let things = 0;
/** A golden record of its own, by its key. */
async function thing(values: Values = {}, ...codes: CarriedCode[]) {
  const key = `M${++things}`;
  await say('erp', saying('erp', key, { description: key, ...values }, ...codes));
  return { key, id: await goldenOf(key), record: await recordOf(key) };
}

async function goldenOf(key: string): Promise<string> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = ${key} and to_change is null`);
  if (!row) throw new Error(`${key} has no place`);
  return row.id;
}

async function recordOf(key: string): Promise<number> {
  const [row] = await pg.db.execute<{ id: string }>(sql`select id from source_record where key = ${key}`);
  return Number(row?.id);
}

const now = () => newestRevision(pg.db);
const merge = async (survivorId: string, mergedId: string, seenRevision?: number) =>
  mergeGoldenRecords(
    pg.db,
    { survivorId, mergedId, reason: 'one thing', seenRevision: seenRevision ?? (await now()) },
    person,
  );
const unmerge = async (mergedId: string, { keepApart = false, seen = -1 } = {}) =>
  unmergeGoldenRecords(
    pg.db,
    { mergedId, keepApart, reason: null, seenRevision: seen < 0 ? await now() : seen },
    person,
  );
const split = async (goldenId: string, recordIds: number[], keepApart = true) =>
  splitGoldenRecord(
    pg.db,
    { goldenId, recordIds, keepApart, reason: 'two things', seenRevision: await now() },
    person,
  );

async function valuesOf(goldenId: string): Promise<Values | undefined> {
  const [row] = await pg.db.execute<{ values: Values }>(sql`
    select values from golden_version where golden_id = ${goldenId} and to_change is null`);
  return row?.values;
}

async function pointsAt(normal: string): Promise<string[]> {
  const rows = await pg.db.execute<{ id: string }>(sql`
    select distinct golden_id as id from record_code join code on code.id = code_id
    where normal = ${normal} and to_change is null`);
  return rows.map(({ id }) => id);
}

describe('a merge', () => {
  test('gives all source records and codes of the one to the other, leads its id there and keeps the judgement', async () => {
    const [a, b] = [await thing({ unit: 'EA' }, hibc('H-M1')), await thing({ brand: 'B' })];
    const merged = await merge(b.id, a.id);
    expect(merged).toMatchObject({ kind: 'merged', survivorId: b.id });
    expect(await goldenOf(a.key)).toBe(b.id);
    expect(await valuesOf(b.id)).toEqual({ description: b.key, brand: 'B', unit: 'EA' });
    expect(await valuesOf(a.id)).toBeUndefined();
    expect([await pointsAt(a.key), await pointsAt('H-M1')]).toEqual([[b.id], [b.id]]);
    const [kept] = await pg.db.execute(sql`
      select verdict, judge, reason from judgement where id = ${merged.kind === 'merged' ? merged.judgementId : ''}`);
    expect(kept).toEqual({ verdict: 'SAME', judge: 'PERSON', reason: 'one thing' });
  });

  test('is refused of what is unknown, the same, merged, of another kind, or changed since it was looked at', async () => {
    const [a, b, c] = [await thing(), await thing(), await thing()];
    const code = async (...asked: Parameters<typeof merge>) => {
      const done = await merge(...asked);
      return done.kind === 'refused' ? done.code : done.kind;
    };
    expect(await code(a.id, randomUUID())).toBe('UNKNOWN_RECORD');
    expect(await code(a.id, a.id)).toBe('SAME_RECORD');
    const seen = await now();
    await say('erp', saying('erp', b.key, { description: 'other words' }));
    expect(await code(a.id, b.id, seen)).toBe('CHANGED_MEANWHILE');
    expect(await code(a.id, b.id, (await now()) + 1)).toBe('CHANGED_MEANWHILE');
    expect(await code(a.id, b.id)).toBe('merged');
    expect(await code(c.id, b.id)).toBe('MERGED');
    expect(await code(b.id, c.id)).toBe('MERGED');
    await deliverRecords(pg.db, {
      ...{ source: 'erp', feed: 'test' },
      records: [{ domain: 'SUPPLIER', key: 'S1', values: { name: 'S' }, codes: [] }],
    });
    expect(await code(c.id, await goldenOf('S1'))).toBe('DIFFERENT_DOMAINS');
  });

  test('by two people at the same instant, in either direction, is won by one, and the other is told', async () => {
    for (let race = 0; race < counts.races / 2; race++) {
      const [a, b] = [await thing(), await thing()];
      const seen = await now();
      const ends = await Promise.all([merge(a.id, b.id, seen), merge(b.id, a.id, seen)]);
      expect(ends.map(({ kind }) => kind).sort()).toEqual(['merged', 'refused']);
      expect(ends.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'MERGED' });
      expect(await goldenOf(a.key)).toBe(await goldenOf(b.key));
    }
  });

  test('while a file is being applied asks to come again', async () => {
    const [a, b] = [await thing(), await thing()];
    await transact(pg.db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
      expect(await merge(a.id, b.id)).toMatchObject({ kind: 'refused', code: 'BUSY' });
    });
    expect(await merge(a.id, b.id)).toMatchObject({ kind: 'merged' });
  });
});

describe('undoing a merge', () => {
  test('keeps what was said and decided since: later words, and a source record that was moved elsewhere', async () => {
    const a = await thing({ unit: 'EA' }, hibc('H-U1'));
    await say('vizient', saying('vizient', `${a.key}-v`, { brand: 'old' }, hibc('H-U1')));
    await say('dist-b', saying('dist-b', `${a.key}-d`, { model: 'M' }, hibc('H-U1')));
    const b = await thing();
    expect(await goldenOf(`${a.key}-d`)).toBe(a.id);
    await merge(b.id, a.id);
    await say('vizient', saying('vizient', `${a.key}-v`, { brand: 'new' }, hibc('H-U1')));
    const parted = await split(b.id, [await recordOf(`${a.key}-d`)]);
    expect(parted.kind).toBe('split');
    expect(await unmerge(a.id)).toMatchObject({ kind: 'unmerged', restoredId: a.id, survivorId: b.id });
    expect(await valuesOf(a.id)).toEqual({ description: a.key, unit: 'EA', brand: 'new' });
    expect(await valuesOf(b.id)).toEqual({ description: b.key });
    expect(await goldenOf(`${a.key}-d`)).toBe(parted.kind === 'split' ? parted.goldenId : '');
  });

  test('takes along who came since only because of a code that goes back', async () => {
    const [a, b] = [await thing({}, hibc('H-U2')), await thing({}, hibc('H-U3'))];
    await merge(b.id, a.id);
    await say('vizient', saying('vizient', `${a.key}-v`, {}, hibc('H-U2')));
    await say('vizient', saying('vizient', `${b.key}-v`, {}, hibc('H-U3')));
    await say('dist-b', saying('dist-b', `${b.key}-d`, {}, hibc('H-U2'), hibc('H-U3')));
    await unmerge(a.id);
    const places = await Promise.all([`${a.key}-v`, `${b.key}-v`, `${b.key}-d`].map(goldenOf));
    expect(places).toEqual([a.id, b.id, b.id]);
  });

  test('takes along who came since only because of one that came so', async () => {
    const [a, b] = [await thing({}, hibc('H-U4')), await thing()];
    await merge(b.id, a.id);
    await say('vizient', saying('vizient', `${a.key}-v`, {}, hibc('H-U4'), hibc('H-U5')));
    await say('dist-b', saying('dist-b', `${a.key}-d`, {}, hibc('H-U5')));
    expect(await goldenOf(`${a.key}-d`)).toBe(b.id);
    await unmerge(a.id);
    expect(await Promise.all([`${a.key}-v`, `${a.key}-d`].map(goldenOf))).toEqual([a.id, a.id]);
  });

  test('is refused where there is none, nothing is left to go back, nothing would stay, or somebody was faster', async () => {
    const [a, b] = [await thing(), await thing()];
    expect(await unmerge(a.id)).toMatchObject({ code: 'NOT_MERGED' });
    expect(await unmerge(randomUUID())).toMatchObject({ code: 'UNKNOWN_RECORD' });
    await merge(b.id, a.id);
    await split(b.id, [a.record]);
    expect(await unmerge(a.id)).toMatchObject({ code: 'NOTHING_TO_RESTORE' });
    const [c, d] = [await thing(), await thing()];
    await merge(d.id, c.id);
    await split(d.id, [d.record]);
    expect(await unmerge(c.id)).toMatchObject({ code: 'NOTHING_WOULD_REMAIN' });
    const [e, f] = [await thing(), await thing()];
    await merge(f.id, e.id);
    const seen = await now();
    const ends = await Promise.all([unmerge(e.id, { seen }), unmerge(e.id, { seen })]);
    expect(ends.map((end) => ('code' in end ? end.code : end.kind)).sort()).toEqual([
      'NOT_MERGED',
      'unmerged',
    ]);
  });

  test('of a chain of merges goes in any order', async () => {
    const [a, b, c] = [await thing(), await thing(), await thing()];
    const before = await beliefsOf(pg.db);
    for (const order of [
      [a, b],
      [b, a],
    ]) {
      await merge(b.id, a.id);
      await merge(c.id, b.id);
      for (const each of order) expect(await unmerge(each.id)).toMatchObject({ kind: 'unmerged' });
      expect(await beliefsOf(pg.db)).toEqual(before);
    }
  });
});

test('a key that two say and that names one of them names the same one after a merge and its undoing', async () => {
  const a = await thing();
  await deliverRecords(pg.db, {
    source: 'erp',
    feed: 'second',
    records: [saying('erp', a.key, { unit: 'BX' })],
  });
  const [, second] = await pg.db.execute<{ id: string }>(
    sql`select id from source_record where key = ${a.key} order by id`,
  );
  const parted = await split(a.id, [Number(second?.id)], false);
  if (parted.kind !== 'split') throw new Error('not split');
  const before = await beliefsOf(pg.db);
  for (const [survivor, merged] of [
    [a.id, parted.goldenId],
    [parted.goldenId, a.id],
  ] as const) {
    await merge(survivor, merged);
    expect(await pointsAt(a.key)).toEqual([survivor]);
    expect(await brokenRules(pg.db)).toEqual([]);
    expect(await unmerge(merged)).toMatchObject({ kind: 'unmerged' });
    expect(await beliefsOf(pg.db)).toEqual(before);
  }
});

test('a key that two say goes back to the one it named, out of the middle of a chain of merges', async () => {
  const a = await thing();
  await deliverRecords(pg.db, {
    source: 'erp',
    feed: 'second',
    records: [saying('erp', a.key, { unit: 'BX' })],
  });
  const [, second] = await pg.db.execute<{ id: string }>(
    sql`select id from source_record where key = ${a.key} order by id`,
  );
  const parted = await split(a.id, [Number(second?.id)], false);
  if (parted.kind !== 'split') throw new Error('not split');
  const c = await thing();
  const before = await beliefsOf(pg.db);
  await merge(parted.goldenId, a.id);
  await merge(c.id, parted.goldenId);
  expect(await unmerge(a.id)).toMatchObject({ kind: 'unmerged' });
  expect(await pointsAt(a.key)).toEqual([a.id]);
  expect(await unmerge(parted.goldenId)).toMatchObject({ kind: 'unmerged' });
  expect(await beliefsOf(pg.db)).toEqual(before);
});

describe('a judgement that two are different', () => {
  test('keeps two parts apart for people too, until it is withdrawn', async () => {
    const [a, b] = [await thing(), await thing()];
    await merge(b.id, a.id);
    const undone = await unmerge(a.id, { keepApart: true });
    if (undone.kind !== 'unmerged' || !undone.judgementId) throw new Error('not unmerged');
    const { judgementId: id } = undone;
    expect(await merge(a.id, b.id)).toEqual({
      kind: 'refused',
      code: 'JUDGED_DIFFERENT',
      judgementIds: [id],
    });
    expect(await withdrawJudgement(pg.db, { id, reason: 'no' }, person)).toMatchObject({ kind: 'withdrawn' });
    expect(await withdrawJudgement(pg.db, { id, reason: 'no' }, person)).toMatchObject({
      code: 'NOT_STANDING',
    });
    expect(await merge(a.id, b.id)).toMatchObject({ kind: 'merged' });
  });

  test('goes with the records, through merges with others', async () => {
    const [a, b, c] = [await thing(), await thing(), await thing()];
    const sides = { one: { goldenId: a.id }, other: { goldenId: b.id } };
    const judging = { ...sides, verdict: 'DIFFERENT' as const, reason: null, seenRevision: await now() };
    expect(await judgeRecords(pg.db, judging, person)).toMatchObject({ kind: 'judged' });
    await merge(c.id, a.id);
    expect(await merge(c.id, b.id)).toMatchObject({ code: 'JUDGED_DIFFERENT' });
  });

  test('is refused of two that are one golden record, and of one record with itself', async () => {
    const [a, b] = [await thing(), await thing()];
    await merge(a.id, b.id);
    const code = async (one: number, other: number, verdict: 'DIFFERENT' | 'UNSURE') => {
      const sides = { one: { recordId: one }, other: { recordId: other } };
      const judged = await judgeRecords(
        pg.db,
        { ...sides, verdict, reason: null, seenRevision: await now() },
        person,
      );
      return 'code' in judged ? judged.code : judged.kind;
    };
    expect(await code(a.record, b.record, 'DIFFERENT')).toBe('SAME_RECORD');
    expect(await code(a.record, a.record, 'UNSURE')).toBe('SAME_RECORD');
    expect(await code(a.record, b.record, 'UNSURE')).toBe('judged');
  });

  test('keeps the engine from linking a record, however strong its codes, until it is withdrawn', async () => {
    const heldBy = async (key: string) => {
      const [a, b] = [await thing({}, hibc(`${key}-1`)), await thing({}, hibc(`${key}-2`))];
      // Held: its codes point at two golden records.
      await say('vizient', saying('vizient', key, {}, hibc(`${key}-1`), hibc(`${key}-2`)));
      return { a, b, record: await recordOf(key) };
    };
    const judged = await heldBy('J1');
    const sides = { one: { recordId: judged.record }, other: { goldenId: judged.a.id } };
    const done = await judgeRecords(
      pg.db,
      { ...sides, verdict: 'DIFFERENT', reason: null, seenRevision: await now() },
      person,
    );
    await say('vizient', saying('vizient', 'J1', { unit: 'EA' }, hibc('J1-1')));
    expect([judged.a.id, judged.b.id]).not.toContain(await goldenOf('J1'));

    const withdrawn = await heldBy('J2');
    const again = { one: { recordId: withdrawn.record }, other: { goldenId: withdrawn.a.id } };
    const second = await judgeRecords(
      pg.db,
      { ...again, verdict: 'DIFFERENT', reason: null, seenRevision: await now() },
      person,
    );
    if (done.kind !== 'judged' || second.kind !== 'judged') throw new Error('not judged');
    await withdrawJudgement(pg.db, { id: second.judgementId, reason: null }, person);
    await say('vizient', saying('vizient', 'J2', { unit: 'EA' }, hibc('J2-1')));
    expect(await goldenOf('J2')).toBe(withdrawn.a.id);
  });
});

test('a split gives the records named a golden record of their own, and is refused of all, of none and of others', async () => {
  const a = await thing({ unit: 'EA' }, hibc('H-S1'));
  await say('vizient', saying('vizient', `${a.key}-v`, { brand: 'V' }, hibc('H-S1')));
  const other = await recordOf(`${a.key}-v`);
  const stranger = await thing();
  const code = async (records: number[]) => {
    const done = await split(a.id, records);
    return 'code' in done ? done.code : done.kind;
  };
  expect(await code([])).toBe('NOT_A_MEMBER');
  expect(await code([stranger.record])).toBe('NOT_A_MEMBER');
  expect(await code([a.record, other])).toBe('NOTHING_WOULD_REMAIN');
  const done = await split(a.id, [other]);
  if (done.kind !== 'split') throw new Error('not split');
  expect([await valuesOf(a.id), await valuesOf(done.goldenId)]).toEqual([
    { description: a.key, unit: 'EA' },
    { brand: 'V' },
  ]);
  expect(new Set(await pointsAt('H-S1'))).toEqual(new Set([a.id, done.goldenId]));
  expect(await merge(a.id, done.goldenId)).toMatchObject({ code: 'JUDGED_DIFFERENT' });
});

const anyWords = fc.record(
  {
    description: fc.constantFrom('a', 'b'),
    unit: fc.constantFrom('EA', 'BX'),
    aliases: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Values>;
const anyRecord = fc.record({
  source: fc.constantFrom<Source>('erp', 'vizient', 'dist-b'),
  key: fc.constantFrom('1', '2', '3'),
  values: anyWords,
  codes: fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's'), { maxLength: 2 }),
});
/** Two golden records are taken by their place in an order that hangs on nothing but what was delivered. */
const anyPair = fc.record({ one: fc.nat(), other: fc.nat() });

let worlds = 0;

async function deliverWorld(
  world: string,
  records: readonly { source: Source; key: string; values: Values; codes: readonly string[] }[],
): Promise<void> {
  for (const { source, key, values, codes } of records)
    await say(
      source,
      saying(source, `${world}-${source}-${key}`, values, ...codes.map((code) => hibc(`${world}-${code}`))),
    );
}

async function goldensOf(world: string): Promise<string[]> {
  const rows = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where to_change is null and record.key like ${`${world}-%`} group by golden_id order by min(record.key)`);
  return rows.map(({ id }) => id);
}

/** Merges golden records of a world two by two; the ids that were merged. */
async function mergeSome(world: string, pairs: readonly { one: number; other: number }[]): Promise<string[]> {
  const merged: string[] = [];
  for (const { one, other } of pairs) {
    const goldens = await goldensOf(world);
    const [survivor, gone] = [goldens[one % goldens.length], goldens[other % goldens.length]];
    if (!survivor || !gone || survivor === gone) continue;
    expect(await merge(survivor, gone)).toMatchObject({ kind: 'merged' });
    merged.push(gone);
  }
  return merged;
}

test('whatever is merged, undoing it restores byte for byte what was believed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRecord, { minLength: 2, maxLength: 7 }),
      fc.array(anyPair, { minLength: 1, maxLength: 3 }),
      async (records, pairs) => {
        const world = `W${++worlds}`;
        await deliverWorld(world, records);
        const before = await beliefsOf(pg.db);
        const merged = await mergeSome(world, pairs);
        for (const id of merged.reverse()) expect(await unmerge(id)).toMatchObject({ kind: 'unmerged' });
        expect(await beliefsOf(pg.db)).toEqual(before);
      },
    ),
    { numRuns: Math.ceil(counts.runs / 16) },
  );
  expect(await brokenRules(pg.db)).toEqual([]);
}, 300_000);

/** What a world holds, by names that two worlds share. */
async function pictureOf(world: string): Promise<unknown> {
  const rows = await pg.db.execute<{ keys: string; values: Values; basis: string }>(sql`
    select string_agg(substr(record.key, ${world.length + 2}::int) || ' ' || live.basis, ', ' order by record.key) as keys,
           version.values
    from membership live join source_record record on record.id = live.record_id
    join golden_version version on version.golden_id = live.golden_id and version.to_change is null
    where live.to_change is null and record.key like ${`${world}-%`} group by live.golden_id, version.values
    order by 1`);
  return [...rows];
}

test('a merge that is undone after later words leaves what these words would have made without it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRecord, { minLength: 2, maxLength: 6 }),
      anyPair,
      fc.array(anyWords, { minLength: 6, maxLength: 6 }),
      async (records, pair, later) => {
        const [mergedWorld, plainWorld] = [`A${++worlds}`, `B${worlds}`];
        const edited = records.map((record, at) => ({ ...record, values: later[at] ?? {} }));
        await deliverWorld(mergedWorld, records);
        const merged = await mergeSome(mergedWorld, [pair]);
        await deliverWorld(mergedWorld, edited);
        for (const id of merged) expect(await unmerge(id)).toMatchObject({ kind: 'unmerged' });
        await deliverWorld(plainWorld, records);
        await deliverWorld(plainWorld, edited);
        expect(await pictureOf(mergedWorld)).toEqual(await pictureOf(plainWorld));
      },
    ),
    { numRuns: Math.ceil(counts.runs / 40) },
  );
  expect(await brokenRules(pg.db)).toEqual([]);
}, 300_000);
