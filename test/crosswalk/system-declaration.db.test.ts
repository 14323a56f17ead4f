import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import { standardSystems, systemDeclarations } from '../../src/crosswalk/system-declaration.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
});
afterAll(() => pg?.close());

test('ranks, issuer forms and levels are written as declared, and a second time changes nothing', async () => {
  const declared = systemDeclarations.parse({
    sources: [
      { key: 'erp', title: 'ERP', rank: 20 },
      { key: 'ehr', title: 'EHR' },
    ],
    systems: [{ key: 'erp-item', title: 'Items', kind: 'SOURCE_KEY', source: 'erp' }],
    policies: [{ from: 'erp-item', to: 'gtin', purpose: 'SAME_THING', onMiss: 'TASK', level: 'BASE' }],
  });
  for (const _ of ['once', 'again']) {
    await setUpSystems(pg.db, standardSystems, 'test');
    await setUpSystems(pg.db, declared, 'test');
  }
  const { $client: client } = pg.db;
  expect([...(await client`select key, rank from source_system order by rank`)]).toEqual([
    { key: 'steward', rank: 0 },
    { key: 'erp', rank: 20 },
    { key: 'ehr', rank: 50 },
  ]);
  expect([...(await client`select key, issuer_form from code_system where issuer_scoped`)]).toEqual([
    { key: 'catalog-number', issuer_form: 'organisation-name' },
  ]);
  expect([...(await client`select level from policy`)]).toEqual([{ level: 'BASE' }]);
});

test('no code system may take the key of the golden records', async () => {
  const golden = { key: 'golden', title: 'x', kind: 'TERMINOLOGY' } as const;
  const declared = { sources: [], systems: [golden], policies: [] };
  expect(systemDeclarations.safeParse(declared).success).toBe(false);
  await expect(setUpSystems(pg.db, declared, 'test')).rejects.toThrow('names the golden records');
});
