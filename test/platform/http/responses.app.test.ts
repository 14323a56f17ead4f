import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';

let app: TestApp;
const webFolder = mkdtempSync(join(tmpdir(), 'concord-web-'));
beforeAll(async () => {
  writeFileSync(join(webFolder, 'index.html'), '<p>Concord');
  app = await openTestApp({
    worker: false,
    sampleData: ['wellstar-supplies'],
    webFolder,
    maxUploadBytes: 3 * 1024 * 1024,
  });
});
afterAll(async () => {
  await app?.close();
  rmSync(webFolder, { recursive: true, force: true });
});

const send = (path: string, init: RequestInit = {}, key = app.key) =>
  fetch(`${app.address}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
const json = (body: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json' },
});
const file = (body: string): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'text/csv' },
});

test('every kind of response carries the security headers', async () => {
  const [run] = await app.db.$client`select id from import_run`;
  const responses = {
    'web app': await send('/', {}, ''),
    health: await send('/health/ready', {}, ''),
    'without a key': await send('/graphql', json('{}'), ''),
    answer: await send('/resolve', json('{"system":"gtin","code":"1","target":"ndc"}')),
    'GraphQL answer': await send('/graphql', json('{"query":"{ overview { codes } }"}')),
    'GraphQL refusal': await send('/graphql', json('{"query":"{"}')),
    'bad JSON': await send('/resolve', json('{')),
    'too large': await send('/resolve', json(`"${'x'.repeat(1_100_000)}"`)),
    'not a file': await send('/imports/wellstar-supplies', json('{}')),
    'content type': await send('/resolve', file('x')),
    forbidden: await send('/resolve', json('{}'), await app.keyOf('reader')),
    'not there': await send('/nowhere'),
    'bad address': await send('/imports/%ff', {}, ''),
    'long address': await send(`/imports/${'x'.repeat(500)}`, {}, ''),
    CSV: await send(`/imports/${run?.['id']}/rejected.csv`),
    head: await send('/health/live', { method: 'HEAD' }),
  };
  for (const [kind, { headers }] of Object.entries(responses)) {
    expect([kind, headers.get('x-content-type-options')]).toEqual([kind, 'nosniff']);
    expect([kind, headers.get('content-security-policy')]).toEqual([
      kind,
      expect.stringContaining("default-src 'self'"),
    ]);
    expect([kind, headers.get('x-frame-options')]).toEqual([kind, 'DENY']);
    expect([kind, headers.get('referrer-policy')]).toEqual([kind, 'no-referrer']);
    expect([kind, headers.get('access-control-allow-origin')]).toEqual([kind, null]);
    if (kind !== 'web app') expect([kind, headers.get('cache-control')]).toEqual([kind, 'no-store']);
  }
});

test.each([
  ['JSON over 1 MiB', '/resolve', json(`"${'x'.repeat(1_100_000)}"`), 413, 'TOO_LARGE'],
  ['GraphQL over 1 MiB', '/graphql', json(`{"query":"${'x'.repeat(1_100_000)}"}`), 413, 'TOO_LARGE'],
  ['a body that is no JSON', '/resolve', json('{'), 400, 'BAD_REQUEST'],
  ['a body that sets a prototype', '/resolve', json('{"__proto__":{"system":"gtin"}}'), 400, 'BAD_REQUEST'],
  [
    'a body that sets a constructor’s prototype',
    '/resolve',
    json('{"constructor":{"prototype":{"system":"gtin"}}}'),
    400,
    'BAD_REQUEST',
  ],
  ['a file where a question belongs', '/resolve', file('x'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'a file where a document belongs',
    '/graphql',
    file('{"query":"{ __typename }"}'),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['JSON where a file belongs', '/imports/wellstar-supplies', json('{}'), 415, 'NOT_A_FILE'],
  ['a profile that is none', '/imports/__proto__', file('x'), 404, 'NOT_FOUND'],
  ['an id that is none', '/imports/%00', {}, 404, 'NOT_FOUND'],
  ['an address that cannot be read', '/imports/%ff', {}, 400, 'BAD_REQUEST'],
])('%s is refused by status and code', async (_, path, init, status, code) => {
  const response = await send(path, init);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await response.json()).toMatchObject({ status, code, detail: expect.any(String) });
  expect(response.status).toBe(status);
});

const uploads = () => app.db.$client<{ state: string; problem: string | null; pieces: number }[]>`
  select state, problem, (select count(*)::int from upload_chunk where import_id = import_run.id) as pieces
  from import_run where actor <> 'system' order by created_at`;
const brokenOff = { state: 'FAILED', problem: 'The upload broke off.', pieces: 0 };

test('an upload over the limit is refused with 413, cut off, and nothing of it is kept', async () => {
  const response = await send('/imports/wellstar-supplies', file('x'.repeat(3 * 1024 * 1024 + 1)));
  expect(response.status).toBe(413);
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.json()).toMatchObject({ code: 'TOO_LARGE' });
  expect(await uploads()).toEqual([brokenOff]);
});

test('an upload that is cut is marked so, and nothing of it is kept', async () => {
  const { hostname, port } = new URL(app.address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    `POST /imports/wellstar-supplies HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer ${app.key}\r\nContent-Type: text/csv\r\nContent-Length: 2500000\r\n\r\n`,
  );
  socket.write('x'.repeat(2_000_000));
  await until('a piece is kept', async () => (await uploads()).some(({ pieces }) => pieces > 0));
  socket.destroy();
  const ended = await until('the upload is given up', async () => {
    const all = await uploads();
    return all.every(({ state }) => state === 'FAILED') && all;
  });
  expect(ended).toEqual([brokenOff, brokenOff]);
});
