import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { formatDay } from '../../../src/crosswalk/day.js';
import { buildIndex } from '../../../src/crosswalk/index/build-index.js';
import type { FactRows } from '../../../src/crosswalk/index/fact-rows.js';
import { IndexFollower } from '../../../src/crosswalk/index/index-follower.js';
import type { ResolveIndex } from '../../../src/crosswalk/index/resolve-index.js';
import { endMapping, ensureCode, insertMapping } from '../../../src/crosswalk/mapping.store.js';
import { codeRoles, purposes, relationships } from '../../../src/crosswalk/vocabulary.js';
import { newestRevision, recordChange } from '../../../src/platform/changes/change.store.js';
import { connect, type Db, sqlState, sqlStates, type Tx, transact } from '../../../src/platform/db/db.js';
import { counts } from '../../support/counts.js';
import { seededRandom } from '../../support/random.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { until } from '../../support/until.js';
import { deliverBytes, listLine, makeList, setUpWellstar } from '../../support/wellstar.js';

let pg: TestDb;
let systems: number[];
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
  const rows = await pg.db.execute<{ id: number }>(sql`select id from code_system order by id`);
  systems = rows.map(({ id }) => id);
});
afterAll(() => pg?.close());

const followers: { follower: IndexFollower; db: Db }[] = [];
afterEach(async () => {
  for (const { follower, db } of followers.splice(0)) {
    await follower.stop();
    await db.$client.end({ timeout: 1 });
  }
});

async function startFollower(name = 'follower') {
  const db = connect(pg.appUrl, { max: 3, name });
  const reported: unknown[] = [];
  const follower = new IndexFollower(db, (error) => reported.push(error));
  followers.push({ follower, db });
  await follower.start();
  return { follower, reported };
}

/** Everything the index holds as known at its revision, as sorted lines. */
function contents(index: ResolveIndex): string[] {
  const { codes, facts, mappings, records, recordCodes, texts, revision } = index;
  const name = (row: number) => `${codes.systemOf(row)}|${codes.issuerOf(row)}|${codes.normalOf(row)}`;
  const days = (rows: FactRows, at: number) =>
    `${formatDay(rows.validFrom(at))}..${formatDay(rows.validTo(at))} since ${rows.fromRevision(at)}`;
  const lines: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    for (let at = codes.firstFact.get(row); at !== -1; at = facts.next(at)) {
      if (!facts.knownAt(at, revision)) continue;
      lines.push(
        `${name(row)} is ${texts.get(facts.displayOf(at))} ${facts.isActive(at)} ${days(facts, at)}`,
      );
    }
    for (let at = codes.firstMapping.get(row); at !== -1; at = mappings.next(at)) {
      if (!mappings.knownAt(at, revision)) continue;
      const kind = `${mappings.purposeOf(at)} ${mappings.relationshipOf(at)}`;
      lines.push(
        `${name(row)} ${mappings.idOf(at)} ${kind} ${name(mappings.targetOf(at))} ${days(mappings, at)}`,
      );
    }
    for (let at = codes.firstRecord.get(row); at !== -1; at = recordCodes.next(at)) {
      if (!recordCodes.knownAt(at, revision)) continue;
      const golden = records.idOf(recordCodes.recordOf(at));
      lines.push(`${name(row)} points at ${golden} ${recordCodes.roleOf(at)} ${days(recordCodes, at)}`);
    }
  }
  for (let row = 0; row < records.length; row++) {
    const called = records.nameOf(row, revision);
    if (called !== null) lines.push(`${records.idOf(row)} is called ${called}`);
    for (let at = records.firstCode.get(row); at !== -1; at = recordCodes.nextOfRecord(at)) {
      if (!recordCodes.knownAt(at, revision)) continue;
      const code = name(recordCodes.codeOf(at));
      lines.push(`${records.idOf(row)} has ${code} ${recordCodes.roleOf(at)} ${days(recordCodes, at)}`);
    }
  }
  return lines.sort();
}

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const normals = ['1', '2', '3', 'ä', '日本', '\\N', 'a\tb', 'x\\y', '😀'];

