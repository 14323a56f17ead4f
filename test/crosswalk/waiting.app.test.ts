import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let flow: string;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSystems(app.db, 'erp', 'ehr');
  await makeMappings(app.db, [{ system: 'erp', code: 'known', target: 'ehr', targetCode: 'T' }]);
  flow = await app.keyOf('flow');
});
afterAll(() => app?.close());

interface Plain {
  status: string;
  code: string | null;
  missId: string | null;
  problem: { code: string } | null;
}

const ask = async (code: string, more: object = {}, path = '/resolve') =>
  (await app.post<Plain>(path, { system: 'erp', code, target: 'ehr', ...more }, flow)).body;

interface Events {
  events: {
    edges: { node: { type: string; recipient: string; revision: string; data: string } }[];
    pageInfo: { endCursor: string | null };
  };
}

const eventsQuery = `query ($after: String) { events(first: 50, after: $after) {
  edges { node { type recipient revision data } } pageInfo { endCursor } } }`;
const events = async (after: string | null, key = flow) => {
  const answer = await app.graphql<Events>(eventsQuery, { after }, key);
  expect(answer.errors).toBeUndefined();
  return answer.data.events;
};

const map = (missId: string | null) =>
  app.graphql<{ mapMiss: { __typename: string; revision?: string } }>(
    'mutation ($input: MapMissInput!) { mapMiss(input: $input) { __typename ... on MissMapped { revision } } }',
    { input: { missId, code: 'T' } },
  );

test('a flow that holds a message hears that a steward answered, under its own reference, and asks again', async () => {
  const held = await ask('new', { ref: 'msg-17', asOf: '2026-03-31' });
  expect(held).toMatchObject({ status: 'UNRESOLVED' });
  const miss = await app.graphql<{ miss: { waiting: number; waiters: { ref: string; asOf: string }[] } }>(
    'query ($id: ID!) { miss(id: $id) { waiting waiters { ref asOf } } }',
    { id: held.missId },
  );
  expect(miss.data.miss).toEqual({ waiting: 1, waiters: [{ ref: 'msg-17', asOf: '2026-03-31' }] });

  const mapped = await map(held.missId);
  const { edges, pageInfo } = await events(null);
  expect(edges.map(({ node }) => ({ ...node, data: JSON.parse(node.data).ref }))).toEqual([
    {
      ...{ type: 'mapping.resolved.v1', revision: mapped.data.mapMiss.revision, data: 'msg-17' },
      recipient: expect.stringMatching(/^key:flow/),
    },
  ]);
  const again = await ask('new', { asOf: '2026-03-31', minRevision: edges[0]?.node.revision }, '/v1/resolve');
  expect(again).toMatchObject({ status: 'RESOLVED', code: 'T' });
  expect((await events(pageInfo.endCursor)).edges).toEqual([]);
  expect((await events(null, await app.keyOf('flow'))).edges).toEqual([]);
  expect((await events(null, await app.keyOf('reader', ['ehr']))).edges).toEqual([]);
  expect((await events(null, await app.keyOf('reader', ['erp']))).edges).toHaveLength(1);
});

test('a reference that may be a person’s number is INVALID and is kept nowhere', async () => {
  const answer = await ask('other', { ref: '123456789' });
  expect(answer).toMatchObject({ status: 'INVALID', problem: { code: 'BAD_REF' }, missId: null });
  expect(JSON.stringify(answer)).not.toContain('123456789');
  const kept = await app.db.execute(sql`select from miss_waiter where ref = '123456789'`);
  expect(kept).toHaveLength(0);
});

test('a waiter for a quantity that nothing converts goes on waiting when the code alone is mapped', async () => {
  const measured = await ask('boxed', { ref: 'msg-q', quantity: '2', unit: 'x12:BX' });
  expect(measured.missId).not.toBeNull();
  await ask('boxed', { ref: 'msg-plain' });
  const start = (await events(null)).pageInfo.endCursor;
  await map(measured.missId);
  const told = await events(start);
  expect(told.edges.map(({ node }) => JSON.parse(node.data).ref)).toEqual(['msg-plain']);
});
