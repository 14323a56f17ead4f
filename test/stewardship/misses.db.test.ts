import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readDirectory } from '../../src/crosswalk/index/directory.queries.js';
import { addMapping, retireMapping } from '../../src/crosswalk/mapping.service.js';
import { claimOpenMiss, recordMisses, takePendingMisses } from '../../src/crosswalk/miss.store.js';
import { missId } from '../../src/crosswalk/miss-key.js';
import { MissRecorder, type Sighted } from '../../src/crosswalk/miss-recorder.js';
import type { MissSighting } from '../../src/crosswalk/miss-sighting.js';
import { newestRevision, recordChange } from '../../src/platform/changes/change.store.js';
import { connect, transact } from '../../src/platform/db/db.js';
import { missHandlers, missSweepJob } from '../../src/stewardship/follow-misses.job.js';
import { mapMiss } from '../../src/stewardship/map-miss.service.js';
import { followMisses } from '../../src/stewardship/task.store.js';
import { makeCaller } from '../support/caller.js';
import { counts } from '../support/counts.js';
import { makeWaiter, nobody } from '../support/make-waiter.js';
import { seededRandom } from '../support/random.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { deliverBytes, listLine, makeList, setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
let ids: { supply: number; charge: number };
beforeEach(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
  const directory = await readDirectory(pg.db);
  ids = {
    supply: directory.system('wellstar-supply')?.id as number,
    charge: directory.system('wellstar-charge')?.id as number,
  };
});
afterEach(() => pg?.close());

const idOf = (normal: string) =>
  missId({ system: 'wellstar-supply', issuer: '', normal, target: 'wellstar-charge', purpose: 'CHARGES_AS' });

async function makeSighting(normal: string, changes: Partial<MissSighting> = {}): Promise<MissSighting> {
  const revision = await newestRevision(pg.db);
  return {
    id: idOf(normal),
    systemId: ids.supply,
    issuer: '',
    normal,
    targetSystemId: ids.charge,
    purpose: 'CHARGES_AS',
    written: normal,
    outcome: 'UNRESOLVED',
    problem: 'CODE_UNKNOWN',
    onMiss: 'TASK',
    revision,
    waiters: [makeWaiter(idOf(normal), revision)],
    ...changes,
  };
}

async function miss(...normals: string[]): Promise<void> {
  await recordMisses(pg.db, await Promise.all(normals.map((normal) => makeSighting(normal))));
}

const sweep = async () => missHandlers(pg.db)[missSweepJob]?.('');
const load = (...lines: string[]) => deliverBytes(pg.db, makeList(lines));

async function taskOf(normal: string): Promise<{ kind: string; open: boolean } | undefined> {
  const [row] = await pg.db.execute<{ kind: string; open: boolean }>(
    sql`select kind, closed_at is null as open from task where id = ${idOf(normal)}`,
  );
  return row && { kind: row.kind, open: row.open };
}

async function missOf(normal: string) {
  const [row] = await pg.db.execute<{ open: boolean; count: string; outcome: string }>(sql`
    select closed_change is null as open, count, outcome from miss where id = ${idOf(normal)}`);
  return row && { open: row.open, count: Number(row.count), outcome: row.outcome };
}

const unresolved = (open: boolean) => ({ kind: 'UNRESOLVED_MAPPING', open });

