import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Survivorship,
  survivorships,
  type Value,
  type Values,
  type Winners,
} from '../../src/golden-records/attribute.js';
import { domainDeclarations } from '../../src/golden-records/domain-declarations.js';
import { rulesOf } from '../../src/golden-records/survivorship-rule.js';
import { decidedRules } from '../../src/golden-records/survivorship-rule.queries.js';
import { overrideValue } from '../../src/match-merge/override.service.js';
import { believe } from '../../src/match-merge/survivorship.js';
import {
  changeSurvivorship,
  previewSurvivorship,
} from '../../src/match-merge/survivorship-change.service.js';
import { wordsOf } from '../../src/match-merge/words.queries.js';
import { newestRevision, recordChange } from '../../src/platform/changes/change.store.js';
import { sqlState, transact } from '../../src/platform/db/db.js';
import { makeCaller } from '../support/caller.js';
import { counts } from '../support/counts.js';
import { deliverRecords, type SaidRecord } from '../support/deliver-records.js';
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
beforeEach(async () => {
  await change(Object.keys(domainDeclarations.ITEM.attributes), null);
});

const person = makeCaller();
/** In the order of their standing. */
const sources = ['erp', 'vizient', 'dist-b'] as const;
type Source = (typeof sources)[number];

const saying = (source: Source, thing: string, key: string, values: Values): SaidRecord => ({
  ...{ key, values },
  codes: [
    { system: `${source}-item`, issuer: '', code: key, role: 'KEY' },
    { system: 'hibc', issuer: '', code: thing, role: 'BASE' },
  ],
});

const say = (source: Source, thing: string, values: Values, key = `${thing}-${source}`) =>
  deliverRecords(pg.db, { source, feed: 'test', records: [saying(source, thing, key, values)] });

async function change(
  attributes: readonly string[],
  strategy: Survivorship | null,
  more: { sources?: readonly string[]; seenRevision?: number } = {},
) {
  const seenRevision = more.seenRevision ?? (await newestRevision(pg.db));
  const asked = { domain: 'ITEM' as const, attributes, strategy, sources: more.sources ?? [] };
  return changeSurvivorship(pg.db, { ...asked, reason: null, seenRevision }, person);
}

async function believed(thing: string) {
  const [row] = await pg.db.execute<{ id: string; name: string; values: Values; winners: Winners }>(sql`
    select distinct version.golden_id as id, version.name, version.values, version.winners
    from golden_version version
    join record_code pointer on pointer.golden_id = version.golden_id and pointer.to_change is null
    join code on code.id = pointer.code_id and code.normal = ${thing} where version.to_change is null`);
  if (!row) throw new Error(`nothing is believed of ${thing}`);
  return row;
}

/** What came of a person’s word on an attribute. */
async function speak(thing: string, attribute: string, value: Value): Promise<string> {
  const { id: goldenId } = await believed(thing);
  const said = { goldenId, attribute, value, reason: 'read on the label', expiresOn: null };
  const done = await overrideValue(pg.db, { ...said, seenRevision: await newestRevision(pg.db) }, person);
  return done.kind === 'refused' ? done.code : done.kind;
}

const valuesOf = async (thing: string) => (await believed(thing)).values;

