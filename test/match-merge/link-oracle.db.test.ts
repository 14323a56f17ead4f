import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeRole } from '../../src/crosswalk/vocabulary.js';
import type { CarriedCode } from '../../src/golden-records/source-record.table.js';
import { counts } from '../support/counts.js';
import { deliverRecords, type RecordDelivery } from '../support/deliver-records.js';
import { brokenRules } from '../support/link-invariants.js';
import { LinkOracle, type Placed } from '../support/oracle/link-oracle.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

const carried = (system: string, codes: string[], ...roles: CodeRole[]): fc.Arbitrary<CarriedCode> =>
  fc.record({
    system: fc.constant(system),
    issuer: fc.constant(system === 'catalog-number' ? 'ACME' : ''),
    code: fc.constantFrom(...codes),
    role: fc.constantFrom(...roles),
  });

const anyCode = fc.oneof(
  { weight: 4, arbitrary: carried('gtin', ['g1', 'g2', 'g3'], 'BASE', 'BASE', 'PACKAGE', 'UNKNOWN') },
  { weight: 2, arbitrary: carried('hibc', ['h1', 'h2'], 'BASE') },
  { weight: 3, arbitrary: carried('catalog-number', ['p1', 'p2'], 'UNKNOWN') },
  { weight: 1, arbitrary: carried('ehr-item', ['e1', 'e2'], 'KEY') },
);

const keySystems = { erp: 'erp-item', 'dist-b': 'dist-b-item', gudid: 'gudid' } as const;

const anyDelivery = fc
  .record({
    source: fc.constantFrom<keyof typeof keySystems>('erp', 'erp', 'dist-b', 'gudid'),
    feed: fc.constantFrom('one', 'two'),
    records: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5'),
        codes: fc.uniqueArray(anyCode, {
          maxLength: 3,
          selector: ({ system, code, role }) => `${system} ${code} ${role}`,
        }),
      }),
      { minLength: 1, maxLength: 5, selector: ({ key }) => key },
    ),
  })
  .map(
    ({ source, feed, records }): RecordDelivery => ({
      ...{ source, feed, distinct: source === 'gudid' },
      records: records.map(({ key, codes }) => ({
        key,
        codes: [{ system: keySystems[source], issuer: '', code: key, role: 'KEY' }, ...codes],
      })),
    }),
  );

let worlds = 0;

/** The same world under names of its own, beside those before it in one database. */
function apart(delivery: RecordDelivery, world: string): RecordDelivery {
  return {
    ...delivery,
    records: delivery.records.map(({ key, codes }) => ({
      key: `${world}-${key}`,
      codes: codes.map((code) => ({ ...code, code: `${world}-${code.code}` })),
    })),
  };
}

/** How every record of a world stands; a golden record is called by the record that founded it. */
async function standing(world: string): Promise<Placed[]> {
  const rows = await pg.db.execute<Placed & Record<string, unknown>>(sql`
    with called as (
      select source_record.id, source || '/' || feed || '/' || key as name from source_record
      where key like ${`${world}-%`}),
    founder as (
      select golden_id, name from membership join called on called.id = membership.record_id where basis = 'FOUNDED')
    select called.name as record, founder.name as golden, live.basis, conflict.kind as conflict,
           array(select name from founder where golden_id = any(conflict.candidates)) as candidates
    from called
    left join membership live on live.record_id = called.id and live.to_change is null
    left join founder on founder.golden_id = live.golden_id
    left join link_conflict conflict on conflict.record_id = called.id and conflict.to_change is null`);
  return rows
    .map((row) => ({ ...row, candidates: [...row.candidates].sort() }))
    .sort((one, other) => (one.record < other.record ? -1 : 1));
}

test('records of any files go where the docstring says, conflicts are those it says, and no rule is ever broken', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDelivery, { minLength: 1, maxLength: 4 }), async (deliveries) => {
      const world = `w${++worlds}`;
      const oracle = new LinkOracle();
      for (const delivery of deliveries.map((each) => apart(each, world))) {
        await deliverRecords(pg.db, delivery);
        oracle.deliver(delivery);
        expect(await standing(world)).toEqual(oracle.standing());
      }
      if (worlds % 20 === 0) expect(await brokenRules(pg.db)).toEqual([]);
    }),
    { numRuns: Math.ceil(counts.runs / 16) },
  );
  expect(await brokenRules(pg.db)).toEqual([]);
}, 600_000);