async function someCode(tx: Tx, random: Random): Promise<number> {
  const normal = pick(random, normals);
  return ensureCode(tx, { systemId: pick(random, systems), issuer: '', normal, written: normal });
}

/** What somebody may do: everything in it is one act, and some acts come to nothing. */
const acts: readonly ((tx: Tx, random: Random, changeId: number) => Promise<unknown>)[] = [
  async function map(tx, random, changeId) {
    const [fromCode, toCode] = [await someCode(tx, random), await someCode(tx, random)];
    if (fromCode === toCode) return;
    const [first = 0, second = 0] = [random(), random()].sort().map((part) => Math.floor(part * 8));
    await insertMapping(tx, {
      ...{ fromCode, toCode, changeId, source: 'steward', approvedBy: 'test', reason: null },
      purpose: pick(random, purposes),
      relationship: pick(random, relationships),
      validFrom: random() < 0.5 ? null : `2026-01-0${first + 1}`,
      validTo: random() < 0.5 ? null : `2026-01-1${second + 1}`,
    });
  },
  async function retire(tx, random, changeId) {
    const live = await tx.execute<{ id: string }>(
      sql`select id from mapping where to_change is null order by id`,
    );
    if (live.length > 0) await endMapping(tx, pick(random, live).id, changeId);
  },
  async function retireMany(tx, random, changeId) {
    await tx.execute(sql`update mapping set to_change = ${changeId}
      where to_change is null and from_code % 7 = ${Math.floor(random() * 7)}`);
  },
  async function rename(tx, random, changeId) {
    const code = await someCode(tx, random);
    await tx.execute(
      sql`update code_fact set to_change = ${changeId} where code_id = ${code} and to_change is null`,
    );
    const display = random() < 0.2 ? null : `name\t${Math.floor(random() * 1e6)} \\ ü`;
    const turns = `2026-02-0${1 + Math.floor(random() * 9)}`;
    const status = pick(random, ['ACTIVE', 'RETIRED']);
    await tx.execute(sql`
      insert into code_fact (code_id, display, status, source, valid_from, valid_to, from_change)
      values (${code}, ${display}, 'ACTIVE', 'steward', '-infinity', ${turns}, ${changeId}),
             (${code}, ${display}, ${status}, 'steward', ${turns}, 'infinity', ${changeId})`);
  },
  async function forget(tx, random, changeId) {
    const code = await someCode(tx, random);
    await tx.execute(
      sql`update code_fact set to_change = ${changeId} where code_id = ${code} and to_change is null`,
    );
  },
  async function point(tx, random, changeId) {
    const [turn, code] = [1 + Math.floor(random() * 9), await someCode(tx, random)];
    await makeGolden(tx, random, changeId);
    await tx.execute(sql`
      insert into record_code (code_id, golden_id, record_id, role, valid_to, from_change)
      select ${code}, ${pick(random, goldens)}, source_record.id, ${pick(random, codeRoles)},
             ${`2026-03-0${turn}`}, ${changeId}
      from source_record where key = ${String(turn % 3)}
      on conflict do nothing`);
  },
  async function pointElsewhere(tx, random, changeId) {
    await tx.execute(sql`update record_code set to_change = ${changeId}
      where to_change is null and code_id % 3 = ${Math.floor(random() * 3)}`);
  },
  async function callOtherwise(tx, random, changeId) {
    const golden = pick(random, goldens);
    await tx.execute(
      sql`update golden_version set to_change = ${changeId} where golden_id = ${golden} and to_change is null`,
    );
    if (random() < 0.2) return;
    await tx.execute(sql`
      insert into golden_version (golden_id, domain, name, values, winners, from_change)
      select id, domain, ${`thing\t${Math.floor(random() * 1e6)} \\ ü`}, '{}', '{}', ${changeId}
      from golden_record where id = ${golden}`);
  },
  async () => {},
];

