import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordChange, revisionOf } from '../../src/platform/changes/change.store.js';
import { sqlState, transact } from '../../src/platform/db/db.js';
import { makeSystems } from '../support/make-codes.js';
import { makeGoldenRecords } from '../support/make-golden-records.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSystems(app.db, 'erp');
});
afterAll(() => app?.close());

let made = 0;
async function makeItems(count: number) {
  const records = Array.from({ length: count }, () => {
    const key = `R${++made}`;
    const values = { description: `item ${key}`, price: '1.00' };
    return {
      domain: 'ITEM' as const,
      said: [{ source: 'erp', key, values, codes: [{ system: 'erp', code: key }] }],
    };
  });
  const { ids, revision } = await makeGoldenRecords(app.db, records);
  return { ids: ids as [string, ...string[]], revision, keys: records.map(({ said }) => said[0]?.key ?? '') };
}

/** Takes from a golden record what the hub holds of it, and leads its id elsewhere. */
async function lead(id: string, survivor: string): Promise<string> {
  const changeId = await transact(app.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'lead elsewhere' });
    for (const table of ['golden_version', 'membership', 'record_code'])
      await tx.execute(
        sql`update ${sql.raw(table)} set to_change = ${changeId} where golden_id = ${id} and to_change is null`,
      );
    await tx.execute(sql`
      insert into golden_redirect (golden_id, survivor_id, domain, from_change)
      values (${id}, ${survivor}, 'ITEM', ${changeId})`);
    return changeId;
  });
  return revisionOf(app.db, changeId);
}

const resolving = `query ($input: ResolveInput!) {
  resolve(input: $input) { status code display golden { id } path { kind id fromSystem fromCode toSystem toCode } } }`;

async function resolve(code: string, target: string, minRevision: string, system = 'golden') {
  const input = { system, code, target, minRevision };
  const { data, errors } = await app.graphql<{ resolve: Record<string, unknown> }>(resolving, { input });
  expect(errors).toBeUndefined();
  return data.resolve;
}

const step = (from: string, to: string) => ({
  ...{ kind: 'REDIRECT', id: to, fromSystem: 'golden', fromCode: from, toSystem: 'golden', toCode: to },
});

describe('a merged id', () => {
  test('answers with its survivor and a step for every merge on the way', async () => {
    const { ids, keys } = await makeItems(3);
    const [a, b, c] = ids as [string, string, string];
    await lead(a, b);
    const revision = await lead(b, c);
    expect(await resolve(a, 'golden', revision)).toEqual({
      ...{ status: 'RESOLVED', code: c, display: `item ${keys[2]}`, golden: { id: c } },
      path: [step(a, b), step(b, c)],
    });
    const { code, path } = await resolve(a, 'erp', revision);
    expect(code).toBe(keys[2]);
    expect((path as { kind: string }[]).map(({ kind }) => kind)).toEqual(['REDIRECT', 'REDIRECT', 'RECORD']);
  });

  test('finds the survivor, which names the ids that lead to it; at a revision before, it finds itself', async () => {
    const { ids, keys, revision: before } = await makeItems(2);
    const [a, b] = ids as [string, string];
    await lead(a, b);
    const query = `query ($id: ID!, $at: String) { goldenRecord(id: $id, atRevision: $at) {
      id name mergedIds sourceRecords { key } codes { code } lineage { attribute values } } }`;
    const { data } = await app.graphql(query, { id: a });
    expect(data).toMatchObject({ goldenRecord: { id: b, name: `item ${keys[1]}`, mergedIds: [a] } });
    const then = await app.graphql(query, { id: a, at: before });
    expect(then.data).toEqual({
      goldenRecord: {
        ...{ id: a, name: `item ${keys[0]}`, mergedIds: [], sourceRecords: [{ key: keys[0] }] },
        codes: [{ code: keys[0] }],
        lineage: [
          { attribute: 'description', values: [`item ${keys[0]}`] },
          { attribute: 'price', values: ['1.00'] },
        ],
      },
    });
  });

  test('and everything else of the past is refused or empty where there was nothing', async () => {
    const { ids, revision } = await makeItems(1);
    const query = `query ($id: ID!, $at: String) { goldenRecord(id: $id, atRevision: $at) { id } }`;
    const ask = (at: string) => app.graphql<{ goldenRecord: object | null }>(query, { id: ids[0], at });
    expect((await ask(String(Number(revision) - 1))).data).toEqual({ goldenRecord: null });
    for (const wrong of ['999999999', 'x', '-1', '1.5', ''])
      expect((await ask(wrong)).errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});

test('the history of a golden record tells what each act changed, and hides what its reader may not see', async () => {
  const { ids, keys, revision } = await makeItems(2);
  const [a, b] = ids as [string, string];
  const merged = await lead(a, b);
  const query = `query ($id: ID!, $at: String, $first: Int = 20, $before: String) {
    goldenRecord(id: $id, atRevision: $at) { history(first: $first, before: $before) {
      revision actor act name mergedInto merged unmerged joined { source key } left { key }
      changes { attribute before after } } } }`;
  const of = async (variables: object, key?: string) => {
    const { data, errors } = await app.graphql<{ goldenRecord: { history: object[] } }>(
      query,
      { ...variables },
      key,
    );
    expect(errors).toBeUndefined();
    return data.goldenRecord.history;
  };
  const none = { mergedInto: null, merged: [], unmerged: [], joined: [], left: [], changes: [] };
  const began = {
    ...none,
    ...{ revision, actor: 'test', act: 'make records', name: `item ${keys[0]}` },
    joined: [{ source: 'erp', key: keys[0] }],
    changes: [
      { attribute: 'description', before: [], after: [`item ${keys[0]}`] },
      { attribute: 'price', before: [], after: ['1.00'] },
    ],
  };
  expect(await of({ id: a, at: revision })).toEqual([began]);
  expect(await of({ id: b, first: 1 })).toEqual([
    { ...none, revision: merged, actor: 'test', act: 'lead elsewhere', name: null, merged: [a] },
  ]);
  expect(await of({ id: b, first: 1, before: merged })).toMatchObject([{ revision, act: 'make records' }]);
  const [seen] = await of({ id: a, at: revision }, await app.keyOf('reader'));
  expect(seen).toEqual({ ...began, changes: began.changes.slice(0, 1) });
});

describe('redirects in a circle', () => {
  const refusal = async (id: string, survivor: string) => lead(id, survivor).then(() => 'led', sqlState);

  test('are refused by the database, however long', async () => {
    const [a, b, c] = (await makeItems(3)).ids as [string, string, string];
    expect(await refusal(a, a)).toBe('23514');
    await lead(a, b);
    await lead(b, c);
    expect(await refusal(c, a)).toBe('23514');
    expect(await refusal(a, c)).toBe('23505');
  });

  test('are refused to one of two acts that would close them at the same instant', async () => {
    for (let race = 0; race < 5; race++) {
      const [a, b] = (await makeItems(2)).ids as [string, string];
      const ends = await Promise.all([refusal(a, b), refusal(b, a)]);
      expect(ends.sort()).toEqual(['23514', 'led']);
    }
  });
});