describe('tasks follow the miss ledger', () => {
  test('four workers at once open exactly one task for each of 2,000 misses', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => `new-${at}`);
    await miss(...many);
    const workers = [0, 1, 2, 3].map(() => connect(pg.appUrl, { max: 1, name: 'worker' }));
    const looked = await Promise.all(workers.map((db) => followMisses(db)));
    for (const db of workers) await db.$client.end();
    expect(looked.reduce((sum, n) => sum + n, 0)).toBe(2_000);
    const [row] = await pg.db.execute(sql`
      select count(*)::int as tasks, count(*) filter (where closed_at is null)::int as open,
             (select count(*)::int from miss where triage = 'pending') as pending from task`);
    expect(row).toEqual({ tasks: 2_000, open: 2_000, pending: 0 });
    expect(await followMisses(pg.db)).toBe(0);
  });

  test('a crash after a miss was taken and before its task was written leaves neither, and the next worker does both', async () => {
    await miss('a');
    const crashed = transact(pg.db, async (tx) => {
      expect(await takePendingMisses(tx, 10)).toHaveLength(1);
      throw new Error('crash');
    });
    await expect(crashed).rejects.toThrow('crash');
    expect(await taskOf('a')).toBeUndefined();
    expect(await followMisses(pg.db)).toBe(1);
    expect(await taskOf('a')).toEqual(unresolved(true));
  });

  test('a worker does not wait for a miss that another one is at', async () => {
    await miss('a', 'b');
    await transact(pg.db, async (tx) => {
      expect(await takePendingMisses(tx, 1)).toHaveLength(1);
      expect(await followMisses(pg.db)).toBe(1);
    });
    expect(await followMisses(pg.db)).toBe(0);
  });

  test('a miss that only counts opens no task, and opens one when its policy comes to say so', async () => {
    await recordMisses(pg.db, [await makeSighting('a', { onMiss: 'COUNT' })]);
    expect(await followMisses(pg.db)).toBe(0);
    await miss('a');
    await followMisses(pg.db);
    expect(await taskOf('a')).toEqual(unresolved(true));
  });

  test('a miss that becomes ambiguous changes the kind of its task', async () => {
    await miss('a');
    await followMisses(pg.db);
    await recordMisses(pg.db, [
      await makeSighting('a', { outcome: 'AMBIGUOUS', problem: 'SEVERAL_TARGETS' }),
    ]);
    await followMisses(pg.db);
    expect(await taskOf('a')).toEqual({ kind: 'AMBIGUOUS_MAPPING', open: true });
  });
});

