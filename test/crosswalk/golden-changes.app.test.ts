import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf } from '../../src/crosswalk/golden-record-codes.queries.js';
import { believedRecords, membersOf } from '../../src/golden-records/golden-record.queries.js';
import { goldenRedirect } from '../../src/golden-records/golden-redirect.table.js';
import { asKnown } from '../../src/platform/changes/as-known.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { makeCaller } from '../support/caller.js';
import { seededRandom } from '../support/random.js';
import { RandomHub } from '../support/random-hub.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { setUpWellstar } from '../support/wellstar.js';

let app: TestApp;
let start: number;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
  start = await newestRevision(app.db);
});
afterAll(() => app?.close());

interface Entry {
  readonly revision: string;
  readonly goldenId: string;
  readonly kinds: readonly string[];
  readonly actor: string;
  readonly act: string;
  readonly merged: readonly string[];
  readonly mergedInto: string | null;
  readonly restoredFrom: string | null;
}

interface Log {
  readonly edges: readonly { cursor: string; node: Entry }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string };
}

const asking = `query ($first: Int!, $after: String) { changes(first: $first, after: $after) {
  edges { cursor node { revision goldenId kinds actor act merged mergedInto restoredFrom } }
  pageInfo { hasNextPage endCursor } } }`;

async function page(after: string | null, first = 7): Promise<Log> {
  const { data, errors } = await app.graphql<{ changes: Log }>(asking, { first, after });
  expect(errors).toBeUndefined();
  return data.changes;
}

/** Everything from a place on, page by page, and where to ask again. */
async function readOn(after: string | null, first?: number): Promise<{ entries: Entry[]; end: string }> {
  const entries: Entry[] = [];
  for (let place = after; ; ) {
    const { edges, pageInfo } = await page(place, first);
    entries.push(...edges.map(({ node }) => node));
    place = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) return { entries, end: place };
  }
}

const { ability } = makeCaller();

/** What is asked of every golden record at a revision, by id. */
async function pictures(revision: number): Promise<ReadonlyMap<string, string>> {
  const { db } = app;
  const rows = await db.execute<{ id: string }>(sql`select id from golden_record`);
  const ids = rows.map(({ id }) => id);
  const parts = new Map<string, unknown[]>();
  const add = (id: string, part: unknown) => void parts.set(id, [...(parts.get(id) ?? []), part]);
  for (const { pin: _, ...record } of await believedRecords(db, ids, revision)) add(record.id, record);
  for (const { goldenId, id, basis } of await membersOf(db, ids, revision)) add(goldenId, [id, basis]);
  for (const { goldenId, ...code } of await codesOf(db, ability, ids, revision)) add(goldenId, code);
  // Where an id leads by itself: whither that leads on is the other one’s change.
  const led = await db.execute<{ id: string; survivor: string }>(sql`
    select golden_id as id, survivor_id as survivor from ${asKnown(goldenRedirect, revision)} redirect`);
  for (const { id, survivor } of led) add(id, survivor);
  return new Map([...parts].map(([id, said]) => [id, JSON.stringify(said)]));
}

describe('the change log', () => {
  test('tells every golden record that an act changed, in the order of revisions, whatever the size of its pages', async () => {
    const hub = new RandomHub(app.db, seededRandom(11), { records: 12 });
    for (let act = 0; act < 40; act++) await hub.act();
    const { entries } = await readOn(String(start));
    expect(entries.length).toBeGreaterThan(10);
    for (const first of [1, 100]) expect((await readOn(String(start), first)).entries).toEqual(entries);
    const places = entries.map(({ revision, goldenId }) => `${revision.padStart(9, '0')} ${goldenId}`);
    expect(places).toEqual([...new Set(places)].sort());
    let before = await pictures(start);
    for (let revision = start + 1; revision <= (await newestRevision(app.db)); revision++) {
      const after = await pictures(revision);
      const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
        (id) => before.get(id) !== after.get(id),
      );
      const told = entries
        .filter((entry) => entry.revision === String(revision))
        .map(({ goldenId }) => goldenId);
      expect(told).toEqual(expect.arrayContaining(changed));
      before = after;
    }
    expect(entries.every(({ kinds }) => kinds.length > 0)).toBe(true);
    const kinds = new Set(entries.flatMap((entry) => entry.kinds));
    expect([...kinds]).toEqual(expect.arrayContaining(['CREATED', 'SOURCE_RECORDS', 'CODES']));
  }, 300_000);

  test('is the same when it is read again while others write, and goes on where it ended', async () => {
    const hub = new RandomHub(app.db, seededRandom(12), { records: 12 });
    const { entries: before, end } = await readOn(null, 50);
    const writing = (async () => {
      for (let act = 0; act < 15; act++) await hub.act();
    })();
    const { entries: during } = await readOn(null, 5);
    await writing;
    const { entries: since } = await readOn(end, 3);
    const { entries: all } = await readOn(null, 100);
    expect([...before, ...since]).toEqual(all);
    expect(during).toEqual(all.slice(0, during.length));
    expect(during.length).toBeGreaterThanOrEqual(before.length);
  }, 300_000);

  test('of nothing new says where to ask again', async () => {
    const newest = String(await newestRevision(app.db));
    const { edges, pageInfo } = await page(newest);
    expect([edges, pageInfo]).toEqual([[], { hasNextPage: false, endCursor: newest }]);
  });

  test('passes over acts that touch nothing golden, thousands at once', async () => {
    const newest = await newestRevision(app.db);
    await app.db.execute(
      sql`insert into change (actor, act) select 'test', 'nothing' from generate_series(1, 4500)`,
    );
    const first = await page(String(newest));
    expect([first.edges, first.pageInfo.hasNextPage]).toEqual([[], true]);
    const { entries, end } = await readOn(String(newest));
    expect([entries, end]).toEqual([[], String(newest + 4500)]);
  });

  test.each(['x', 'bm90aGluZw', '-1', '999999999'])('refuses %s as a place', async (after) => {
    const { errors } = await app.graphql(asking, { first: 1, after });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});
