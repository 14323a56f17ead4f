import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { browser } from '../support/tools.js';
import { confinedStory, recordsStory } from './records.browser.js';
import { makeStoryRecords, type StoryRecords } from './records.browser-data.js';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];

let app: TestApp;
let records: StoryRecords;

beforeAll(async () => {
  app = await openTestApp({ webFolder });
  records = await makeStoryRecords(app.db);
});
afterAll(() => app?.close());

test('a steward finds a record, sees whose word every value is, and asks for one of its codes', async () => {
  const chrome = await chromium.launch({ executablePath: browser, args: quiet });
  try {
    const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
    await recordsStory(await context.newPage(), { address: app.address, key: app.key }, records);
  } finally {
    await chrome.close();
  }
});

test('a key that may read no records is still answered, and told why it sees none', async () => {
  const chrome = await chromium.launch({ executablePath: browser, args: quiet });
  try {
    const key = await app.keyOf('steward', ['gtin', 'hibc']);
    await confinedStory(await chrome.newPage(), { address: app.address, key });
  } finally {
    await chrome.close();
  }
});

test('a page of the app answers without a key, and holds no data', async () => {
  for (const path of ['/records', `/records/${records.dressing}`]) {
    const response = await fetch(`${app.address}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    const html = await response.text();
    expect(html).toContain('<div id="root"></div>');
    expect(html).not.toContain('BIOPATCH');
  }
});
