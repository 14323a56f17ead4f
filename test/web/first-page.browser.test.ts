import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTestApp } from '../support/test-app.js';
import { browser } from '../support/tools.js';
import { firstPageStory } from './first-page.browser.js';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

test('a steward signs in, asks, finds the miss and maps it, and the next question is answered', async () => {
  const app = await openTestApp({ sampleData: ['wellstar-supplies'], webFolder });
  const chrome = await chromium.launch({ executablePath: browser, args: quiet });
  try {
    const context = await chrome.newContext();
    await firstPageStory(await context.newPage(), { address: app.address, key: app.key });
    const [row] = await app.db.$client`select count(*)::int as n from decision`;
    expect(row?.['n']).toBeGreaterThan(0);
  } finally {
    await chrome.close();
    await app.close();
  }
});
