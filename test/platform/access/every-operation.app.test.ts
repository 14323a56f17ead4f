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

async function codeOf({ document }: Operation, key: string): Promise<string | undefined> {
  return (await app.graphql(document, undefined, key)).errors?.[0]?.extensions.code;
}

test('a key without abilities is refused every query and mutation of the running schema', async () => {
  expect(operations.length).toBeGreaterThan(15);
  for (const operation of operations) {
    for (const run of ['interpreted', 'compiled', 'compiled again'])
      expect([operation.field, run, await codeOf(operation, powerless)]).toEqual([
        operation.field,
        run,
        'FORBIDDEN',
      ]);
  }
});

test('only health and the files of the web app answer without a key', async () => {
  const unlocked: string[] = [];
  for (const { method, url } of app.routes) {
    const { status } = await call(method, url);
    if (status !== 401) unlocked.push(`${method} ${url}`);
  }
  const files = ['/', '/assets/app.js', '/favicon.svg', '/health/live', '/health/ready', '/index.html'];
  expect(unlocked.sort()).toEqual(files.flatMap((url) => [`GET ${url}`, `HEAD ${url}`]).sort());
});

test('every route but GraphQL refuses a key without abilities, and GraphQL does so by operation', async () => {
  const refused: [route: string, status: number][] = [];
  for (const { method, url } of app.routes) {
    if ((await call(method, url)).status !== 401 || url === '/notes.txt') continue;
    refused.push([`${method} ${url}`, (await call(method, url, powerless)).status]);
  }
  const routes = refused.filter(([route]) => !route.endsWith('/graphql'));
  expect(routes.length).toBeGreaterThanOrEqual(6);
  expect(routes).toEqual(routes.map(([route]) => [route, 403]));
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
