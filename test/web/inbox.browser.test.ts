import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { counts } from '../support/counts.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { browser } from '../support/tools.js';
import {
  inboxByKeyboard,
  inboxStory,
  isToldOfAFasterOne,
  losesTheConnection,
  scrollsToTheEnd,
  twoStewards,
} from './inbox.browser.js';
import { makeStoryTasks, type StoryTasks } from './inbox.browser-data.js';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
const backlog = counts.openTasks;

let app: TestApp;
let chrome: Browser;
let story: StoryTasks;

beforeAll(async () => {
  app = await openTestApp({ webFolder });
  story = await makeStoryTasks(app, { backlog });
  chrome = await chromium.launch({ executablePath: browser, args: quiet });
});
afterAll(async () => {
  await chrome?.close();
  await app?.close();
});

async function pageOf(): Promise<Page> {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

async function hubOf(role = 'steward') {
  return { address: app.address, key: await app.keyOf(role) };
}

async function mappingsOf(code: string): Promise<number> {
  const [row] = await app.db.$client`
    select count(*)::int as n from mapping join code on code.id = mapping.from_code
    where code.normal = ${code} and mapping.to_change is null`;
  return Number(row?.['n']);
}

test('a steward narrows the inbox down, decides a task and finds the next one in hand', async () => {
  await inboxStory(await pageOf(), await hubOf(), story);
});

test('a steward does the same by keyboard alone, puts a task away and gives one back', async () => {
  await inboxByKeyboard(await pageOf(), await hubOf(), story);
});

test('of two stewards at one task the second is told who has it', async () => {
  await twoStewards(await pageOf(), await pageOf(), [await hubOf(), await hubOf()], story.codes[4] ?? '');
});

test('a screen that somebody was faster than is told, and overwrites nothing', async () => {
  const code = story.codes[5] ?? '';
  const hub = await hubOf();
  await isToldOfAFasterOne(await pageOf(), hub, code, async () => {
    const { data } = await app.graphql<{ misses: { edges: { node: { id: string; code: string } }[] } }>(
      '{ misses(first: 100) { edges { node { id code } } } }',
    );
    const miss = data.misses.edges.find(({ node }) => node.code === code);
    const mapped = await app.graphql<{ mapMiss: { __typename: string } }>(
      'mutation ($input: MapMissInput!) { mapMiss(input: $input) { __typename } }',
      { input: { missId: miss?.node.id, code: '271110053' } },
      hub.key,
    );
    expect(mapped.data.mapMiss.__typename).toBe('MissMapped');
  });
  expect(await mappingsOf(code)).toBe(1);
});

test('a decision under which the connection breaks is neither lost nor doubled', async () => {
  const code = story.codes[6] ?? '';
  expect(await losesTheConnection(await pageOf(), await hubOf(), code)).toBe(3);
  expect(await mappingsOf(code)).toBe(1);
});

test('a long backlog scrolls to its end, and only the rows in view are drawn', async () => {
  const [row] = await app.db.$client`
    select count(*)::int as n from task where closed_at is null and snoozed_until is null`;
  await scrollsToTheEnd(await pageOf(), await hubOf('reader'), Number(row?.['n']));
});

test('a reader looks at tasks and is offered no decision', async () => {
  const page = await pageOf();
  const { address, key } = await hubOf('reader');
  await page.goto(`${address}/inbox`);
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('j');
  await page.getByRole('article', { name: /^Task / }).waitFor();
  expect(await page.getByRole('button', { name: 'Take it' }).count()).toBe(0);
});
