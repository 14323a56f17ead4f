import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordChange } from '../../src/platform/changes/change.store.js';
import { sqlState, sqlStates, type Tx, transact } from '../../src/platform/db/db.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'erp', 'ehr', 'lab', 'bill');
});
afterAll(() => pg?.close());

const checkViolation = '23514';

/** A pair of codes that no other test knows. */
async function makePair(): Promise<{ from: number; to: number }> {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const { codeIds } = await makeMappings(pg.db, [
    { system: 'erp', code: a, target: 'ehr', targetCode: c },
    { system: 'ehr', code: b, target: 'erp', targetCode: a },
  ]);
  return { from: codeIds[0] as number, to: codeIds[1] as number };
}

type Row = Record<string, unknown>;

/** Writes rows as the running role does, in one act; tells the SQLSTATE that refused them. */
async function write(...rows: Row[]): Promise<string | undefined> {
  try {
    await transact(pg.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'test' });
      for (const row of rows) await insert(tx, { from_change: changeId, ...row });
    });
    return undefined;
  } catch (error) {
    return sqlState(error) ?? String(error);
  }
}

async function insert(tx: Tx, row: Row): Promise<void> {
  const whole = {
    ...{ id: randomUUID(), kind: 'MAP', purpose: 'SAME_THING', relationship: 'EQUIVALENT', exception: false },
    ...{ source: 'erp', approved_by: 'test', approved_at: new Date().toISOString() },
    ...{ valid_from: '-infinity', valid_to: 'infinity', ...row },
  };
  await tx.execute(sql`
    insert into mapping select (jsonb_populate_record(null::mapping, ${JSON.stringify(whole)}::jsonb)).*`);
}

async function makeConditions(): Promise<number> {
  const [row] = await pg.db.execute<{ id: number }>(
    sql`insert into condition_set (canonical) values (${randomUUID()}) returning id`,
  );
  return row?.id as number;
}

async function propose(person: string): Promise<string> {
  const id = randomUUID();
  await pg.db.execute(sql`
    insert into mapping_proposal (id, system, statement, proposed_by, proposed_person)
    values (${id}, 'erp', ${id}, ${`key:${person}`}, ${person})`);
  return id;
}

test('the same statement does not overlap itself in days, be it a MAP or a NOT, and follows itself on another day', async () => {
  const { from, to } = await makePair();
  const until = { from_code: from, to_code: to, valid_to: '2026-02-01' };
  expect(await write(until)).toBeUndefined();
  expect(await write({ ...until, kind: 'NOT' })).toBe(sqlStates.exclusionViolation);
  expect(await write({ from_code: from, to_code: to, valid_from: '2026-02-01' })).toBeUndefined();
});

test('the same statement under the same conditions does not overlap itself, under others it does', async () => {
  const { from, to } = await makePair();
  const [some, others] = [await makeConditions(), await makeConditions()];
  const statement = { from_code: from, to_code: to };
  expect(await write(statement)).toBeUndefined();
  expect(await write({ ...statement, condition_set_id: some })).toBeUndefined();
  expect(await write({ ...statement, condition_set_id: others })).toBeUndefined();
  expect(await write({ ...statement, condition_set_id: some })).toBe(sqlStates.exclusionViolation);
});

test('a NO_MAP has a system and a reason, and is said once', async () => {
  const { from } = await makePair();
  const [system] = await pg.db.execute<{ id: number }>(sql`select id from code_system where key = 'ehr'`);
  const nothing = { kind: 'NO_MAP', from_code: from, to_system: system?.id };
  expect(await write(nothing)).toBe(checkViolation);
  expect(await write({ ...nothing, kind: 'MAP', reason: 'nothing there' })).toBe(checkViolation);
  expect(await write({ ...nothing, reason: 'nothing there' })).toBeUndefined();
  expect(await write({ ...nothing, reason: 'again' })).toBe(sqlStates.exclusionViolation);
});

test('one-to-many begins, says and ends as one', async () => {
  const { from, to } = await makePair();
  const other = (await makePair()).to;
  const group = randomUUID();
  const row = (to_code: number, sequence: number, more: Row = {}) => ({
    ...{ from_code: from, to_code, group_id: group, sequence, ...more },
  });
  expect(await write(row(to, 1), row(other, 2, { valid_to: '2026-02-01' }))).toBe(checkViolation);
  expect(await write(row(to, 1), row(other, 1))).toBe(sqlStates.uniqueViolation);
  expect(await write(row(to, 1), row(other, 2))).toBeUndefined();
  const endOne = transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'test' });
    await tx.execute(
      sql`update mapping set to_change = ${changeId} where group_id = ${group} and sequence = 1`,
    );
  });
  expect(sqlState(await endOne.catch((error: unknown) => error))).toBe(checkViolation);
});

test('where the policy asks for two people, nobody’s own proposal is approved by any of their keys', async () => {
  await pg.db.execute(sql`
    insert into policy (from_system, to_system, purpose, on_miss, four_eyes, from_change)
    select source.id, target.id, 'SAME_THING', 'TASK', true, (select max(id) from change)
    from code_system source, code_system target where source.key = 'lab' and target.key = 'bill'`);
  const [from, to] = [await makeCodeOf('lab'), await makeCodeOf('bill')];
  const proposal_id = await propose('ann');
  const steward = { from_code: from, to_code: to, source: 'steward' };
  expect(await write(steward)).toBe(checkViolation);
  const approved = { ...steward, proposal_id, proposed_person: 'ann' };
  expect(await write({ ...approved, approved_person: 'ann' })).toBe(checkViolation);
  expect(await write({ ...approved, proposed_person: 'eve', approved_person: 'ann' })).toBe(checkViolation);
  expect(await write({ ...approved, approved_person: 'bob' })).toBeUndefined();
});

async function makeCodeOf(system: string): Promise<number> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    insert into code (system_id, issuer, normal, written)
    select id, '', ${randomUUID()}::text, 'x' from code_system where key = ${system} returning id`);
  return Number(row?.id);
}

test('a row goes on from another only as the same statement for fewer days', async () => {
  const { from, to } = await makePair();
  const id = randomUUID();
  const shown = { from_code: from, to_code: to, valid_to: '2026-02-01' };
  expect(await write({ ...shown, id, condition_set_id: await makeConditions() })).toBeUndefined();
  expect(await write({ ...shown, continues: id })).toBe(checkViolation);
});

test('a proposal is decided once', async () => {
  const id = await propose('ann');
  const decide = (state: string) =>
    pg.db.execute(sql`
      update mapping_proposal set state = ${state}, decided_by = 'key:bob', decided_at = now() where id = ${id}`);
  await decide('APPROVED');
  expect(sqlState(await decide('REJECTED').catch((error: unknown) => error))).toBe(checkViolation);
});
