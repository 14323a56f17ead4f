import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashKey } from '../../../src/platform/access/api-key.js';
import { createApiKey, ensureFirstKey } from '../../../src/platform/access/api-key.store.js';
import { openTestApp, type TestApp } from '../../support/test-app.js';
import { openTestDb } from '../../support/test-db.js';
import { until } from '../../support/until.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ sampleData: ['wellstar-supplies'], worker: false });
});
afterAll(() => app?.close());

type Created = { createApiKey: { __typename: string; id: string; key: string; message: string } };

async function create(input: Record<string, unknown>, as?: string): Promise<Created['createApiKey']> {
  const answer = await app.graphql<Created>(
    `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
       __typename ... on ApiKeyCreated { id key } ... on ApiKeyRefused { message } } }`,
    { input },
    as,
  );
  return answer.data.createApiKey;
}

async function opens(key: string): Promise<boolean> {
  return (await app.get('/nowhere', key)).status === 404;
}

describe('a key', () => {
  test('is kept only as its hash', async () => {
    const { id, key } = await create({ name: 'hashed', role: 'reader' });
    const [row] = await app.db
      .$client`select row_to_json(api_key)::text as text, hash from api_key where id = ${id}`;
    expect(row?.['hash']).toBe(hashKey(key));
    for (const table of ['api_key', 'audit_entry', 'change']) {
      const [held] = await app.db.$client`
        select count(*)::int as n from ${app.db.$client(table)} as kept where kept::text like ${`%${key.slice(3)}%`}`;
      expect([table, held?.['n']]).toEqual([table, 0]);
    }
  });

  test('belongs to the person it was made for, and without a word to one of its own', async () => {
    const { id } = await create({ name: 'second key', person: 'a.person@hospital.example', role: 'steward' });
    const { id: alone } = await create({ name: 'a flow', role: 'flow' });
    const whose = await app.db.$client`
      select person from api_key where id in ${app.db.$client([id, alone])} order by person`;
    expect(whose.map(({ person }) => person)).toEqual(['a flow', 'a.person@hospital.example']);
    expect(await create({ name: 'third', person: 'a\nb', role: 'steward' })).toMatchObject({
      __typename: 'ApiKeyRefused',
      message: expect.stringContaining('The person is letters'),
    });
  });

  test('opens nothing 5 seconds after it was revoked', { timeout: 20_000 }, async () => {
    const { id, key } = await create({ name: 'revoked', role: 'reader' });
    expect(await opens(key)).toBe(true);
    const revoke = 'mutation ($id: ID!) { revokeApiKey(id: $id) }';
    expect((await app.graphql(revoke, { id })).data).toEqual({ revokeApiKey: true });
    await until('the key is refused', async () => !(await opens(key)), 5_500);
    expect((await app.graphql(revoke, { id })).data).toEqual({ revokeApiKey: false });
  });

  test('opens nothing 5 seconds after it expired', { timeout: 20_000 }, async () => {
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    const { key } = await create({ name: 'expiring', role: 'reader', expiresAt });
    expect(await opens(key)).toBe(true);
    await until('the key is refused', async () => !(await opens(key)), 7_000);
  });

  test('is read from the Authorization header only, whole, after the word Bearer', async () => {
    for (const header of [
      app.key,
      `Basic ${app.key}`,
      `Bearer ${app.key} x`,
      `Bearer`,
      `Bearer ${app.key}x`,
      '',
    ]) {
      const { status } = await fetch(`${app.address}/nowhere`, { headers: { authorization: header } });
      expect([header, status]).toEqual([header, 401]);
    }
    const { status } = await fetch(`${app.address}/nowhere?authorization=Bearer%20${app.key}&key=${app.key}`);
    expect(status).toBe(401);
  });

  test('that was revoked is not brought back by the next start, which goes on if another administrator is left', async () => {
    const db = await openTestDb();
    try {
      expect(await ensureFirstKey(db.db, 'first-key-of-the-hub')).toBe('ready');
      expect(await ensureFirstKey(db.db, 'first-key-of-the-hub')).toBe('ready');
      await db.db.$client`update api_key set revoked_at = now()`;
      expect(await ensureFirstKey(db.db, 'first-key-of-the-hub')).toBe('revoked');
      const other = { name: 'other', role: 'administrator', systems: null, expiresAt: null, actor: 'test' };
      await createApiKey(db.db, other);
      expect(await ensureFirstKey(db.db, 'first-key-of-the-hub')).toBe('ready');
      const live = await db.db.$client`select name from api_key where revoked_at is null`;
      expect(live.map((row) => row['name'])).toEqual(['other']);
    } finally {
      await db.close();
    }
  });
});

