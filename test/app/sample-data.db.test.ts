import { afterEach, expect, test } from 'vitest';
import { lacksSampleData, loadSampleData } from '../../src/app/sample-data.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { deliverBytes, listLine, makeList } from '../support/wellstar.js';

let pg: TestDb;
afterEach(() => pg?.close());

test('a hub lacks the sample data while it is empty, and after a start that did not come to the last file', async () => {
  pg = await openTestDb();
  expect(await lacksSampleData(pg.db)).toBe(true);
  await loadSampleData(pg.db, ['hcpcs-modifiers', 'erp-cost-centers']);
  expect(await lacksSampleData(pg.db)).toBe(true);
});

test('a hub that holds codes of its own is given none', async () => {
  pg = await openTestDb();
  await loadSampleData(pg.db, []);
  expect(await deliverBytes(pg.db, makeList([listLine('1', 'C1')]))).toMatchObject({ kind: 'applied' });
  expect(await lacksSampleData(pg.db)).toBe(false);
});