describe('a miss that is answered', () => {
  test('by an import closes its task, and only those of codes the import answered', async () => {
    await miss('a', 'b', 'c');
    await followMisses(pg.db);
    await load(listLine('a', 'C1'), listLine('b', 'C1'), listLine('b', 'C2'));
    await followMisses(pg.db);
    expect(await missOf('a')).toMatchObject({ open: false });
    expect([await taskOf('a'), await taskOf('b'), await taskOf('c')]).toEqual([
      unresolved(false),
      unresolved(true), // two charges: ambiguous
      unresolved(true),
    ]);
  });

  test('before any worker looked has no open task', async () => {
    await miss('a');
    await load(listLine('a', 'C1'));
    await followMisses(pg.db);
    expect((await taskOf('a'))?.open ?? false).toBe(false);
  });

  test('is reopened with its task when the answer is gone and it is asked again', async () => {
    await miss('a');
    await load(listLine('a', 'C1'), listLine('z', 'C2'));
    await followMisses(pg.db);
    const [mapping] = await pg.db.execute<{ id: string }>(sql`
      select mapping.id from mapping join code on code.id = mapping.from_code where code.normal = 'a'`);
    expect(await retireMapping(pg.db, mapping?.id as string, makeCaller())).toMatchObject({
      kind: 'retired',
    });
    expect(await missOf('a')).toMatchObject({ open: false });
    await miss('a');
    expect(await missOf('a')).toMatchObject({ open: true, count: 2 });
    await followMisses(pg.db);
    expect(await taskOf('a')).toEqual(unresolved(true));
  });

  test('is counted but not reopened by a question asked before the answer was known', async () => {
    await miss('a');
    const before = await makeSighting('a');
    await load(listLine('a', 'C1'));
    await followMisses(pg.db);
    await recordMisses(pg.db, [before]);
    await followMisses(pg.db);
    expect(await missOf('a')).toMatchObject({ open: false, count: 2 });
    expect((await taskOf('a'))?.open ?? false).toBe(false);
  });

  test('is reopened by a later question even if an earlier one is written down with it', async () => {
    await miss('a', 'b');
    const before = await makeSighting('b');
    await load(listLine('a', 'C1'));
    await recordMisses(pg.db, [before, await makeSighting('a')]);
    expect(await missOf('a')).toMatchObject({ open: true });
  });

  test('is reopened by the latest of several questions that one process groups', async () => {
    await miss('a');
    const { waiters: _, ...before } = await makeSighting('a');
    const by = (caller: string) => ({ ...before, waiter: { ...nobody, caller } });
    await load(listLine('a', 'C1'));
    const { revision } = await makeSighting('a');
    const recorder = new MissRecorder(pg.db, () => {});
    const asked: Sighted[] = [
      by('one'),
      { ...by('two'), revision, outcome: 'AMBIGUOUS', problem: 'SEVERAL_TARGETS' },
      by('three'),
    ];
    await Promise.all(asked.map((sighted) => recorder.record(sighted)));
    expect(await missOf('a')).toEqual({ open: true, count: 4, outcome: 'AMBIGUOUS' });
  });

  test('closes when its code becomes active, though no mapping changed', async () => {
    await load(listLine('a', 'C1'));
    const setStatus = (status: string) =>
      transact(pg.db, async (tx) => {
        const changeId = await recordChange(tx, { actor: 'test', act: 'retire' });
        await tx.execute(sql`
          update code_fact set to_change = ${changeId} from code
          where code.id = code_fact.code_id and code.normal = 'a' and code_fact.to_change is null`);
        await tx.execute(sql`
          insert into code_fact (code_id, status, source, from_change)
          select id, ${status}, 'wellstar', ${changeId} from code where normal = 'a'`);
      });
    await setStatus('RETIRED');
    await recordMisses(pg.db, [await makeSighting('a', { problem: 'CODE_INACTIVE' })]);
    await followMisses(pg.db);
    expect(await taskOf('a')).toEqual(unresolved(true));
    await load(listLine('a', 'C1'));
    await followMisses(pg.db);
    expect(await missOf('a')).toMatchObject({ open: false });
    expect(await taskOf('a')).toEqual(unresolved(false));
  });

  test.each([
    ['its target is retired', 'C1'],
    ['the code asked is retired', 'a'],
  ])('stays open while %s', async (_, retired) => {
    await load(listLine('z', 'C1'), listLine('y', 'C2'));
    await miss('a');
    await transact(pg.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'retire' });
      await tx.execute(sql`insert into code (system_id, normal, written) values (${ids.supply}, 'a', 'a')`);
      await tx.execute(sql`
        update code_fact set to_change = ${changeId} from code
        where code.id = code_fact.code_id and code.normal = ${retired} and code_fact.to_change is null`);
      await tx.execute(sql`
        insert into code_fact (code_id, status, source, from_change)
        select id, 'RETIRED', 'wellstar', ${changeId} from code where normal = ${retired}`);
    });
    const statement = { system: 'wellstar-supply', code: 'a', target: 'wellstar-charge', targetCode: 'C1' };
    expect((await addMapping(pg.db, statement, makeCaller())).kind).toBe('added');
    expect(await missOf('a')).toMatchObject({ open: true });
  });

  test('is closed by a mapping that only holds from tomorrow neither today', async () => {
    await load(listLine('z', 'C1'));
    await miss('a');
    const statement = { system: 'wellstar-supply', code: 'a', target: 'wellstar-charge', targetCode: 'C1' };
    await addMapping(pg.db, { ...statement, validFrom: '2999-01-01' }, makeCaller());
    expect(await missOf('a')).toMatchObject({ open: true });
    await addMapping(pg.db, { ...statement, validTo: '2999-01-01' }, makeCaller());
    expect(await missOf('a')).toMatchObject({ open: false });
  });

  test('while its question was on the way to the ledger does not stay open', async () => {
    const asked = await makeSighting('a');
    await load(listLine('a', 'C1'));
    await recordMisses(pg.db, [asked]); // asked at the revision before, written down after
    await followMisses(pg.db);
    expect(await taskOf('a')).toEqual(unresolved(true));
    await sweep();
    expect(await missOf('a')).toMatchObject({ open: false });
    expect(await taskOf('a')).toEqual(unresolved(false));
  });

  test('as of a day in the past stays open when it is answered today, and its sweep tells nobody', async () => {
    await load(listLine('z', 'C1'));
    const statement = { system: 'wellstar-supply', code: 'a', target: 'wellstar-charge', targetCode: 'C1' };
    await addMapping(pg.db, { ...statement, validFrom: '2020-01-01' }, makeCaller());
    const revision = await newestRevision(pg.db);
    const waiters = [makeWaiter(idOf('a'), revision, { asOf: '1999-12-31' })];
    await recordMisses(pg.db, [await makeSighting('a', { waiters })]);
    await sweep();
    expect(await missOf('a')).toMatchObject({ open: true });
    expect(await taskOf('a')).toEqual(unresolved(true));
    expect(await newestRevision(pg.db)).toBe(revision);
  });

  test('while somebody is at it is closed by the next sweep, and the act does not wait', async () => {
    await miss('a');
    await transact(pg.db, async (tx) => {
      expect(await claimOpenMiss(tx, idOf('a'))).toBe(true);
      await load(listLine('a', 'C1'));
    });
    expect(await missOf('a')).toMatchObject({ open: true });
    await sweep();
    expect(await missOf('a')).toMatchObject({ open: false });
  });
});