const goldens = [
  '018f0000-0000-7000-8000-00000000000a',
  '018f0000-0000-7000-8000-00000000000b',
  randomUUID(),
];

async function makeGolden(tx: Tx, random: Random, changeId: number): Promise<void> {
  await tx.execute(sql`
    insert into golden_record (id, domain, from_change)
    select id, 'ITEM', ${changeId} from unnest(${sql.param(goldens)}::uuid[]) as made(id) on conflict do nothing`);
  await tx.execute(sql`
    insert into source_record (source, feed, domain, key)
    values ('steward', 'test', 'ITEM', ${String(Math.floor(random() * 3))}) on conflict do nothing`);
}

async function publishOne(random: Random): Promise<void> {
  if (random() < 0.1) {
    const line = () =>
      listLine(pick(random, normals), pick(random, normals), { price: `${Math.floor(random() * 9)}.00` });
    await deliverBytes(pg.db, makeList([line(), line(), line()]));
    return;
  }
  const expected: readonly (string | undefined)[] = [
    sqlStates.exclusionViolation,
    sqlStates.uniqueViolation,
    '23514',
    '40P01',
    '23503',
  ];
  await transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'something' });
    for (let step = 0; step < 1 + random() * 3; step++) await pick(random, acts)(tx, random, changeId);
    if (random() < 0.1) throw new RolledBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack) && !expected.includes(sqlState(error))) throw error;
  });
}

class RolledBack extends Error {}

async function publishMany(seed: number, acts: number): Promise<void> {
  await Promise.all(
    [0, 1, 2].map(async (writer) => {
      const random = seededRandom(seed * 10 + writer);
      for (let at = 0; at < acts / 3; at++) await publishOne(random);
    }),
  );
}

async function publishMapping(): Promise<number> {
  await transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'map' });
    const ends = [0, 1].map((at) => ({ systemId: systems[at] as number, issuer: '', normal: randomUUID() }));
    const [fromCode, toCode] = [
      await ensureCode(tx, { ...(ends[0] as (typeof ends)[0]), written: 'x' }),
      await ensureCode(tx, { ...(ends[1] as (typeof ends)[0]), written: 'x' }),
    ];
    await insertMapping(tx, {
      ...{ fromCode, toCode, changeId, source: 'steward', approvedBy: 'test', reason: null },
      ...{ purpose: 'SAME_THING', relationship: 'EQUIVALENT', validFrom: null, validTo: null },
    });
  });
  return newestRevision(pg.db);
}

