import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureLog } from '../../support/captured-log.js';
import { openTestApp, type TestApp } from '../../support/test-app.js';

/** What must never come back: a word, and a number as a document can hold it. */
const canary = `Canary${randomBytes(6).toString('hex')}`;
const number = `${7}${Date.now()}`;

let app: TestApp;
let logged: ReturnType<typeof captureLog>;
beforeAll(async () => {
  app = await openTestApp({ sampleData: ['wellstar-supplies'] });
  logged = captureLog();
});
afterAll(async () => {
  await app?.close();
  logged?.restore();
});

async function textOf(path: string, init: RequestInit = {}): Promise<string> {
  const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json', ...init.headers };
  const response = await fetch(`${app.address}${path}`, { ...init, headers });
  return `${response.status} ${[...response.headers]} ${await response.text()}`;
}

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  textOf(path, { method: 'POST', body, headers });
const graphql = (query: string, variables?: unknown) =>
  post('/graphql', JSON.stringify({ query, variables, operationName: undefined }));

function expectSilence(texts: readonly string[]): void {
  for (const text of [...texts, logged.text()]) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(number);
  }
}

const resolve =
  'query ($input: ResolveInput!) { resolve(input: $input) { status problem { code message } } }';

test('no value of a bad GraphQL request comes back or is logged', async () => {
  const literals = [
    `"${canary}"`,
    canary,
    number,
    `${number}.5`,
    `["${canary}"]`,
    `{ ${canary}: "${canary}" }`,
    `"""${canary}"""`,
  ];
  const texts: string[] = [];
  for (const literal of literals) {
    texts.push(await graphql(`{ misses(first: ${literal}) { edges { cursor } } }`));
    texts.push(await graphql(`{ miss(id: ${literal}) { id } }`));
    texts.push(await graphql(`{ overview { codes @include(if: ${literal}) } }`));
    texts.push(
      await graphql(`query ($first: Int = ${literal}) { misses(first: $first) { edges { cursor } } }`),
    );
    for (const field of ['code', 'purpose', 'record'])
      texts.push(
        await graphql(
          `{ resolve(input: { system: "gtin", target: "ndc", code: "1", ${field}: ${literal} }) { status problem { message } } }`,
        ),
      );
  }
  const values = [
    canary,
    Number(number),
    { [canary]: canary },
    [canary],
    [[canary]],
    `${canary}\0`,
    `${canary}\ud800`,
  ];
  for (const value of values) {
    for (const field of [
      'system',
      'code',
      'target',
      'issuer',
      'purpose',
      'asOf',
      'minRevision',
      'record',
      canary,
    ]) {
      const input = { system: 'gtin', code: '1', target: 'ndc', record: false, [field]: value };
      for (let run = 0; run < 3; run++) texts.push(await graphql(resolve, { input }));
      texts.push(
        await post('/resolve', JSON.stringify(input)),
        await post('/resolve', JSON.stringify({ inputs: [input] })),
      );
    }
    texts.push(await graphql('query ($a: ID!) { miss(id: $a) { id } }', { a: value }));
    texts.push(await graphql('query ($a: String) { misses(after: $a) { edges { cursor } } }', { a: value }));
    texts.push(
      await graphql(
        'mutation ($a: CreateApiKeyInput!) { createApiKey(input: $a) { ... on ApiKeyRefused { message } } }',
        { a: { name: value, role: value, expiresAt: value, systems: value } },
      ),
    );
  }
  texts.push(
    await graphql(`{ overview { codes } # ${canary}`),
    await graphql(`"${canary}`),
    await graphql(`{ \u0000${canary}`),
  );
  texts.push(
    await post(
      '/graphql',
      JSON.stringify({ query: '{ __typename }', operationName: canary, extensions: canary }),
    ),
  );
  texts.push(
    await post('/graphql', JSON.stringify({ query: [canary] })),
    await post('/graphql', `[{"query":"${canary}"}]`),
  );
  expectSilence(texts);
});

test('no part of a bad HTTP request comes back or is logged', async () => {
  const texts = [
    await post('/resolve', `{"code":${canary}`),
    await post('/resolve', `{"__proto__":"${canary}"}`),
    await post('/resolve', `"${canary}"`),
    await post('/resolve', canary, { 'content-type': `text/${canary}` }),
    await post('/resolve', canary, { 'content-type': 'text/csv' }),
    await post('/resolve', `"${canary.repeat(70_000)}"`),
    await post('/imports/wellstar-supplies', `{"a":"${canary}"}`),
    await post(`/imports/${canary}`, canary, { 'content-type': 'text/csv' }),
    await textOf(`/imports/${canary}`),
    await textOf(`/imports/%ff${canary}`),
    await textOf(`/imports/${canary.repeat(30)}`),
    await textOf(`/${canary}?${canary}=${canary}`),
    await textOf('/resolve', { headers: { authorization: `Bearer ${canary}` } }),
    await textOf('/resolve', { headers: { authorization: canary } }),
    await textOf('/health/live', { headers: { [canary]: canary } }),
    await textOf(`/graphql?query=${canary}&variables=${canary}`, {
      headers: { 'apollo-require-preflight': '1' },
    }),
  ];
  expectSilence(texts);
});

test('a file that does not fit, or holds bad rows, leaves no value in the log', async () => {
  const header = 'Service Area|Px Code|Procedure Description|Supply #|Unit Price';
  const rows = [
    `a|1|${canary}|2|${canary}`,
    `${canary}|${canary}`,
    `a|1|b\0${canary}|2|1.00`,
    `a||${canary}||1.00`,
  ];
  const texts = [];
  for (const file of [
    canary,
    `${canary}|${header}|${header}`,
    [header, ...rows].join('\n'),
    `${header}\n${'x'.repeat(2_000_000)}${canary}`,
  ]) {
    texts.push(await post('/imports/wellstar-supplies', file, { 'content-type': 'text/csv' }));
  }
  for (const text of texts) {
    const id = /"id":"([^"]+)"/.exec(text)?.[1];
    for (let state = 'RECEIVED'; state === 'RECEIVED'; ) {
      const status = await app.get<{ state: string; problem: string | null }>(`/imports/${id}`);
      state = status.body.state;
      texts[0] += JSON.stringify(status.body);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  expectSilence(texts);
});

test('a statement that PostgreSQL refuses is logged without its parameters, and its caller told nothing of it', async () => {
  const owner = postgres(app.ownerUrl, { max: 1, onnotice: () => {} });
  const before = logged.text().length;
  await owner`alter table api_key rename to api_key_gone`;
  await owner`alter table mapping add constraint no_canary check (reason is null or reason not like 'Canary%')`;
  try {
    const secret = `${canary}-key`;
    const texts = [await textOf('/nowhere', { headers: { authorization: `Bearer ${secret}` } })];
    await owner`alter table api_key_gone rename to api_key`;
    texts.push(
      await graphql(
        `mutation { addMapping(input: { system: "wellstar-supply", code: "54925", target: "wellstar-charge", targetCode: "271110053", reason: "${canary}" }) { __typename } }`,
      ),
    );
    expect(texts[0]).toContain('INTERNAL_SERVER_ERROR');
    expect(texts[1]).toContain('INTERNAL_SERVER_ERROR');
    expect(logged.text().slice(before)).toContain('no_canary');
    expectSilence(texts);
    expect([...texts, logged.text()].join()).not.toMatch(/api_key_gone|params|ck_/);
  } finally {
    await owner`alter table mapping drop constraint no_canary`;
    await owner.end();
  }
});

test('no key is ever logged', () => {
  expect(logged.text()).not.toContain(app.key);
});
