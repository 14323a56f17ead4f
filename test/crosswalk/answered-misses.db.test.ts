import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeAnsweredMisses, closeOvertakenMisses } from '../../src/crosswalk/answered-misses.store.js';
import { readDirectory } from '../../src/crosswalk/index/directory.queries.js';
import { addMapping } from '../../src/crosswalk/mapping.service.js';
import { claimOpenMiss, recordMisses } from '../../src/crosswalk/miss.store.js';
import { missId } from '../../src/crosswalk/miss-key.js';
import type { Purpose } from '../../src/crosswalk/vocabulary.js';
import { newestRevision, recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { makeCaller } from '../support/caller.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { endRecordCodes, type MadeRecord, makeRecords, pointAt } from '../support/make-records.js';
import { makeWaiter } from '../support/make-waiter.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'erp', 'ehr', 'charge', 'other-charge');
});
afterAll(() => pg?.close());

let round = 0;
/** Codes that no other test knows. */
let of: (code: string) => string;
beforeEach(() => {
  const now = ++round;
  of = (code) => `${code}-${now}`;
});

interface Asked {
  readonly system?: string;
  readonly code: string;
  readonly target?: string;
  readonly purpose?: Purpose;
}

const keyOf = ({ system = 'erp', code, target = 'ehr', purpose = 'SAME_THING' }: Asked) => ({
  ...{ system, normal: of(code), target, purpose },
  issuer: '',
});

async function miss(...asked: readonly Asked[]): Promise<void> {
  const directory = await readDirectory(pg.db);
  const idOf = (key: string) => directory.system(key)?.id as number;
  const revision = await newestRevision(pg.db);
  await recordMisses(
    pg.db,
    asked.map(keyOf).map((key) => ({
      ...{
        id: missId(key),
        systemId: idOf(key.system),
        targetSystemId: idOf(key.target),
        revision,
        waiters: [makeWaiter(missId(key), revision)],
      },
      ...{ issuer: '', normal: key.normal, written: key.normal, purpose: key.purpose, onMiss: 'TASK' },
      ...{ outcome: 'UNRESOLVED', problem: 'CODE_UNKNOWN' },
    })),
  );
}

async function isOpen(asked: Asked): Promise<boolean> {
  const [row] = await pg.db.execute<{ open: boolean }>(
    sql`select closed_change is null as open from miss where id = ${missId(keyOf(asked))}`,
  );
  return row?.open ?? false;
}

const make = (...records: readonly MadeRecord[]) => makeRecords(pg.db, records, closeAnsweredMisses);
const erp = (code: string) => ({ system: 'erp', code: of(code) });
const ehr = (code: string) => ({ system: 'ehr', code: of(code) });

