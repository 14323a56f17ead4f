import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../../src/crosswalk/golden-record-codes.queries.js';
import { believedRecords, membersOf } from '../../src/golden-records/golden-record.queries.js';
import { mergedIdsOf, survivorsOf } from '../../src/golden-records/golden-redirect.queries.js';
import { relationsOf } from '../../src/golden-records/relations/relation.queries.js';
import { relationKinds } from '../../src/golden-records/relations/relation-kind.js';
import { decidedRules } from '../../src/golden-records/survivorship-rule.queries.js';
import { judgementsOf } from '../../src/match-merge/judgement.queries.js';
import { overridesOf } from '../../src/match-merge/value-override.queries.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { makeCaller } from '../support/caller.js';
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

const { ability } = makeCaller();

/** Everything that can be asked of golden records at a revision, part by part as a hash: ten thousand of them are kept. */
async function picture(pin: number | null): Promise<Readonly<Record<string, string>>> {
  const { db } = pg;
  const rows = await db.execute<{ id: string }>(sql`select id from golden_record order by id`);
  const ids = rows.map(({ id }) => id);
  const believed = (await believedRecords(db, ids, pin)).map(({ pin: _, ...record }) => record);
  return {
    believed: sorted(believed),
    members: sorted(await membersOf(db, ids, pin)),
    codes: sorted(await codesOf(db, ability, ids, pin)),
    survivors: sorted([...(await survivorsOf(db, ids, pin))]),
    merged: sorted(await mergedIdsOf(db, ids, pin)),
    rules: sorted(await decidedRules(db, pin)),
    overrides: sorted(await overridesOf(db, ids, pin)),
    judgements: sorted(await judgementsOf(db, ids, pin)),
    relations: sorted(
      await relationsOf(db, ids, {
        ...{ end: 'from', kinds: relationKinds, all: true, day: null, pin, first: 1_000, after: null },
      }),
    ),
  };
}

function sorted(rows: readonly unknown[]): string {
  const lines = rows.map((row) => JSON.stringify(row)).sort();
  return `${lines.length} ${createHash('md5').update(lines.join('\n')).digest('hex')}`;
}

test('what was answered at each revision is answered again at it, after everything that came later', async () => {
  const hub = new RandomHub(pg.db, seededRandom(6));
  const answered = new Map<number, Readonly<Record<string, string>>>();
  for (let act = 0; act < counts.goldenActs; act++) {
    await hub.act();
    answered.set(await newestRevision(pg.db), await picture(null));
  }
  expect(hub.done.size).toBeGreaterThan(6);
  for (const [revision, then] of answered)
    expect([revision, await picture(revision)]).toEqual([revision, then]);
  expect(await brokenInvariants(pg.db)).toEqual([]);
}, 7_200_000);
