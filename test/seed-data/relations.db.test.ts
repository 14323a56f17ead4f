import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSampleData } from '../../src/app/sample-data.js';
import { readSampleFile } from '../support/sample-files.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await loadSampleData(pg.db, [
    ...(['erp-suppliers', 'erp-locations', 'erp-cost-centers'] as const),
    ...(['hemm-item-master', 'vizient-contract', 'distributor-prices'] as const),
  ]);
}, 600_000);
afterAll(() => pg?.close());

/** Kind and standing → how many records of a feed. */
async function standingsOf(feed: string): Promise<Record<string, number>> {
  const rows = await pg.db.execute<{ what: string; n: number }>(sql`
    select relation.kind || ' ' || standing as what, count(distinct record.id)::int as n
    from relation join relation_statement statement on statement.id = relation.statement_id
    join source_record record on record.id = statement.record_id
    where record.feed = ${feed} and relation.to_change is null group by 1`);
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

const counted = (path: string, column: string, other = '') =>
  readSampleFile(path).filter((row) => row[column] && row[column] !== row[other]).length;

test('every place, cost center and supplier of the sample stands where its columns say', async () => {
  const [places, centers, suppliers] = ['erp/locations.csv', 'erp/cost-centers.csv', 'erp/suppliers.csv'];
  expect(await standingsOf('erp-locations')).toEqual({
    'PART_OF HOLDS': counted(places as string, 'Parent'),
  });
  expect(await standingsOf('erp-cost-centers')).toEqual({
    'ROLLS_UP_TO HOLDS': counted(centers as string, 'Parent'),
    'LOCATED_AT HOLDS': counted(centers as string, 'Location'),
  });
  expect(await standingsOf('erp-suppliers')).toMatchObject({
    'REMITS_TO HOLDS': counted(suppliers as string, 'Remit To', 'Supplier Number'),
  });
});

test('every item of the sample has its supplier and maker, with the prices of all its packages', async () => {
  const items = new Set(readSampleFile('erp/item-master.csv').map((row) => row['Item Number'])).size;
  const master = await standingsOf('hemm-item-master');
  expect((master['MADE_BY HOLDS'] ?? 0) + (master['MADE_BY OUTWEIGHED'] ?? 0)).toBe(items);
  expect(master).toMatchObject({ 'SUPPLIED_BY HOLDS': items });
  // Rows with a wrong check digit are rejected: what they speak of is no record.
  const [sold] = await pg.db.execute<{ n: number }>(
    sql`select count(*)::int as n from source_record where feed = 'distributor-prices'`,
  );
  expect(sold?.n).toBeGreaterThan(2_900);
  expect(await standingsOf('distributor-prices')).toEqual({ 'SUPPLIED_BY HOLDS': sold?.n });
  const [row] = await pg.db.execute<{ attributes: unknown }>(sql`
    select attributes from relation_statement statement join source_record record on record.id = statement.record_id
    where record.key = '300051' and statement.to_change is null`);
  expect(row?.attributes).toEqual({
    vendorItemNumber: '300051',
    prices: [
      { price: '528.02', unit: 'EA' },
      { price: '1584.06', unit: 'BX' },
    ],
  });
});

test('a contract line of the sample waits for a record of its vendor, with price and days', async () => {
  const [row] = await pg.db.execute(sql`
    select relation.standing, statement.to_system, statement.to_code, statement.attributes,
           statement.valid_from::text as since, statement.valid_to::text as until
    from relation_statement statement join relation on relation.statement_id = statement.id
    join source_record record on record.id = statement.record_id
    where record.key = 'V10010:005-1032-HAA' and statement.to_change is null and relation.to_change is null`);
  expect(row).toEqual({
    ...{ standing: 'WAITING', to_system: 'vizient-vendor', to_code: 'V10010' },
    ...{ since: '2025-01-01', until: '2036-01-01' },
    attributes: {
      vendorItemNumber: '005-1032-HAA',
      prices: [{ price: '219.31', unit: 'EA', starts: '2025-01-01', ends: '2036-01-01' }],
    },
  });
});
