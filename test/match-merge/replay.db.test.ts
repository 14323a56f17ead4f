import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { counts } from '../support/counts.js';
import { beliefsOf } from '../support/hub-beliefs.js';
import { brokenInvariants } from '../support/invariants.js';
import { seededRandom } from '../support/random.js';
import { RandomHub } from '../support/random-hub.js';
import { beliefsEver, replay } from '../support/replay.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let told: TestDb;
let empty: TestDb;
beforeAll(async () => {
  [told, empty] = [await openTestDb(), await openTestDb()];
  for (const { db } of [told, empty]) await setUpWellstar(db);
});
afterAll(async () => {
  await told?.close();
  await empty?.close();
});

test('what sources said and people decided, done again in an empty hub in the order of the change log, makes the same golden records at every revision', async () => {
  const since = await newestRevision(told.db);
  expect(await newestRevision(empty.db)).toBe(since);
  const hub = new RandomHub(told.db, seededRandom(3), { records: 30 });
  for (let act = 0; act < counts.replayedActs; act++) await hub.act();
  await replay(told.db, empty.db, since);
  const ever = await beliefsEver(told.db);
  expect(ever.length).toBeGreaterThan(counts.replayedActs / 4);
  expect(await beliefsEver(empty.db)).toEqual(ever);
  const { values, memberships, redirects } = await beliefsOf(told.db);
  expect(await beliefsOf(empty.db)).toMatchObject({ values, memberships, redirects });
  expect(await newestRevision(empty.db)).toBe(await newestRevision(told.db));
  expect(await brokenInvariants(told.db)).toEqual([]);
}, 3_600_000);
