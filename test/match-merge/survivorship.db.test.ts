import { createReadStream } from 'node:fs';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folders } from '../../src/app/home.js';
import type { Values, Winners } from '../../src/golden-records/attribute.js';
import { domainDeclarations } from '../../src/golden-records/domain-declarations.js';
import { deliver } from '../../src/imports/run-import.js';
import { rebuildGoldenRecords } from '../../src/match-merge/survivorship.store.js';
import { recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { counts } from '../support/counts.js';
import { deliverRecords, type SaidRecord } from '../support/deliver-records.js';
import { profileOf } from '../support/deliver-text.js';
import { brokenRules } from '../support/link-invariants.js';
import { believe, type Member } from '../support/oracle/survivorship-oracle.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

/** In the order of their standing. */
type Source = 'erp' | 'vizient' | 'dist-b';
const keySystems: Readonly<Record<Source, string>> = {
  erp: 'erp-item',
  vizient: 'vizient-item',
  'dist-b': 'dist-b-item',
};

/** Records that all carry one identifier, so that they are one thing. */
const saying = (source: Source, thing: string, key: string, values: Values): SaidRecord => ({
  ...{ key, values },
  codes: [
    { system: keySystems[source], issuer: '', code: key, role: 'KEY' },
    { system: 'hibc', issuer: '', code: thing, role: 'BASE' },
  ],
});

const say = (source: Source, ...records: SaidRecord[]) =>
  deliverRecords(pg.db, { source, feed: 'test', records });

async function believed(thing: string) {
  const rows = await pg.db.execute<{ name: string; values: Values; winners: Winners; golden_id: string }>(sql`
    select distinct version.golden_id, version.name, version.values, version.winners from golden_version version
    join record_code pointer on pointer.golden_id = version.golden_id and pointer.to_change is null
    join code on code.id = pointer.code_id and code.normal = ${thing} where version.to_change is null`);
  expect(rows.length).toBe(1);
  const [row] = rows;
  if (!row) throw new Error('nothing is believed');
  return row;
}

async function versionsOf(thing: string): Promise<number> {
  const { golden_id } = await believed(thing);
  const [row] = await pg.db.execute<{ n: number }>(
    sql`select count(*)::int as n from golden_version where golden_id = ${golden_id}`,
  );
  return row?.n ?? 0;
}

describe('of what several sources say', () => {
  test('the word of the most trusted wins, attribute by attribute, whenever it was said', async () => {
    await say('erp', saying('erp', 'T1', 'T1-e', { description: 'hospital', brand: 'Brand' }));
    await say('dist-b', saying('dist-b', 'T1', 'T1-d', { description: 'distributor', unit: 'EA' }));
    const { name, values } = await believed('T1');
    expect([name, values]).toEqual(['hospital', { description: 'hospital', brand: 'Brand', unit: 'EA' }]);
    await say('dist-b', saying('dist-b', 'T1', 'T1-d', { description: 'newer', unit: 'BX' }));
    expect((await believed('T1')).values).toEqual({ description: 'hospital', brand: 'Brand', unit: 'BX' });
  });

  test('of equals the newest wins, and of one act the first row', async () => {
    const two = (first: string, second: string) => [
      saying('erp', 'T2', 'T2-a', { unit: first }),
      saying('erp', 'T2', 'T2-b', { unit: second }),
    ];
    await say('erp', ...two('A', 'B'));
    expect((await believed('T2')).values).toEqual({ unit: 'A' });
    await say('erp', ...two('A', 'C'));
    expect((await believed('T2')).values).toEqual({ unit: 'C' });
  });

  test('aliases are taken together, each once, and name everybody who said one', async () => {
    await say('erp', saying('erp', 'T3', 'T3-e', { aliases: ['one', 'two'] }));
    await say('vizient', saying('vizient', 'T3', 'T3-v', { aliases: ['two', 'three'] }));
    const { values, winners } = await believed('T3');
    expect([...(values['aliases'] as string[])].sort()).toEqual(['one', 'three', 'two']);
    expect(winners['aliases']).toHaveLength(2);
  });

  test('a record without a name is called by its key, and a name of any length is cut to 255 characters', async () => {
    await say(
      'erp',
      saying('erp', 'T4', 'T4-e', {}),
      saying('erp', 'T5', 'T5-e', { description: '𝒳'.repeat(400) }),
    );
    expect((await believed('T4')).name).toBe('T4-e');
    expect((await believed('T5')).name).toBe('𝒳'.repeat(255));
  });
});

test('a rebuild of nothing new makes no version', async () => {
  await say('erp', saying('erp', 'T6', 'T6-e', { description: 'x', aliases: ['b', 'a'], prices: ['1'] }));
  await transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'rebuild' });
    await tx.execute(
      sql`create temporary table touched_golden on commit drop as select id as golden_id from golden_record`,
    );
    await rebuildGoldenRecords(tx, changeId);
    const rows = await tx.execute(sql`
      select from golden_version where from_change = ${changeId} or to_change = ${changeId}`);
    expect(rows.length).toBe(0);
  });
  expect(await versionsOf('T6')).toBe(1);
});