test.each([
  ['an unknown role', { role: 'root' }],
  ['a role that every object has', { role: 'constructor' }],
  ['a prototype for a role', { role: '__proto__' }],
  ['an administrator confined to systems', { role: 'administrator', systems: ['gtin'] }],
  ['no systems', { systems: [] }],
  ['101 systems', { systems: Array.from({ length: 101 }, (_, at) => `system-${at}`) }],
  ['NUL in a system', { systems: ['gtin\0'] }],
  ['a name with a line feed', { name: 'a\nb' }],
  ['a name of 64 characters', { name: 'a'.repeat(64) }],
  ['an instant that is over', { expiresAt: '2020-01-01T00:00:00Z' }],
  ['a date without offset', { expiresAt: '2999-01-01T00:00:00' }],
  ['a date in American order', { expiresAt: '12/31/2999' }],
  ['a year PostgreSQL does not know', { expiresAt: '+275760-09-13T00:00:00Z' }],
  ['an empty instant', { expiresAt: '' }],
])('a key with %s is refused', async (_, fault) => {
  const refused = await create({ name: 'faulty', role: 'reader', ...fault });
  expect(refused).toEqual({ __typename: 'ApiKeyRefused', message: expect.any(String) });
});

describe('a key confined to one code system', () => {
  const miss = { system: 'wellstar-supply', code: 'confined-1', target: 'wellstar-charge' };
  let missId: string;
  let mappingId: string;
  let importId: string;
  let confined: string;
  beforeAll(async () => {
    const asked = await app.post<{ missId: string }>('/resolve', miss);
    missId = asked.body.missId;
    const mapped = await app.post<{ path: { id: string }[] }>('/resolve', { ...miss, code: '54925' });
    mappingId = mapped.body.path[0]?.id ?? '';
    const [run] = await app.db.$client`select id from import_run`;
    importId = run?.['id'];
    confined = await app.keyOf('steward', ['gtin']);
  });
  const absent = '018f0000-0000-7000-8000-000000000000';

  /** The same question about a row of another system and about no row at all. */
  async function bothAnswers(document: string, id: string, as = confined): Promise<[unknown, unknown]> {
    return [await app.graphql(document, { id }, as), await app.graphql(document, { id: absent }, as)];
  }

  test('cannot tell a row of another system from one that is not there', async () => {
    const documents: [string, string][] = [
      ['query ($id: ID!) { miss(id: $id) { id callers { caller } } }', missId],
      ['query ($id: ID!) { task(id: $id) { id } }', missId],
      ['query ($id: ID!) { import(id: $id) { id } }', importId],
      ['mutation ($id: ID!) { retireMapping(id: $id) { __typename } }', mappingId],
      ['mutation ($id: ID!) { mapMiss(input: { missId: $id, code: "271110052" }) { __typename } }', missId],
    ];
    for (const [document, id] of documents) {
      const [hidden, none] = await bothAnswers(document, id);
      expect([document, hidden]).toEqual([document, none]);
    }
    const [hidden, none] = [
      await app.get(`/imports/${importId}`, confined),
      await app.get(`/imports/${absent}`, confined),
    ];
    expect(hidden).toEqual(none);
    expect(await app.get(`/imports/${importId}/rejected.csv`, confined)).toEqual(none);
  });

  test('is shown neither rows nor counts of other systems', async () => {
    const everything = `{ overview { codes mappings openMisses } misses { edges { node { id } } } imports { edges { node { id } } }
      importProfiles { key } codeSystems { key } codes(system: "wellstar-supply", search: "5") { code } }`;
    expect((await app.graphql(everything, undefined, confined)).data).toEqual({
      overview: { codes: 0, mappings: 0, openMisses: 0 },
      misses: { edges: [] },
      imports: { edges: [] },
      importProfiles: [],
      codeSystems: [{ key: 'gtin' }],
      codes: [],
    });
  });

  test('asks from its own system only, and its refused questions leave no miss', async () => {
    const refused = await app.post<{ status: string; problem: { code: string } }>(
      '/resolve',
      { ...miss, code: 'confined-2' },
      confined,
    );
    expect(refused.body).toMatchObject({
      status: 'INVALID',
      problem: { code: 'SYSTEM_NOT_OPEN' },
      missId: null,
    });
    const [row] = await app.db.$client`select count(*)::int as n from miss where normal = 'confined-2'`;
    expect(row?.['n']).toBe(0);
  });

  test('maps from its own system only and delivers no other system’s file', async () => {
    const added = await app.graphql<{ addMapping: { __typename: string } }>(
      `mutation { addMapping(input: { system: "wellstar-supply", code: "54925", target: "wellstar-charge", targetCode: "271110053" }) { __typename } }`,
      undefined,
      confined,
    );
    expect(added.data.addMapping.__typename).toBe('MappingRefused');
    const loader = await app.keyOf('loader', ['gtin']);
    expect((await app.post('/imports/wellstar-supplies', 'x', loader, 'text/csv')).status).toBe(403);
    const [row] = await app.db.$client`select count(*)::int as n from import_run`;
    expect(row?.['n']).toBe(1);
  });

  test('sees its own system whole', async () => {
    const own = await app.keyOf('reader', ['wellstar-supply']);
    const seen = await app.graphql<{ miss: { id: string } | null; codes: { code: string }[] }>(
      'query ($id: ID!) { miss(id: $id) { id } codes(system: "wellstar-supply", search: "54925") { code } }',
      { id: missId },
      own,
    );
    expect(seen.data).toEqual({ miss: { id: missId }, codes: [{ code: '54925' }] });
    expect((await app.get(`/imports/${importId}`, own)).status).toBe(200);
  });
});