describe('by a rule that a person has decided', () => {
  test.each<[Survivorship, readonly string[], string]>([
    ['priority', [], 'from erp'],
    ['priority', ['dist-b', 'vizient'], 'same'],
    ['recency', [], 'same'],
    ['frequency', [], 'same'],
    ['completeness', [], 'fullest'],
  ])('%s %j of an attribute the word that survives is %s', async (strategy, order, survivor) => {
    const thing = `R-${strategy}-${order.length}`;
    await say('vizient', thing, { brand: 'fullest', unit: 'EA', model: 'M', singleUse: true });
    await say('erp', thing, { brand: 'from erp' });
    await say('dist-b', thing, { brand: 'same' });
    await say('dist-b', thing, { brand: 'same' }, `${thing}-second`);
    expect((await valuesOf(thing))['brand']).toBe('from erp');
    expect(await change(['brand'], strategy, { sources: order })).toMatchObject({ kind: 'changed' });
    expect((await valuesOf(thing))['brand']).toBe(survivor);
    await change(['brand'], null);
    expect((await valuesOf(thing))['brand']).toBe('from erp');
  });

  test('values that move together are all taken from one word, also where it says nothing of one', async () => {
    await say('erp', 'R-group', { unit: 'EA', description: 'x' });
    await say('vizient', 'R-group', { unit: 'BX', price: '12.00', deviceCount: 10 });
    expect(await valuesOf('R-group')).toEqual({
      unit: 'EA',
      description: 'x',
      price: '12.00',
      deviceCount: 10,
    });
    await change(['unit', 'price', 'deviceCount'], 'completeness');
    expect(await valuesOf('R-group')).toEqual({
      unit: 'BX',
      description: 'x',
      price: '12.00',
      deviceCount: 10,
    });
    await change(['unit', 'price', 'deviceCount'], 'priority');
    expect(await valuesOf('R-group')).toEqual({ unit: 'EA', description: 'x' });
    // One leaves: the others go on moving together.
    await change(['unit'], null);
    expect(await valuesOf('R-group')).toEqual({
      unit: 'EA',
      description: 'x',
      price: '12.00',
      deviceCount: 10,
    });
  });

  test('people speak on one value of a group at a time, and leave the others to the sources', async () => {
    await say('erp', 'R-people', { unit: 'EA', price: '10.00', description: 'x' });
    await say('vizient', 'R-people', { unit: 'BX', price: '12.00', deviceCount: 10 });
    await change(['unit', 'price', 'deviceCount'], 'priority', { sources: ['vizient'] });
    expect(await speak('R-people', 'unit', 'CS')).toBe('overridden');
    expect(await valuesOf('R-people')).toEqual({
      unit: 'CS',
      price: '12.00',
      deviceCount: 10,
      description: 'x',
    });
    expect(await speak('R-people', 'price', '13.00')).toBe('overridden');
    expect(await valuesOf('R-people')).toEqual({
      unit: 'CS',
      price: '13.00',
      deviceCount: 10,
      description: 'x',
    });
  });

  test('what is delivered later survives by it too', async () => {
    await change(['brand'], 'recency');
    await say('erp', 'R-later', { brand: 'old' });
    await say('dist-b', 'R-later', { brand: 'new' });
    expect((await valuesOf('R-later'))['brand']).toBe('new');
  });
});

describe('a change of survivorship', () => {
  test('is previewed: how many golden records, and which values of the first', async () => {
    await say('erp', 'R-preview', { mriSafety: 'first' });
    await say('vizient', 'R-preview', { mriSafety: 'second' });
    const { id } = await believed('R-preview');
    const asked = {
      domain: 'ITEM' as const,
      attributes: ['mriSafety'],
      strategy: 'recency' as const,
      sources: [],
    };
    const seen = await previewSurvivorship(pg.db, asked, 5);
    expect(seen).toMatchObject({
      ...{ kind: 'preview', changed: 1 },
      sample: [{ goldenId: id, before: { mriSafety: 'first' }, after: { mriSafety: 'second' } }],
    });
    expect((await valuesOf('R-preview'))['mriSafety']).toBe('first');
    expect(await change(['mriSafety'], 'recency')).toMatchObject({ kind: 'changed', changed: 1 });
    expect(await previewSurvivorship(pg.db, asked, 5)).toMatchObject({ changed: 0, sample: [] });
  });

  test('is refused of what cannot be, and where somebody else was faster', async () => {
    const code = async (...asked: Parameters<typeof change>) => {
      const done = await change(...asked);
      return done.kind === 'refused' ? done.code : done.kind;
    };
    expect(await code(['nothing'], 'recency')).toBe('UNKNOWN_ATTRIBUTE');
    expect(await code([], 'recency')).toBe('UNKNOWN_ATTRIBUTE');
    expect(await code(['toString'], 'recency')).toBe('UNKNOWN_ATTRIBUTE');
    expect(await code(['brand'], 'union')).toBe('UNFIT_STRATEGY');
    expect(await code(['aliases', 'prices'], 'union')).toBe('UNFIT_STRATEGY');
    expect(await code(['brand'], 'recency', { sources: ['erp'] })).toBe('UNFIT_STRATEGY');
    expect(await code(['brand'], 'priority', { sources: ['nobody'] })).toBe('UNKNOWN_SOURCE');
    const seenRevision = await newestRevision(pg.db);
    expect(await code(['brand'], 'recency', { seenRevision: seenRevision + 1 })).toBe('CHANGED_MEANWHILE');
    const ends = await Promise.all([
      code(['brand'], 'recency', { seenRevision }),
      code(['brand'], 'frequency', { seenRevision }),
    ]);
    expect(ends.sort()).toEqual(['CHANGED_MEANWHILE', 'changed']);
  });

  test('leaves values that move together one strategy, or the database refuses it', async () => {
    const refusal = await transact(pg.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'mix' });
      await tx.execute(sql`
        insert into survivorship_rule (domain, attribute, strategy, moves_with, from_change)
        values ('ITEM', 'brand', 'recency', 'brand+model', ${changeId}),
               ('ITEM', 'model', 'priority', 'brand+model', ${changeId})`);
    }).catch(sqlState);
    expect(refusal).toBe('23P01');
  });
});

