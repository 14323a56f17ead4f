import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { acting } from '../../src/platform/idempotency/acting.js';
import { claimRequest, keepOutcome, markActed } from '../../src/platform/idempotency/idempotency.store.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSystems(app.db, 'erp', 'ehr');
  await makeMappings(app.db, [{ system: 'erp', code: 'known', target: 'ehr', targetCode: 'T' }]);
});
afterAll(() => app?.close());

let round = 0;
let key: string;
beforeEach(() => {
  key = `key-${++round}`;
});

const addMapping = `mutation ($input: AddMappingInput!) { addMapping(input: $input) { __typename
  ... on MappingAdded { id revision } ... on AlreadyMapped { message } } }`;

async function send(query: string, variables: object, headers: Record<string, string>, as = app.key) {
  const response = await fetch(`${app.address}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return {
    status: response.status,
    replayed: response.headers.get('idempotency-replayed'),
    body: await response.text(),
  };
}

const map = (code: string, as?: string) =>
  send(
    addMapping,
    { input: { system: 'erp', code, target: 'ehr', targetCode: 'T' } },
    { 'idempotency-key': key },
    as,
  );

const codeOf = ({ body }: { body: string }) => JSON.parse(body).errors?.[0]?.extensions.code;

describe('a mutation with an Idempotency-Key', () => {
  test('sent again answers the same again, and acts once', async () => {
    const before = await newestRevision(app.db);
    const first = await map('a');
    const second = await map('a');
    expect(JSON.parse(first.body).data.addMapping.__typename).toBe('MappingAdded');
    expect([second.body, second.status, second.replayed]).toEqual([first.body, 200, 'true']);
    expect(await newestRevision(app.db)).toBe(before + 1);
  });

  test('twenty times at one instant acts once, and all twenty get the same outcome', async () => {
    const before = await newestRevision(app.db);
    const answers = await Promise.all(Array.from({ length: 20 }, () => map('b')));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(answers[0]?.body ?? '').data.addMapping.__typename).toBe('MappingAdded');
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    expect(await newestRevision(app.db)).toBe(before + 1);
  });

  test('with another body is refused; for another caller it is another key', async () => {
    await map('c');
    const other = await map('d');
    expect([other.status, codeOf(other)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const steward = await app.keyOf('steward');
    expect(JSON.parse((await map('d', steward)).body).data.addMapping.__typename).toBe('MappingAdded');
  });

  test('that is no key is refused', async () => {
    key = 'x'.repeat(256);
    expect(codeOf(await map('e'))).toBe('BAD_IDEMPOTENCY_KEY');
  });

  test('whose outcome holds a new key is done once and not told twice', async () => {
    const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }';
    const make = () =>
      send(create, { input: { name: `made ${key}`, role: 'reader' } }, { 'idempotency-key': key });
    expect(JSON.parse((await make()).body).data.createApiKey.__typename).toBe('ApiKeyCreated');
    expect(codeOf(await make())).toBe('OUTCOME_UNKNOWN');
  });

  test('runs anew when its time is over', async () => {
    await map('f');
    await app.db.execute(sql`update idempotency_key set expires_at = now() - interval '1 second'`);
    expect(JSON.parse((await map('f')).body).data.addMapping.__typename).toBe('AlreadyMapped');
  });
});

describe('a process that dies', () => {
  const request = () => ({ caller: 'key:crashing', key, hash: 'h' });
  const claim = () => claimRequest(app.db, request(), 1);
  const leaseOver = () =>
    app.db.execute(
      sql`update idempotency_key set leased_until = now() - interval '1 second' where key = ${key}`,
    );
  const act = (attempt: string, end: () => void = () => {}) =>
    acting.run({ mark: (tx) => markActed(tx, request(), attempt) }, () =>
      transact(app.db, async (tx) => {
        await tx.execute(
          sql`insert into audit_entry (actor, act, subject, detail) values ('test', 'act', ${key}, '{}')`,
        );
        end();
      }),
    );
  const acts = async () => (await app.db.execute(sql`select from audit_entry where subject = ${key}`)).length;

  test('before its act is committed leaves nothing, and the next attempt acts', async () => {
    const first = await claim();
    const broken = act(first.kind === 'run' ? first.attempt : '', () => {
      throw new Error('the connection broke');
    });
    await expect(broken).rejects.toThrow();
    await leaseOver();
    const second = await claim();
    expect(second.kind).toBe('run');
    await act(second.kind === 'run' ? second.attempt : '');
    expect(await acts()).toBe(1);
  });

  test('after its act and before its answer is kept: nobody acts again, and the caller is told', async () => {
    const first = await claim();
    await act(first.kind === 'run' ? first.attempt : '');
    expect(await claim()).toEqual({ kind: 'running' });
    await leaseOver();
    expect(await claim()).toEqual({ kind: 'unknown' });
    expect(await acts()).toBe(1);
  });

  test('or only sleeps, and wakes when another attempt has its place, cannot act any more', async () => {
    const first = await claim();
    await leaseOver();
    const second = await claim();
    await act(second.kind === 'run' ? second.attempt : '');
    await expect(act(first.kind === 'run' ? first.attempt : '')).rejects.toThrow('took the place');
    await keepOutcome(app.db, request(), first.kind === 'run' ? first.attempt : '', {
      status: 200,
      body: 'old',
    });
    expect(await acts()).toBe(1);
    expect((await claim()).kind).toBe('running');
  });
});
