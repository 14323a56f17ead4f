import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ sampleData: ['wellstar-supplies'], worker: false });
});
afterAll(() => app?.close());

test('GraphQL over HTTP breaks no rule of its specification', async () => {
  const withKey: typeof fetch = (url, init) =>
    fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${app.key}` },
    });
  const audits = serverAudits({ url: `${app.address}/graphql`, fetchFn: withKey });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const failed = results.flatMap((result) =>
    result.status === 'error' ? [{ name: result.name, reason: result.reason }] : [],
  );
  expect(failed).toEqual([]);
  expect(results.filter((result) => result.status === 'ok').length).toBeGreaterThan(40);
});

const asked = (input: Record<string, unknown>) => ({
  input: { system: 'wellstar-supply', target: 'wellstar-charge', record: false, ...input },
});
const resolve = `query ($input: ResolveInput!) { resolve(input: $input) { status code display path { id kind toCode }
  targets { system code issuer validFrom } alternatives { code } problem { code message } missId stale } }`;

describe('a document gets the same answer whether it runs the first time or compiled', () => {
  test.each<[string, string, Record<string, unknown>?]>([
    ['an answer', resolve, asked({ code: '54925' })],
    ['an answer without a target', resolve, asked({ code: 'none' })],
    [
      'a null where a default stands',
      resolve,
      asked({ code: '54925', record: null, issuer: null, purpose: null }),
    ],
    ['an enum value', resolve, asked({ code: '54925', purpose: 'SAME_THING' })],
    [
      'one input where a list is wanted',
      'query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) { status } }',
      { inputs: asked({ code: '1' }).input },
    ],
    [
      'literals',
      '{ resolve(input: { system: "wellstar-supply", code: "54925", target: "wellstar-charge", record: false }) { code } }',
    ],
    [
      'aliases, fragments and types',
      '{ a: codeSystems { ...S } b: codeSystems { kind ...S } } fragment S on CodeSystem { __typename key }',
    ],
    [
      'aliases that objects carry by nature',
      '{ constructor: overview { codes } __proto__: overview { toString: codes } hasOwnProperty: __typename }',
    ],
    [
      'fields skipped and included',
      'query ($no: Boolean!) { overview { codes @include(if: $no) mappings @skip(if: $no) } }',
      { no: false },
    ],
    [
      'a default for a variable',
      'query ($first: Int! = 1) { misses(first: $first) { pageInfo { hasNextPage } } }',
    ],
    [
      'a default for an argument',
      '{ misses { edges { cursor } } imports(first: 1) { edges { node { state rowsRead bytes } } } }',
    ],
    [
      'nothing found',
      '{ miss(id: "018f0000-0000-7000-8000-000000000000") { id } task(id: "018f0000-0000-7000-8000-000000000000") { id } }',
    ],
    [
      'a union',
      'mutation { retireMapping(id: "018f0000-0000-7000-8000-000000000000") { __typename ... on MappingNotLive { message } } }',
    ],
    ['a refused argument beside an answer', '{ miss(id: "x") { id } overview { codes } }'],
    [
      'a refused argument of a field that cannot be null',
      '{ misses(first: 0) { edges { cursor } } overview { codes } }',
    ],
    ['no variables', resolve],
    ['a missing field', resolve, { input: { system: 'gtin' } }],
    ['a field too many', resolve, asked({ code: '1', more: 1 })],
    ['wrong types', resolve, { input: { system: 1, code: [], target: {}, record: 'yes', purpose: 7 } }],
    ['an enum value that is none', resolve, asked({ code: '1', purpose: 'constructor' })],
    ['a list for an input', resolve, { input: [] }],
    [
      'a fault far down a list',
      'query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) { status } }',
      { inputs: [asked({ code: '1' }).input, { code: null }] },
    ],
    [
      'a variable named like a prototype',
      'query ($__proto__: Int) { misses(first: $__proto__) { edges { cursor } } }',
    ],
    ['a document that does not fit', '{ overview { nothing } }'],
    ['a document that is none', '{ overview {'],
  ])('%s', async (_, query, variables) => {
    const runs = [];
    for (let run = 0; run < 4; run++) runs.push(await app.post('/graphql', { query, variables }));
    const [first, ...later] = runs;
    for (const answer of later) expect(answer).toEqual(first);
  });

  test('an ability that is lacking', async () => {
    const flow = await app.keyOf('flow');
    const runs = [];
    for (let run = 0; run < 4; run++)
      runs.push(await app.graphql('{ codeSystems { key } overview { revision } }', {}, flow));
    for (const answer of runs) expect(answer).toEqual(runs[0]);
    expect(runs[0]?.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await app.graphql('{ codeSystems { key } overview { revision } }')).errors).toBeUndefined();
  });
});

test('an operation that the document does not hold is not run, nor any other instead', async () => {
  const query =
    'mutation Make { createApiKey(input: { name: "made by mistake", role: "reader" }) { __typename } }';
  const posted = await app.post('/graphql', { query, operationName: 'Other' });
  const got = await app.get(`/graphql?operationName=Other&query=${encodeURIComponent(query)}`);
  const blocked = await fetch(
    `${app.address}/graphql?operationName=Other&query=${encodeURIComponent(query)}`,
    {
      headers: { authorization: `Bearer ${app.key}`, 'apollo-require-preflight': 'yes' },
    },
  );
  expect([posted.status, got.status, blocked.status]).toEqual([400, 400, 400]);
  const unnamed = await fetch(`${app.address}/graphql?query=${encodeURIComponent(query)}`, {
    headers: { authorization: `Bearer ${app.key}`, 'apollo-require-preflight': 'yes' },
  });
  expect(unnamed.status).toBe(405);
  const [made] = await app.db.$client`select count(*)::int as n from api_key where name = 'made by mistake'`;
  expect(made?.['n']).toBe(0);
});