describe('people', () => {
  test('two stewards who map one miss at once: exactly one wins, and the hub holds one mapping and one decision', async () => {
    await load(listLine('z', 'C1'), listLine('y', 'C2'));
    const stewards = ['key:ann', 'key:bob'].map((actor) => makeCaller({ actor, role: 'steward' }));
    const races = Array.from({ length: counts.races }, (_, at) => `race-${at}`);
    await miss(...races);
    const winners = new Set<string>();
    for (const [at, normal] of races.entries()) {
      const looking = at % 2 ? followMisses(pg.db) : undefined;
      const outcomes = await Promise.all(
        stewards.map((steward, who) =>
          mapMiss(pg.db, { missId: idOf(normal), code: who ? 'C1' : 'C2', reason: null }, steward),
        ),
      );
      await looking;
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['added', 'not-open']);
      const [row] = await pg.db.execute<{
        mappings: number;
        decisions: number;
        by: string;
        decided: string;
      }>(sql`
        select (select count(*)::int from mapping join code on code.id = mapping.from_code
                where code.normal = ${normal}) as mappings,
               (select count(*)::int from decision where task_id = ${idOf(normal)}) as decisions,
               (select approved_by from mapping join code on code.id = mapping.from_code
                where code.normal = ${normal}) as by,
               (select actor from decision where task_id = ${idOf(normal)}) as decided`);
      expect(row).toMatchObject({ mappings: 1, decisions: 1 });
      expect(row?.by).toBe(row?.decided);
      winners.add(row?.by ?? '');
      expect((await taskOf(normal))?.open).toBe(false);
    }
    expect(winners.size).toBeGreaterThan(0);
  });

  test('the same steward who is impatient adds one mapping', async () => {
    await load(listLine('z', 'C1'));
    const statement = { system: 'wellstar-supply', code: 'a', target: 'wellstar-charge', targetCode: 'C1' };
    const before = await newestRevision(pg.db);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => addMapping(pg.db, statement, makeCaller())));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'added',
      ...Array.from({ length: 4 }, () => 'already-mapped'),
    ]);
    expect(await newestRevision(pg.db)).toBe(before + 1);
  });

  test('a mapping that is retired twice at once ends once, by one act', async () => {
    await load(listLine('a', 'C1'));
    const [mapping] = await pg.db.execute<{ id: string }>(sql`select id from mapping`);
    const before = await newestRevision(pg.db);
    const outcomes = await Promise.all(
      [1, 2].map(() => retireMapping(pg.db, mapping?.id as string, makeCaller())),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['not-live', 'retired']);
    expect(await newestRevision(pg.db)).toBe(before + 1);
    expect(await retireMapping(pg.db, mapping?.id as string, makeCaller())).toEqual({ kind: 'not-live' });
    expect(await newestRevision(pg.db)).toBe(before + 1);
  });

  test.each([
    { validFrom: 'infinity' },
    { validTo: '-infinity' },
    { validFrom: '2026-02-30' },
    { validFrom: '2026-03-01', validTo: '2026-03-01' },
    { validTo: 'tomorrow' },
  ])('a mapping with the days %j is refused', async (days) => {
    await load(listLine('z', 'C1'));
    const statement = {
      system: 'wellstar-supply',
      code: 'a',
      target: 'wellstar-charge',
      targetCode: 'C1',
      ...days,
    };
    expect(await addMapping(pg.db, statement, makeCaller())).toMatchObject({
      kind: 'refused',
      problem: { code: 'BAD_DATE' },
    });
  });
});

describe('writing misses', () => {
  test('of many codes from many processes while imports close them never ends in a deadlock', async () => {
    const codes = Array.from({ length: 200 }, (_, at) => `d-${at}`);
    const random = seededRandom(7);
    const shuffled = () => codes.map((code) => ({ code, at: random() })).sort((a, b) => a.at - b.at);
    for (let round = 0; round < 3; round++) {
      await miss(...codes);
      await Promise.all([
        load(...shuffled().map(({ code }) => listLine(code, `C${round % 2}`))),
        ...[1, 2, 3].map(async () => {
          for (let time = 0; time < 3; time++) {
            const sightings = await Promise.all(codes.map((code) => makeSighting(code)));
            await recordMisses(pg.db, sightings);
            await followMisses(pg.db);
          }
        }),
      ]);
    }
    const [row] = await pg.db.execute(sql`select sum(count)::int as asked from miss`);
    expect(row).toEqual({ asked: 200 * 3 * 10 });
  });
});
