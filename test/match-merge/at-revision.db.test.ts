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

type Picture = Readonly<Record<string, string>>;

/** Everything that can be asked of some golden records at a revision, part by part as a hash: ten thousand are kept. */
async function picture(ids: readonly string[], pin: number | null): Promise<Picture> {
  const { db } = pg;
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
  const random = seededRandom(7);
  const answered: { readonly revision: number; readonly ids: readonly string[]; readonly seen: Picture }[] =
    [];
  for (let act = 0; act < counts.goldenActs; act++) {
    await hub.act();
    const rows = await pg.db.execute<{ id: string }>(sql`select id from golden_record order by id`);
    const all = rows.map(({ id }) => id);
    // Of all of them sixty times; else of what was touched or not touched, as it happens: all of it always takes hours.
    const isWhole = act % Math.ceil(counts.goldenActs / 60) === 0;
    const ids = isWhole ? all : all.filter(() => random() < 12 / all.length);
    const revision = await newestRevision(pg.db);
    answered.push({ revision, ids, seen: await picture(ids, null) });
  }
  expect(hub.done.size).toBeGreaterThan(6);
  for (const { revision, ids, seen } of answered)
    expect([revision, await picture(ids, revision)]).toEqual([revision, seen]);
  expect(await brokenInvariants(pg.db)).toEqual([]);
}, 7_200_000);
