import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Operation, operationsOf } from '../../support/operations.js';
import { openTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
let operations: Operation[];
let powerless: string;
const webFolder = mkdtempSync(join(tmpdir(), 'concord-web-'));

beforeAll(async () => {
  mkdirSync(join(webFolder, 'assets'));
  for (const file of ['index.html', 'favicon.svg', 'assets/app.js', 'notes.txt'])
    writeFileSync(join(webFolder, file), 'x');
  app = await openTestApp({ worker: false, webFolder });
  operations = await operationsOf(app);
  powerless = await keyWithoutAbilities();
});
afterAll(async () => {
  await app?.close();
  rmSync(webFolder, { recursive: true, force: true });
});

/** A key whose role this version does not know. */
async function keyWithoutAbilities(): Promise<string> {
  const key = await app.keyOf('reader');
  const owner = postgres(app.ownerUrl, { max: 1 });
  await owner`alter table api_key drop constraint api_key_role`;
  await owner`update api_key set role = 'nobody' where role = 'reader'`;
  await owner.end();
  return key;
}

/** What is said to a key that lacks a declared ability; an operation that declares none says so instead. */
const namesItsAbility = expect.stringMatching(
  /^This needs the ability "[a-z]+ [A-Z][A-Za-z]+", which your key does not have\.$/,
);

test('every query and mutation of the running schema names an ability and refuses a key without any', async () => {
  expect(operations.length).toBeGreaterThan(15);
  for (const { field, document } of operations) {
    for (const run of ['interpreted', 'compiled', 'compiled again']) {
      const { errors } = await app.graphql(document, undefined, powerless);
      const refused = { extensions: { code: 'FORBIDDEN' }, message: namesItsAbility };
      expect([field, run, errors]).toEqual([field, run, [expect.objectContaining(refused)]]);
    }
  }
});

test('only health and the files of the web app answer without a key', async () => {
  const unlocked: string[] = [];
  for (const { method, url } of app.routes) {
    const { status } = await call(method, url);
    if (status !== 401) unlocked.push(`${method} ${url}`);
  }
  const files = ['/', '/assets/app.js', '/favicon.svg', '/inbox', '/index.html', '/records', '/records/:id'];
  const health = ['/health/live', '/health/ready'];
  expect(unlocked.sort()).toEqual(
    [...files, ...health].flatMap((url) => [`GET ${url}`, `HEAD ${url}`]).sort(),
  );
});

test('every other route but GraphQL names an ability and refuses a key without any', async () => {
  const refused: unknown[] = [];
  for (const { method, url } of app.routes) {
    if (url === '/graphql' || url === '/notes.txt' || (await call(method, url)).status !== 401) continue;
    const response = await call(method, url, powerless);
    const body = method === 'HEAD' ? undefined : ((await response.json()) as { detail: string });
    refused.push({
      route: `${method} ${url}`,
      status: response.status,
      ...(body && { detail: body.detail }),
    });
  }
  const reading = ['/imports/:id', '/imports/:id/rejected.csv'];
  expect(refused).toEqual(
    expect.arrayContaining([
      ...['POST /imports/:profile', 'POST /resolve', ...reading.map((url) => `GET ${url}`)].map((route) => ({
        route,
        status: 403,
        detail: namesItsAbility,
      })),
      ...reading.map((url) => ({ route: `HEAD ${url}`, status: 403 })),
    ]),
  );
  expect(refused).toHaveLength(10);
});

test('nothing that is not there answers without a key, whatever its address', async () => {
  const paths = [
    '/nope',
    '/..%2f..%2fetc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/notes.txt',
  ];
  const disguised = [
    '//health/live',
    '/health/live/',
    '/Health/live',
    '/health/live;/graphql',
    '/assets/none.js',
  ];
  for (const path of [...paths, ...disguised]) {
    expect([path, (await fetch(`${app.address}${path}`)).status]).toEqual([path, 401]);
  }
});

async function call(method: string, url: string, key?: string): Promise<Response> {
  const path = url.replace(
    /:\w+/g,
    url.includes('rejected') || method !== 'POST' ? someId : 'wellstar-supplies',
  );
  const type = url.startsWith('/imports') ? 'text/csv' : 'application/json';
  return fetch(`${app.address}${path}`, {
    method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(method === 'POST' && { 'content-type': type }),
    },
    ...(method === 'POST' && { body: '{}' }),
  });
}

const someId = '018f0000-0000-7000-8000-000000000000';
