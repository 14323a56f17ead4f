import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { followConflicts } from '../../src/stewardship/follow-conflicts.job.js';
import { deliverRows, type RowCells } from '../support/deliver-text.js';
import { brokenRules } from '../support/link-invariants.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { setUpWellstar } from '../support/wellstar.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
});
afterAll(async () => {
  expect(await brokenRules(app.db)).toEqual([]);
  await app?.close();
});

let gtins = 0;
/** A GTIN that no other test knows, check digit and all. */
function gtin(): string {
  const body = `0952124${String(++gtins).padStart(6, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

interface Conflict {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly said: readonly { attribute: string }[];
  readonly codes: readonly { system: string; issuer: string | null; code: string; role: string }[];
  readonly candidates: readonly { id: string; name: string }[];
}

async function conflicts(key?: string): Promise<Conflict[]> {
  const { data, errors } = await app.graphql<{ linkConflicts: { edges: { node: Conflict }[] } }>(
    `{ linkConflicts(first: 40) { edges { node { id kind domain source feed key openedAt
        said { attribute } codes { system issuer code role } candidates { id name } } } } }`,
    undefined,
    key,
  );
  expect(errors).toBeUndefined();
  return data.linkConflicts.edges.map(({ node }) => node);
}

const line = (key: string, cells: RowCells): RowCells => ({
  ...{ 'Action Code': 'A', 'Item Description': `line ${key}`, 'Vendor Code': 'V', 'Vendor Name': 'Acme' },
  ...{
    'Vendor Catalog Number': key,
    'Manufacturer Item Number': key,
    'UOM Desc 1': 'EA',
    'Manu Price 1': '9.50',
  },
  ...cells,
});

let held = 0;

/** A contract line whose GTINs point at two golden records, and these. */
async function holdOne(): Promise<{
  conflict: Conflict;
  key: string;
  first: string;
  second: string;
  gtins: string[];
}> {
  const of = ++held;
  const [one, other] = [gtin(), gtin()];
  const price = { UOM: 'EA', Quantity: '1', Price: '1.00' };
  const row = (key: string, GTIN: string) => ({
    'Vendor Item Number': key,
    Description: `item ${key}`,
    ...price,
    GTIN,
  });
  await deliverRows(app.db, 'distributor-prices', [row(`${of}-a`, one), row(`${of}-b`, other)]);
  await deliverRows(app.db, 'vizient-contract', [line(`${of}`, { 'GTIN 1': one, 'GTIN 2': other })]);
  const key = `V:${of}`;
  const conflict = (await conflicts()).find((each) => each.key === key);
  if (!conflict) throw new Error('no conflict was opened');
  const named = (name: string) => conflict.candidates.find((each) => each.name === name)?.id ?? 'none';
  return { conflict, key, first: named(`item ${of}-a`), second: named(`item ${of}-b`), gtins: [one, other] };
}

type Settled = { goldenId: string; revision: string; code: string };

async function settle(conflictId: string, goldenId: string | null, key?: string) {
  const answer = await app.graphql<{ settleConflict: Settled }>(
    `mutation ($input: SettleConflictInput!) { settleConflict(input: $input) {
       ... on ConflictSettled { goldenId revision } ... on ConflictNotSettled { code } } }`,
    { input: { conflictId, goldenId, reason: 'as the vendor says' } },
    key,
  );
  return answer.errors ? { refused: answer.errors[0]?.extensions.code } : answer.data.settleConflict;
}

async function ask(code: string, target: string) {
  const { data } = await app.graphql<{
    resolve: { status: string; code: string | null; missId: string | null };
  }>(`query ($input: ResolveInput!) { resolve(input: $input) { status code missId } }`, {
    input: { system: 'vizient-item', code, target, minRevision: String(await newestRevision(app.db)) },
  });
  return data.resolve;
}

const taskOf = async (id: string) => {
  await followConflicts(app.db);
  const { data } = await app.graphql<{ task: { kind: string; closedAt: string | null } | null }>(
    `query ($id: ID!) { task(id: $id) { kind closedAt } }`,
    { id },
  );
  return data.task && { kind: data.task.kind, open: data.task.closedAt === null };
};

describe('a conflict', () => {
  test('is listed with what its record says and carries, and the golden records it points at', async () => {
    const { conflict, first, second, gtins } = await holdOne();
    expect(conflict).toMatchObject({
      kind: 'NO_COMMON_RECORD',
      source: 'vizient',
      feed: 'vizient-contract',
      domain: 'ITEM',
    });
    expect(conflict.candidates.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(conflict.codes).toContainEqual({ system: 'gtin', issuer: null, code: gtins[0], role: 'BASE' });
    expect(conflict.codes).toContainEqual({
      system: 'catalog-number',
      issuer: 'ACME',
      code: `${held}`,
      role: 'UNKNOWN',
    });
    expect(conflict.said.map(({ attribute }) => attribute)).toContain('price');
    const asReader = (await conflicts(await app.keyOf('reader'))).find(({ id }) => id === conflict.id);
    expect(asReader?.said.map(({ attribute }) => attribute)).not.toContain('price');
  });

  test('settled to a candidate is over: the record is there, its codes answer, its task is closed, the decision kept', async () => {
    const { conflict, key, second } = await holdOne();
    expect(await taskOf(conflict.id)).toEqual({ kind: 'IDENTIFIER_CONFLICT', open: true });
    expect(await ask(key, 'dist-b-item')).toMatchObject({ status: 'UNRESOLVED' });
    expect(await settle(conflict.id, second)).toMatchObject({ goldenId: second });
    expect(await ask(key, 'dist-b-item')).toMatchObject({ status: 'RESOLVED', code: `${held}-b` });
    expect(await taskOf(conflict.id)).toEqual({ kind: 'IDENTIFIER_CONFLICT', open: false });
    expect((await conflicts()).map(({ id }) => id)).not.toContain(conflict.id);
    const [row] = await app.db.execute(sql`
      select decision.kind, decision.reason, membership.basis from decision
      join membership on membership.from_change = decision.change_id where decision.task_id = ${conflict.id}`);
    expect(row).toEqual({ kind: 'LINK', reason: 'as the vendor says', basis: 'PERSON' });
  });

  test('settled to its own is a thing of its own, and the others answer as before', async () => {
    const { conflict, key, first, second } = await holdOne();
    const settled = await settle(conflict.id, null);
    expect([first, second, undefined]).not.toContain((settled as Settled).goldenId);
    expect(await ask(key, 'golden')).toMatchObject({
      status: 'RESOLVED',
      code: (settled as Settled).goldenId,
    });
    expect(await ask(key, 'dist-b-item')).not.toMatchObject({ status: 'RESOLVED' });
  });

  test('settled before the worker has seen it leaves a closed task, and the worker opens none', async () => {
    const { conflict, first } = await holdOne();
    await settle(conflict.id, first);
    expect(await taskOf(conflict.id)).toEqual({ kind: 'IDENTIFIER_CONFLICT', open: false });
  });

  test('whose miss was asked while it was held closes that miss by being settled', async () => {
    const { conflict, key, first } = await holdOne();
    const { missId } = await ask(key, 'dist-b-item');
    const open = async () => {
      const { data } = await app.graphql<{ miss: { open: boolean } | null }>(
        `query ($id: ID!) { miss(id: $id) { open } }`,
        {
          id: missId,
        },
      );
      return data.miss?.open;
    };
    await until('the miss is on the ledger', open);
    await settle(conflict.id, first);
    expect(await open()).toBe(false);
    expect(await ask(key, 'dist-b-item')).toMatchObject({ status: 'RESOLVED', code: `${held}-a` });
  });

  test('settled by two at once is settled once', async () => {
    for (let race = 0; race < 5; race++) {
      const { conflict, first, second } = await holdOne();
      const steward = await app.keyOf('steward');
      const outcomes = await Promise.all([settle(conflict.id, first), settle(conflict.id, second, steward)]);
      const won = outcomes.filter((outcome) => 'revision' in outcome);
      const lost = outcomes
        .filter((outcome) => 'code' in outcome)
        .map((outcome) => (outcome as Settled).code);
      expect(won).toHaveLength(1);
      expect(['NOT_OPEN', 'BUSY']).toContain(lost[0]);
      const [row] = await app.db.execute(sql`
        select count(*)::int as decisions from decision where decision.task_id = ${conflict.id}`);
      expect(row).toEqual({ decisions: 1 });
      expect(await settle(conflict.id, second)).toEqual({ code: 'NOT_OPEN' });
    }
  });

  test('cannot be settled while a file is applied, nor to what is no golden record of its domain', async () => {
    const { conflict, first } = await holdOne();
    await transact(app.db, async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
      expect(await settle(conflict.id, first)).toEqual({ code: 'BUSY' });
    });
    expect(await settle(conflict.id, randomUUID())).toEqual({ code: 'UNKNOWN_RECORD' });
    await deliverRows(app.db, 'erp-suppliers', [{ 'Supplier Number': `S${held}`, Name: 'Acme' }]);
    const [supplier] = await app.db.execute<{ id: string }>(sql`
      select golden_id as id from membership where domain = 'SUPPLIER' order by id desc limit 1`);
    expect(await settle(conflict.id, supplier?.id ?? '')).toEqual({ code: 'UNKNOWN_RECORD' });
    expect(await settle(randomUUID(), first)).toEqual({ code: 'NOT_OPEN' });
    expect(await settle('no id', first)).toEqual({ refused: 'BAD_ARGUMENT' });
    expect(await settle(conflict.id, first)).toMatchObject({ goldenId: first });
  });

  test('cannot be settled to what a person has judged to be another thing, until that is withdrawn', async () => {
    const { conflict, key, first } = await holdOne();
    const [record] = await app.db.execute<{ id: string }>(sql`
      select id from source_record where key = ${key} and feed = 'vizient-contract'`);
    const sides = { one: { sourceRecordId: record?.id }, other: { goldenId: first } };
    const seenRevision = String(await newestRevision(app.db));
    const { data } = await app.graphql<{ judgeRecords: { judgementId: string } }>(
      `mutation ($input: JudgeRecordsInput!) { judgeRecords(input: $input) { ... on RecordsJudged { judgementId } } }`,
      { input: { ...sides, verdict: 'DIFFERENT', seenRevision } },
    );
    expect(await settle(conflict.id, first)).toEqual({ code: 'JUDGED_DIFFERENT' });
    await app.graphql('mutation ($id: ID!) { withdrawJudgement(id: $id) { __typename } }', {
      id: data.judgeRecords.judgementId,
    });
    expect(await settle(conflict.id, first)).toMatchObject({ goldenId: first });
  });

  test('that a later delivery repairs ends with its task', async () => {
    const { conflict, key, gtins } = await holdOne();
    expect(await taskOf(conflict.id)).toMatchObject({ open: true });
    await deliverRows(app.db, 'vizient-contract', [line(`${held}`, { 'GTIN 1': gtins[0] ?? '' })]);
    expect(await taskOf(conflict.id)).toMatchObject({ open: false });
    expect(await ask(key, 'dist-b-item')).toMatchObject({ status: 'RESOLVED', code: `${held}-a` });
    expect(await settle(conflict.id, null)).toEqual({ code: 'NOT_OPEN' });
  });

  test.each([
    ['reader', undefined],
    ['loader', undefined],
    ['flow', undefined],
    ['steward', ['vizient-item']],
  ])('is not for a %s confined to %j to settle', async (role, systems) => {
    const { conflict, first } = await holdOne();
    expect(await settle(conflict.id, first, await app.keyOf(role, systems))).toEqual({
      refused: 'FORBIDDEN',
    });
    expect((await conflicts()).map(({ id }) => id)).toContain(conflict.id);
  });
});
