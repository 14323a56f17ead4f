import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeAnsweredMisses, closeOvertakenMisses } from '../../src/crosswalk/answered-misses.store.js';
import { readDirectory } from '../../src/crosswalk/index/directory.queries.js';
import { addMapping, retireMapping } from '../../src/crosswalk/mapping.service.js';
import { recordMisses } from '../../src/crosswalk/miss.store.js';
import { missId } from '../../src/crosswalk/miss-key.js';
import { isRef } from '../../src/crosswalk/ref.js';
import { mostWaitersOfMiss, type Waiter } from '../../src/crosswalk/waiter.js';
import { newestRevision, recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { eventsAfter } from '../../src/platform/events/event.queries.js';
import { makeCaller } from '../support/caller.js';
import { counts } from '../support/counts.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { makeWaiter } from '../support/make-waiter.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'erp', 'ehr', 'bill');
  await makeMappings(pg.db, [{ system: 'erp', code: 'known', target: 'ehr', targetCode: 'T' }]);
  await pg.db.execute(sql`
    insert into context_key (key, title, from_change) select 'payer', 'Payer', max(id) from change`);
});
afterAll(() => pg?.close());

let round = 0;
let code: string;
beforeEach(() => {
  code = `c${++round}`;
});

const idOf = (normal: string) =>
  missId({ system: 'erp', issuer: '', normal, target: 'ehr', purpose: 'SAME_THING' });

/** Everybody asks about one code, in one group, as known at a revision. */
async function ask(normal: string, waiters: readonly Partial<Waiter>[], at?: number): Promise<void> {
  const directory = await readDirectory(pg.db);
  const revision = at ?? (await newestRevision(pg.db));
  const system = (key: string) => directory.system(key)?.id as number;
  await recordMisses(pg.db, [
    {
      ...{ id: idOf(normal), systemId: system('erp'), targetSystemId: system('ehr'), issuer: '', normal },
      ...{ written: normal, purpose: 'SAME_THING', onMiss: 'TASK', outcome: 'UNRESOLVED', revision },
      problem: 'CODE_UNKNOWN',
      waiters: waiters.map((waiter) => makeWaiter(idOf(normal), revision, waiter)),
    },
  ]);
}

const map = (normal: string, days: { validFrom?: string; validTo?: string } = {}) =>
  addMapping(pg.db, { system: 'erp', code: normal, target: 'ehr', targetCode: 'T', ...days }, makeCaller());

async function missOf(normal: string) {
  const [row] = await pg.db.execute<{ open: boolean; count: number; turned: number; waiting: number }>(sql`
    select closed_change is null as open, count::int, turned_away::int as turned,
           (select count(*)::int from miss_waiter where miss_id = miss.id and released_change is null) as waiting
    from miss where id = ${idOf(normal)}`);
  return row;
}

interface Told {
  recipient: string;
  revision: string;
  data: { ref: string | null; asOf: string | null; code: string; targets: { code: string }[] };
}

/** What was told about a code, in the order in which readers are told. */
async function toldOf(normal: string, caller = makeCaller()): Promise<Told[]> {
  const told: Told[] = [];
  for (let after: [string, string] | null = null; ; ) {
    const page: Awaited<ReturnType<typeof eventsAfter>> = await eventsAfter(pg.db, caller, {
      ...{ first: 100, after, types: ['mapping.resolved.v1'] },
    });
    told.push(...page.edges.map(({ node }) => ({ ...node, data: JSON.parse(node.data) })));
    if (!page.pageInfo.hasNextPage) return told.filter(({ data }) => data.code === normal);
    after = JSON.parse(Buffer.from(page.pageInfo.endCursor ?? '', 'base64url').toString());
  }
}

/** Publishes a mapping onto T that holds for one payer only. */
const mapForPayer = (normal: string, word: string) =>
  transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'map for a payer' });
    await tx.execute(sql`
      with payer as (select id from context_key where key = 'payer'),
      stated as (insert into condition_set (canonical) values (${`${normal} ${word}`}) returning id),
      condition as (
        insert into mapping_condition (set_id, key_id, word) select stated.id, payer.id, ${word} from stated, payer)
      insert into mapping (from_code, to_code, condition_set_id, purpose, source, approved_by, from_change)
      select asked.id, target.id, stated.id, 'SAME_THING', 'erp', 'test', ${changeId}
      from stated, code asked, code target where asked.normal = ${normal} and target.normal = 'T'`);
    await closeAnsweredMisses(tx, changeId);
  });