const text = fc.constantFrom('a', 'b', 'c');
const anyValues = fc.record(
  {
    description: text,
    model: text,
    unit: text,
    price: fc.constantFrom('1.00', '2.00'),
    aliases: fc.uniqueArray(text, { maxLength: 3 }),
    prices: fc.uniqueArray(text, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Values>;

const scalarStrategy = fc.constantFrom<Survivorship>(...survivorships.filter((each) => each !== 'union'));
const anyRules = fc.array(
  fc.oneof(
    fc.record({
      attributes: fc.uniqueArray(
        fc.constantFrom('description', 'model', 'unit', 'price', 'aliases', 'prices'),
        {
          ...{ minLength: 1, maxLength: 3 },
        },
      ),
      strategy: scalarStrategy,
      order: fc.constant<readonly Source[]>([]),
    }),
    fc.record({
      attributes: fc.constantFrom(['description'], ['unit', 'price']),
      strategy: fc.constant<Survivorship>('priority'),
      order: fc.shuffledSubarray([...sources]),
    }),
    fc.record({
      attributes: fc.constantFrom(['prices'], ['aliases']),
      strategy: fc.constant<Survivorship>('union'),
      order: fc.constant<readonly Source[]>([]),
    }),
  ),
  { maxLength: 3 },
);
const anyWord = fc.record({
  source: fc.constantFrom<Source>(...sources),
  key: fc.constantFrom('k1', 'k2'),
  values: anyValues,
});

const anySpoken = fc.oneof(
  fc.tuple(fc.constantFrom('description', 'model', 'unit'), text),
  fc.tuple(fc.constant('price'), fc.constantFrom('1.00', '2.00')),
  fc.tuple(fc.constant('aliases'), fc.uniqueArray(text, { minLength: 1, maxLength: 2 })),
);

let worlds = 0;
const unions = ['aliases', 'prices'];
const inOrder = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      unions.includes(name) ? [...(value as string[])].sort() : value,
    ]),
  );

test('by whatever rules, the hub believes what the statement of the rules says, in SQL as in words', async () => {
  const anyWords = fc.array(anyWord, { minLength: 1, maxLength: 6 });
  const anyPeople = fc.array(anySpoken, { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      anyRules,
      anyWords,
      anyPeople,
      fc.array(anyWord, { maxLength: 1 }),
      async (rules, words, people, later) => {
        const thing = `P${++worlds}`;
        for (const { attributes, strategy, order } of rules)
          expect(await change(attributes, strategy, { sources: order })).toMatchObject({ kind: 'changed' });
        for (const { source, key, values } of words)
          await say(source, thing, values, `${thing}-${source}-${key}`);
        for (const [attribute, value] of people)
          expect(['overridden', 'ALREADY_BELIEVED']).toContain(await speak(thing, attribute, value));
        for (const { source, key, values } of later)
          await say(source, thing, values, `${thing}-${source}-${key}`);
        const { id, ...found } = await believed(thing);
        const weighing = {
          name: domainDeclarations.ITEM.name,
          rules: rulesOf('ITEM', await decidedRules(pg.db)),
        };
        const stated = believe((await wordsOf(pg.db, [id])).get(id) ?? [], weighing);
        expect({ ...found, values: inOrder(found.values) }).toEqual(
          stated && { ...stated, values: inOrder(stated.values) },
        );
        await change(['description', 'model', 'unit', 'price', ...unions], null);
      },
    ),
    { numRuns: Math.ceil(counts.runs / 16) },
  );
}, 300_000);

test('in whatever order sources speak, the same survives, but where the newest word is asked for', async () => {
  const oneEach = fc.record({ erp: anyValues, vizient: anyValues, 'dist-b': anyValues });
  const orders = fc.tuple(fc.shuffledSubarray([...sources], { minLength: 3 }), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(
      scalarStrategy.filter((strategy) => strategy !== 'recency'),
      oneEach,
      orders,
      async (strategy, said, [order]) => {
        const things = [`O${++worlds}`, `O${++worlds}`] as const;
        await change(['unit', 'price'], strategy);
        await change(['description'], strategy);
        for (const source of sources) await say(source, things[0], said[source]);
        for (const source of order) await say(source, things[1], said[source]);
        const [one, other] = await Promise.all(things.map(valuesOf));
        expect(inOrder(other ?? {})).toEqual(inOrder(one ?? {}));
      },
    ),
    { numRuns: Math.ceil(counts.runs / 32) },
  );
}, 300_000);
