import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mergeGoldenRecords } from '../../src/match-merge/merge.service.js';
import { unmergeGoldenRecords } from '../../src/match-merge/unmerge.service.js';
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

test('a golden record whose source says nothing any more comes out of a merge as it was last', async () => {
  for (const key of ['one', 'other'])
    await deliverRecords(pg.db, {
      ...{ source: 'erp', feed: 'test' },
      records: [
        {
          ...{ key, values: { description: `the ${key}` } },
          codes: [{ system: 'erp-item', issuer: '', code: key, role: 'KEY' }],
        },
      ],
    });
  await transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'end what a source says' });
    await tx.execute(sql`
      update source_record_version set to_change = ${changeId} from source_record record
      where record.id = record_id and record.key = 'one'`);
  });
  const rows = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id order by record.key`);
  const [one, other] = rows.map(({ id }) => id) as [string, string];
  const before = await beliefsOf(pg.db);
  const decision = { mergedId: one, reason: null };
  const merge = { ...decision, survivorId: other, seenRevision: await newestRevision(pg.db) };
  expect(await mergeGoldenRecords(pg.db, merge, makeCaller())).toMatchObject({ kind: 'merged' });
  const unmerge = { ...decision, keepApart: false, seenRevision: await newestRevision(pg.db) };
  expect(await unmergeGoldenRecords(pg.db, unmerge, makeCaller())).toMatchObject({ kind: 'unmerged' });
  expect(await beliefsOf(pg.db)).toEqual(before);
});