describe('an index that follows the change log', () => {
  test.each(Array.from({ length: counts.histories }, (_, at) => at + 1))(
    'holds after random acts of several writers what a freshly built one holds (history %i)',
    async (seed) => {
      const first = await startFollower();
      const writing = publishMany(seed, counts.actsAHistory);
      const second = await startFollower(); // in the middle of it
      await writing;
      const newest = await newestRevision(pg.db);
      for (const { follower, reported } of [first, second]) {
        expect(await follower.reaches(newest, 10_000)).toBe(true);
        expect(follower.index.revision).toBe(newest);
        expect(reported).toEqual([]);
      }
      const fresh = contents((await buildIndex(pg.db)).index);
      expect(fresh.length).toBeGreaterThan(10);
      expect(contents(first.follower.index)).toEqual(fresh);
      expect(contents(second.follower.index)).toEqual(fresh);
    },
  );

  test('hears of an act at once, again after its connections were killed, and learns of it late without being told', async () => {
    const { follower } = await startFollower('hears');
    // Asked right after the poll, an act that is only polled for takes 250 ms, one that is heard of a few.
    const typicalMs = async () => {
      const took: number[] = [];
      for (let at = 0; at < 9; at++) {
        const begun = performance.now();
        const revision = await publishMapping();
        await until('the index holds it', async () => follower.index.revision >= revision);
        took.push(performance.now() - begun);
      }
      return took.sort((a, b) => a - b)[4] as number;
    };
    expect(await typicalMs()).toBeLessThan(150);
    await killConnections('hears');
    await until('it listens again', async () => (await typicalMs()) < 150);
    await asOwner(async (owner) => {
      const [numbering] = await owner`select pg_get_functiondef('number_change'::regproc) as definition`;
      await owner.unsafe(numbering?.['definition'].replace(/perform pg_notify.*?;/, ''));
      const unheard = [await typicalMs(), await typicalMs()];
      await owner.unsafe(numbering?.['definition']);
      expect(Math.min(...unheard)).toBeGreaterThan(150);
      expect(Math.max(...unheard)).toBeLessThan(1_000);
    });
  });

  test('survives the loss of all its connections while acts are published, and catches up', async () => {
    const { follower, reported } = await startFollower('killed');
    const writing = publishMany(99, counts.actsAHistory);
    let killed = 0;
    for (let time = 0; time < 5; time++) {
      killed += await killConnections('killed');
      const revision = await publishMapping();
      await until('it reads again', async () => follower.index.revision >= revision);
    }
    await writing;
    expect(killed).toBeGreaterThan(0);
    const newest = await newestRevision(pg.db);
    expect(await follower.reaches(newest, 10_000)).toBe(true);
    expect(contents(follower.index)).toEqual(contents((await buildIndex(pg.db)).index));
    await until('it knows that it is fresh', async () => follower.ageMs < 1_000);
    expect(reported.every((error) => error instanceof Error)).toBe(true);
  });

  test('reaches a revision as soon as it is there, and says so when it does not come in time', async () => {
    const { follower } = await startFollower();
    const newest = await newestRevision(pg.db);
    expect(await follower.reaches(newest, 0)).toBe(true);
    const begun = performance.now();
    expect(await follower.reaches(newest + 1, 200)).toBe(false);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(195);
    const waiting = [1, 2, 3].map(() => follower.reaches(newest + 1, 20_000));
    const asked = performance.now();
    await publishMapping();
    expect(await Promise.all(waiting)).toEqual([true, true, true]);
    expect(performance.now() - asked).toBeLessThan(5_000);
  });

  test('knows a code system and a policy that were set up after it began', async () => {
    const { follower } = await startFollower();
    const key = `later-${randomUUID().slice(0, 8)}`;
    await transact(pg.db, async (tx) => {
      await recordChange(tx, { actor: 'test', act: 'set up' });
      await tx.execute(
        sql`insert into code_system (key, title, kind) values (${key}, 'later', 'TERMINOLOGY')`,
      );
    });
    expect(await follower.reaches(await newestRevision(pg.db), 10_000)).toBe(true);
    expect(follower.directory.system(key)?.title).toBe('later');
  });
});

describe('building an index', () => {
  test('that fails leaves the connection fit for the next statement', async () => {
    const db = connect(pg.appUrl, { max: 1, name: 'builder' });
    await asOwner((owner) => owner`revoke select on mapping from concord_app`);
    await expect(buildIndex(db)).rejects.toThrow('permission denied');
    await asOwner((owner) => owner`grant select on mapping to concord_app`);
    const { index } = await buildIndex(db);
    expect(index.revision).toBe(await newestRevision(pg.db));
    await db.$client.end();
  });
});

async function asOwner(work: (owner: postgres.Sql) => Promise<unknown>): Promise<void> {
  const owner = postgres(pg.ownerUrl, { max: 1, onnotice: () => {} });
  await work(owner);
  await owner.end();
}

async function killConnections(name: string): Promise<number> {
  const superuser = postgres(inject('server').superuserUrl, { max: 1 });
  const killed = await superuser`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = ${name} and datname = ${new URL(pg.appUrl).pathname.slice(1)}`;
  await superuser.end();
  return killed.length;
}
