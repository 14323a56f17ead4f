import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { connect, type Db } from '../../src/platform/db/db.js';
import { counts } from '../support/counts.js';
import { brokenInvariants } from '../support/invariants.js';
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
const decided = /^(merged|unmerged|split|judged|overridden|changed)$/;

/** Follows the hub while others write: what is published, in which order it is seen. */
function follow(db: Db): { stop: () => Promise<number[]> } {
  const seen: number[] = [];
  let over = false;
  const following = (async () => {
    for (let last = await newestRevision(db); ; ) {
      const wasOver = over;
      const rows = await db.execute<{ revision: string }>(
        sql`select revision from change where revision > ${last} order by revision`,
      );
      seen.push(...rows.map(({ revision }) => Number(revision)));
      last = seen.at(-1) ?? last;
      if (wasOver) return seen;
      await setTimeout(5);
    }
  })();
  return {
    stop: () => {
      over = true;
      return following;
    },
  };
}

test('of 20 who deliver, merge, unmerge, split, judge, override and settle the same 50 records at once, none breaks a rule, then or since, and none loses what another did', async () => {
  const since = await newestRevision(pg.db);
  const follower = follow(pg.db);
  const db = connect(pg.appUrl, { max: writers, name: 'racing' });
  try {
    const hubs = Array.from(
      { length: writers },
      (_, at) => new RandomHub(db, seededRandom(at + 1), { records: 50, actor: `key:${at}` }),
    );
    // Something to decide about, before they all decide at once.
    await hubs[0]?.deliverSome(12);
    const until = performance.now() + counts.racingMs;
    const outcomes = () => hubs.flatMap((hub) => [...hub.done.keys()]);
    const isDecided = () => outcomes().some((outcome) => decided.test(outcome));
    await Promise.all(
      hubs.map(async (hub) => {
        for (let acts = 0; acts < 3 || performance.now() < until; acts++) await hub.act();
        // A machine so busy that deliveries keep all people waiting until they are told to ask again.
        while (!isDecided() && performance.now() < until + 120_000) await hub.decide();
      }),
    );
    const done = outcomes();
    expect(done).toContain('delivered');
    expect(done).toContainEqual(expect.stringMatching(decided));
    expect(done).toContainEqual(expect.stringMatching(/^refused/));
    // Nothing is seen behind what was seen already, and nothing is left out.
    const published = await pg.db.execute<{ revision: string; actor: string }>(
      sql`select revision, actor from change where revision > ${since} order by revision`,
    );
    expect(await follower.stop()).toEqual(published.map(({ revision }) => Number(revision)));
    // Each act of which somebody was told that it is done is there once, under their name, and no others are.
    for (const [at, hub] of hubs.entries()) {
      const theirs = published.filter(({ actor }) => actor === `key:${at}`).map(({ revision }) => revision);
      expect(hub.revisions).toEqual(theirs);
    }
  } finally {
    await follower.stop();
    await db.$client.end({ timeout: 5 });
  }
  expect(await brokenInvariants(pg.db)).toEqual([]);
}, 600_000);