describe('whoever asked in vain waits with their own question:', () => {
  test('a mapping for one payer releases those who asked for that payer, and nobody else', async () => {
    await makeMappings(pg.db, [{ system: 'erp', code, target: 'bill', targetCode: 'B' }]);
    const payer = (value: string) => [{ key: 'payer', system: null, value }];
    await ask(code, [
      { ref: 'claim-1', context: payer('A') },
      { ref: 'claim-2', context: payer('B') },
      { ref: 'claim-3' },
    ]);
    await mapForPayer(code, 'A');
    expect(await toldOf(code)).toMatchObject([{ data: { ref: 'claim-1', targets: [{ code: 'T' }] } }]);
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 2 });
    await mapForPayer(code, 'B');
    expect((await toldOf(code)).map(({ data }) => data.ref)).toEqual(['claim-1', 'claim-2']);
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 1 });
  });

  test('a mapping for some days releases those who asked about one of them, and nobody else', async () => {
    await ask(code, [
      { ref: 'claim-1', asOf: '2025-03-31' },
      { ref: 'claim-2', asOf: '2025-04-01' },
      { ref: 'claim-3' },
    ]);
    const added = await map(code, { validFrom: '2025-04-01', validTo: '2025-05-01' });
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 2 });
    expect(await toldOf(code)).toMatchObject([
      {
        revision: added.kind === 'added' && added.revision,
        data: { ref: 'claim-2', targets: [{ code: 'T' }] },
      },
    ]);
    await map(code, { validFrom: '2025-05-01' });
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 1 });
    await map(code, { validTo: '2025-04-01' });
    expect(await missOf(code)).toMatchObject({ open: false, waiting: 0 });
    expect((await toldOf(code)).map(({ data }) => data.ref)).toEqual(['claim-2', 'claim-3', 'claim-1']);
  });

  test('500 of them on 40 days: an act for one day releases those of that day, once, and each hears only of its own', async () => {
    const waiters = Array.from({ length: 500 }, (_, at) => ({
      caller: `key:flow-${at % 7}`,
      ref: `m-${at}`,
      asOf: new Date(Date.UTC(2025, 0, 1 + (at % 40))).toISOString().slice(0, 10),
    }));
    await ask(code, waiters);
    const days = { validFrom: '2025-01-05', validTo: '2025-01-06' };
    await map(code, days);
    const wanted = waiters.filter(({ asOf }) => asOf === '2025-01-05').map(({ ref }) => ref);
    const told = await toldOf(code);
    expect(told.map(({ data }) => data.ref).sort()).toEqual([...wanted].sort());
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 500 - wanted.length });
    await closeOvertakenMisses(pg.db);
    expect(await toldOf(code)).toHaveLength(wanted.length);
    const flow = makeCaller({ actor: 'key:flow-3', role: 'flow' });
    expect((await toldOf(code, flow)).every(({ recipient }) => recipient === 'key:flow-3')).toBe(true);
  });

  test('the same question again is the same waiter with its count', async () => {
    await ask(code, [{ ref: 'a-1' }, { ref: 'a-2' }]);
    await ask(code, [{ ref: 'a-1' }]);
    expect(await missOf(code)).toMatchObject({ count: 3, waiting: 2 });
  });

  test('over the cap, with four processes at once, it is counted and not kept', async () => {
    const group = (of: number) => Array.from({ length: 400 }, (_, at) => ({ ref: `g${of}-${at}` }));
    await Promise.all([0, 1, 2, 3].map((of) => ask(code, group(of))));
    expect(await missOf(code)).toMatchObject({
      ...{ count: 1_600, waiting: mostWaitersOfMiss, turned: 1_600 - mostWaitersOfMiss },
    });
    await map(code);
    expect(await missOf(code)).toMatchObject({ open: false, waiting: 0 });
    expect(await toldOf(code)).toHaveLength(mostWaitersOfMiss);
  });

  test('one that comes to a miss which was answered on the way is released by the sweep; the miss does not open', async () => {
    const before = await newestRevision(pg.db);
    await ask(code, [{ ref: 'first-1' }]);
    await map(code);
    await ask(code, [{ ref: 'late-1' }], before);
    expect(await missOf(code)).toMatchObject({ open: false, waiting: 1 });
    await closeOvertakenMisses(pg.db);
    expect(await missOf(code)).toMatchObject({ open: false, waiting: 0 });
    expect((await toldOf(code)).map(({ data }) => data.ref)).toEqual(['first-1', 'late-1']);
  });

  test('one that comes so and is not answered opens the miss again', async () => {
    const before = await newestRevision(pg.db);
    await ask(code, [{ ref: 'first-1' }]);
    await map(code, { validFrom: '2020-01-01' });
    await ask(code, [{ ref: 'late-1', asOf: '2019-01-01' }], before);
    await closeOvertakenMisses(pg.db);
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 1 });
  });

  test('one that was released, asks in vain again and is answered again is told twice, by two acts', async () => {
    await ask(code, [{ ref: 'a-1' }]);
    const added = await map(code);
    await retireMapping(pg.db, added.kind === 'added' ? added.id : '', makeCaller());
    await ask(code, [{ ref: 'a-1' }]);
    expect(await missOf(code)).toMatchObject({ open: true, waiting: 1, count: 2 });
    await map(code);
    const told = await toldOf(code);
    expect(told.map(({ data }) => data.ref)).toEqual(['a-1', 'a-1']);
    expect(Number(told[0]?.revision)).toBeLessThan(Number(told[1]?.revision));
  });

  test('four sweeps and an act at once release each of them once', async () => {
    for (let race = 0; race < counts.races; race++) {
      const raced = `${code}-${race}`;
      const before = await newestRevision(pg.db);
      await ask(raced, [{ ref: 'a-1' }], before);
      const sweeps = () => [1, 2].map(() => closeOvertakenMisses(pg.db));
      await Promise.all([map(raced), ...sweeps(), ask(raced, [{ ref: 'b-1' }], before), ...sweeps()]);
      await closeOvertakenMisses(pg.db);
      expect((await toldOf(raced)).map(({ data }) => data.ref).sort()).toEqual(['a-1', 'b-1']);
      expect(await missOf(raced)).toMatchObject({ open: false, waiting: 0 });
    }
  });
});