describe('a miss closes when golden records come to answer it:', () => {
  test('a code that points at a record which another system’s code points at', async () => {
    await miss({ code: 'a' }, { code: 'z' });
    const [golden] = (await make({ codes: [ehr('x')] })).goldens;
    expect(await isOpen({ code: 'a' })).toBe(true);
    await make({ golden: golden as string, codes: [erp('a')] });
    expect(await isOpen({ code: 'a' })).toBe(false);
    expect(await isOpen({ code: 'z' })).toBe(true);
  });

  test('the other system’s code comes last, and the code asked is not touched', async () => {
    const [golden] = (await make({ codes: [erp('a')] })).goldens;
    await miss({ code: 'a' });
    await make({ golden: golden as string, codes: [ehr('x')] });
    expect(await isOpen({ code: 'a' })).toBe(false);
  });

  test('not while the record has several codes there, and again when one of them ends', async () => {
    const [golden] = (await make({ codes: [erp('a')] })).goldens;
    await miss({ code: 'a' });
    const second = await make({ golden: golden as string, codes: [ehr('x'), ehr('y')] });
    expect(await isOpen({ code: 'a' })).toBe(true);
    await transact(pg.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'end' });
      await endRecordCodes(tx, second.records[0] as number, changeId);
      const said = { ...ehr('x'), golden: golden as string, record: second.records[0] as number };
      await pointAt(tx, said, changeId);
      await closeAnsweredMisses(tx, changeId);
    });
    expect(await isOpen({ code: 'a' })).toBe(false);
  });

  test('another code of the record is charged, and then its charge gets a record with a code in the target', async () => {
    await miss(
      { code: 'a', target: 'charge', purpose: 'CHARGES_AS' },
      { code: 'a', target: 'other-charge', purpose: 'CHARGES_AS' },
    );
    await make({ codes: [erp('a'), ehr('x')] });
    await makeMappings(pg.db, [
      { system: 'erp', code: of('known'), target: 'charge', targetCode: of('C1'), purpose: 'CHARGES_AS' },
    ]);
    const statement = { system: 'ehr', code: of('x'), target: 'charge', targetCode: of('C1') };
    const added = await addMapping(pg.db, { ...statement, purpose: 'CHARGES_AS' }, makeCaller());
    expect(added.kind).toBe('added');
    expect(await isOpen({ code: 'a', target: 'charge', purpose: 'CHARGES_AS' })).toBe(false);
    const asked: Asked = { code: 'a', target: 'other-charge', purpose: 'CHARGES_AS' };
    expect(await isOpen(asked)).toBe(true);
    const charge = (system: string, code: string) => ({ system, code: of(code) });
    await make({ domain: 'CHARGE_CODE', codes: [charge('charge', 'C1'), charge('other-charge', 'O1')] });
    expect(await isOpen(asked)).toBe(false);
  });

  test('a code on the way that was retired is active again', async () => {
    await make({ codes: [erp('a'), ehr('x')] });
    const say = (status: string) =>
      transact(pg.db, async (tx) => {
        const changeId = await recordChange(tx, { actor: 'test', act: 'say' });
        await tx.execute(sql`
          update code_fact set to_change = ${changeId} from code
          where code.id = code_fact.code_id and code.normal = ${of('x')} and code_fact.to_change is null`);
        await tx.execute(sql`
          insert into code_fact (code_id, status, source, from_change)
          select id, ${status}, 'ehr', ${changeId} from code where normal = ${of('x')}`);
        await closeAnsweredMisses(tx, changeId);
      });
    await say('RETIRED');
    await miss({ code: 'a' });
    await say('RETIRED');
    expect(await isOpen({ code: 'a' })).toBe(true);
    await say('ACTIVE');
    expect(await isOpen({ code: 'a' })).toBe(false);
  });

  test('the question was on its way to the ledger: by the sweep; and an act does not wait for one that somebody is at', async () => {
    const [golden] = (await make({ codes: [erp('a')] })).goldens;
    await miss({ code: 'a' });
    await transact(pg.db, async (tx) => {
      expect(await claimOpenMiss(tx, missId(keyOf({ code: 'a' })))).toBe(true);
      await make({ golden: golden as string, codes: [ehr('x')] });
    });
    await miss({ code: 'x', system: 'ehr', target: 'erp' });
    expect(await isOpen({ code: 'a' })).toBe(true);
    await closeOvertakenMisses(pg.db);
    expect(await isOpen({ code: 'a' })).toBe(false);
    expect(await isOpen({ code: 'x', system: 'ehr', target: 'erp' })).toBe(false);
  });

  test('the policy of the pair picks one of several codes by its role', async () => {
    const { goldens } = await make({ codes: [erp('a')] });
    await transact(pg.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'level' });
      await tx.execute(sql`
        insert into policy (from_system, to_system, purpose, on_miss, level, from_change)
        select source.id, target.id, 'SAME_THING', 'TASK', 'BASE', ${changeId}
        from code_system source, code_system target where source.key = 'erp' and target.key = 'gtin'
        on conflict do nothing`);
    });
    await miss({ code: 'a', target: 'gtin' });
    const gtin = (code: string, role: 'BASE' | 'PACKAGE') => ({ system: 'gtin', code: of(code), role });
    await make({ golden: goldens[0] as string, codes: [gtin('1', 'BASE'), gtin('2', 'PACKAGE')] });
    expect(await isOpen({ code: 'a', target: 'gtin' })).toBe(false);
  });
});

test('an act that touches 300 questions reads as many times as one that touches one', async () => {
  const codes = Array.from({ length: 300 }, (_, at) => `m${at}`);
  const first = await makeRecords(
    pg.db,
    codes.map((code) => ({ codes: [erp(code)] })),
  );
  await miss(...codes.map((code) => ({ code })));
  const statements: string[] = [];
  const act = (from: number, to: number) =>
    makeRecords(
      pg.db,
      codes
        .slice(from, to)
        .map((code, at) => ({ golden: first.goldens[from + at] as string, codes: [ehr(code)] })),
      (tx, changeId) => {
        const execute = tx.execute.bind(tx);
        statements.length = 0;
        tx.execute = ((statement: never) => {
          statements.push('');
          return execute(statement);
        }) as typeof tx.execute;
        return closeAnsweredMisses(tx, changeId);
      },
    );
  await act(0, 1);
  const one = statements.length;
  await act(1, 300);
  expect(statements.length).toBe(one);
  const open = await Promise.all(codes.map((code) => isOpen({ code })));
  expect(open.filter(Boolean)).toEqual([]);
});