test('a golden record that loses its last source record is believed no longer, though its id stays', async () => {
  await say('erp', saying('erp', 'T7', 'T7-e', { description: 'x' }));
  const { golden_id } = await believed('T7');
  await transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'take away' });
    await tx.execute(sql`update membership set to_change = ${changeId} where golden_id = ${golden_id}`);
    await tx.execute(
      sql`create temporary table touched_golden on commit drop as select ${golden_id}::uuid as golden_id`,
    );
    await rebuildGoldenRecords(tx, changeId);
    const [row] = await tx.execute(sql`
      select (select count(*)::int from golden_version where golden_id = ${golden_id} and to_change is null) as believed,
             (select count(*)::int from golden_record where id = ${golden_id}) as kept`);
    expect(row).toEqual({ believed: 0, kept: 1 });
    tx.rollback();
  }).catch((error: Error) => expect(error.message).toContain('Rollback'));
});

const { name, attributes } = domainDeclarations.ITEM;
const unions = new Set(
  Object.entries(attributes).flatMap(([key, { survivorship }]) => (survivorship === 'union' ? [key] : [])),
);
const text = fc.constantFrom('a', 'b', 'c');
const anyValues = fc.record(
  {
    description: text,
    model: text,
    catalogNumber: text,
    singleUse: fc.boolean(),
    deviceCount: fc.nat(3),
    aliases: fc.uniqueArray(text, { maxLength: 3 }),
    prices: fc.uniqueArray(text, { maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Values>;
const anyAct = fc.record({
  source: fc.constantFrom<Source>('erp', 'vizient', 'dist-b'),
  said: fc.uniqueArray(fc.record({ key: fc.constantFrom('k1', 'k2', 'k3'), values: anyValues }), {
    ...{ minLength: 1, maxLength: 3 },
    selector: ({ key }) => key,
  }),
});

let worlds = 0;

async function membersOf(thing: string): Promise<Member[]> {
  const rows = await pg.db.execute<
    Record<'versionId' | 'rank' | 'said' | 'act' | 'key', string> & { values: Values }
  >(sql`
    select version.id as "versionId", record.key, source_system.rank, version.from_change as act, version.values,
           (extract(epoch from version.said_at) * 1000000)::bigint as said
    from source_record record join source_system on source_system.key = record.source
    join source_record_version version on version.record_id = record.id and version.to_change is null
    where record.key like ${`${thing}-%`}`);
  return rows.map(({ versionId, rank, said, act, ...row }) => ({
    ...row,
    ...{ versionId: Number(versionId), rank: Number(rank), said: Number(said), act: Number(act) },
  }));
}

test('whatever sources say, in whatever order, the hub believes what the rules say and names who said it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 4 }), async (acts) => {
      const thing = `S${++worlds}`;
      for (const { source, said } of acts) {
        await say(
          source,
          ...said.map(({ key, values }) => saying(source, thing, `${thing}-${source}-${key}`, values)),
        );
      }
      const { golden_id: _, ...found } = await believed(thing);
      const sorted = Object.fromEntries(
        Object.entries(found.values).map(([key, value]) => [
          key,
          unions.has(key) ? [...(value as string[])].sort() : value,
        ]),
      );
      const winners = Object.fromEntries(
        Object.entries(found.winners).map(([key, ids]) => [key, [...ids].sort((one, other) => one - other)]),
      );
      expect({ ...found, values: sorted, winners }).toEqual(
        believe(await membersOf(thing), { name, unions }),
      );
    }),
    { numRuns: Math.ceil(counts.runs / 16) },
  );
  expect(await brokenRules(pg.db)).toEqual([]);
}, 300_000);

test('of the sample’s devices and item master no rule is broken: every winner says exactly the value that won', async () => {
  const sample = await openTestDb();
  try {
    await setUpWellstar(sample.db);
    for (const [profile, path] of [
      ['gudid-devices', 'gudid/devices.psv'],
      ['hemm-item-master', 'erp/item-master.csv'],
    ] as const) {
      const outcome = await deliver(sample.db, {
        ...{ profile: profileOf(profile), fileName: path, actor: 'test' },
        stream: createReadStream(`${folders.seedData}/${path}`),
      });
      expect(outcome).toMatchObject({ kind: 'applied', counts: { rowsRejected: 0 } });
    }
    expect(await brokenRules(sample.db)).toEqual([]);
  } finally {
    await sample.close();
  }
}, 120_000);