test('a reader who follows the events while 8 writers release people misses none and sees none twice', async () => {
  const codes = Array.from({ length: 40 }, (_, at) => `f${at}`);
  for (const each of codes) await ask(each, [{ ref: `${each}-x` }, { ref: `${each}-y` }]);
  const start = await newestRevision(pg.db);
  const seen: string[] = [];
  let after: [string, string] = [String(start), '9'.repeat(18)];
  let writing = true;
  const follow = async () => {
    for (let last = false; ; ) {
      if (!writing) last = true;
      const page = await eventsAfter(pg.db, makeCaller(), { first: 7, after, types: null });
      seen.push(...page.edges.map(({ node }) => JSON.parse(node.data).ref));
      const end = page.pageInfo.endCursor;
      if (end) after = JSON.parse(Buffer.from(end, 'base64url').toString());
      if (last && page.edges.length === 0) return;
    }
  };
  const following = follow();
  const queue = [...codes];
  const writer = async () => {
    for (let each = queue.pop(); each !== undefined; each = queue.pop()) await map(each);
  };
  await Promise.all(Array.from({ length: 8 }, writer));
  writing = false;
  await following;
  expect(seen.sort()).toEqual(codes.flatMap((each) => [`${each}-x`, `${each}-y`]).sort());
});

describe('a reference', () => {
  test('is a name of a message, never a number of a person', () => {
    for (const ref of ['PO-4711', '0193f3a1-7c1e-7000-8000-1234567890ab', 'msg:20261201.17-a', 'A1'])
      expect([ref, isRef(ref)]).toEqual([ref, true]);
    for (const ref of [
      '',
      '123456789',
      '123-45-6789',
      'MRN12345',
      'patient-7',
      'acct:99-1',
      'a b',
      'x'.repeat(101),
    ])
      expect([ref, isRef(ref)]).toEqual([ref, false]);
  });

  test('that is a bare number is refused, however long', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n }), (number) => !isRef(String(number))));
  });
});
