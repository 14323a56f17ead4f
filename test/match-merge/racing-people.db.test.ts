import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/platform/db/db.js';
import { counts } from '../support/counts.js';
import { brokenHistory } from '../support/history-invariants.js';
import { brokenRules } from '../support/link-invariants.js';
import { seededRandom } from '../support/random.js';
import { RandomHub } from '../support/random-hub.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterAll(() => pg?.close());

const writers = 20;

test('of 20 who deliver, merge, unmerge, split, judge and override the same 50 records at once, none breaks a rule, then or since', async () => {
  const db = connect(pg.appUrl, { max: writers, name: 'racing' });
  try {
    const hubs = Array.from(
      { length: writers },
      (_, at) => new RandomHub(db, seededRandom(at + 1), { records: 50, actor: `key:${at}` }),
    );
    // Something to decide about, before they all decide at once.
    await hubs[0]?.deliverSome(12);
    const until = performance.now() + counts.racingMs;
    await Promise.all(
      hubs.map(async (hub) => {
        for (let acts = 0; acts < 3 || performance.now() < until; acts++) await hub.act();
      }),
    );
    const done = hubs.flatMap((hub) => [...hub.done.keys()]);
    expect(done).toContain('delivered');
    expect(done).toContainEqual(expect.stringMatching(/^(merged|unmerged|split|judged|overridden|changed)$/));
    expect(done).toContainEqual(expect.stringMatching(/^refused/));
  } finally {
    await db.$client.end({ timeout: 5 });
  }
  expect(await brokenRules(pg.db)).toEqual([]);
  expect(await brokenHistory(pg.db)).toEqual([]);
}, 600_000);
