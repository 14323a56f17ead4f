import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followMatching } from '../../src/stewardship/follow-matching.job.js';
import { activeModelOf, deliverItems, itemOf, runToEnd, writtenOtherwise } from '../support/match-hub.js';
import { picture } from '../support/pictures.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { browser } from '../support/tools.js';
import { setUpWellstar } from '../support/wellstar.js';
import { signIn } from './inbox.browser.js';

const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];
const items = Array.from({ length: 60 }, (_, n) => itemOf(n));

let app: TestApp;
let chrome: Browser;
let page: Page;
beforeAll(async () => {
  app = await openTestApp({ webFolder, worker: false });
  await setUpWellstar(app.db);
  await deliverItems(app.db, 'erp', items);
  await deliverItems(app.db, 'vizient', items.slice(0, 30).map(writtenOtherwise));
  // Nothing is sure enough to be joined unseen.
  await activeModelOf(app.db, 'ITEM', { matchFrom: 200, reviewFrom: 5 });
  await runToEnd(app.db);
  await followMatching(app.db);
  chrome = await chromium.launch({ executablePath: browser, args: quiet });
  const context = await chrome.newContext({ viewport: { width: 1280, height: 1000 }, colorScheme: 'light' });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await signIn(page, { address: app.address, key: await app.keyOf('steward') });
});
afterAll(async () => {
  await chrome?.close();
  await app?.close();
});

const inHand = () => page.getByRole('article').getByText('in your hands until').waitFor();
const title = () => page.getByRole('article').first().getAttribute('aria-label');
async function decided(): Promise<string[]> {
  const rows = await app.db.execute<{ verdict: string }>(sql`
    select verdict from match_review where state = 'DECIDED' order by closed_at`);
  return rows.map(({ verdict }) => verdict);
}

test('a steward sees both records and why they may be one, decides by one key, and has the next pair at once', async () => {
  await page.goto(`${app.address}/inbox?kind=MATCH_REVIEW`);
  await page.getByRole('listbox').getByRole('option').nth(3).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await inHand();
  const pane = page.getByRole('article').first();
  await pane.getByRole('region', { name: 'The two records' }).waitFor();
  const account = pane.getByRole('table', { name: 'What each comparison adds' });
  await account.getByRole('rowheader', { name: 'Together' }).waitFor();
  await pane.getByText(/to 1 that they are one/).waitFor();
  await picture(page, 'match-review');

  const before = await title();
  await page.keyboard.press('a');
  await page.getByText(/They are one record now, published as revision/).waitFor();
  await expect.poll(title).not.toBe(before);
  await inHand();
  await pane.getByRole('button', { name: 'They are two' }).click();
  await page.getByText(/They stay two, published as revision/).waitFor();
  await inHand();
  await pane.getByRole('region', { name: 'The two records' }).waitFor();
  expect(await decided()).toEqual(['SAME', 'DIFFERENT']);
});

test('a pair that changed while it was looked at is not decided: the steward is told and sees what it is now', async () => {
  const pane = page.getByRole('article').first();
  await inHand();
  const [hand] = await app.db.execute<{ key: string; source: string }>(sql`
    select record.key, record.source from task join match_review review on review.id = task.review_id
    join membership on membership.golden_id in (review.a, review.b) and membership.to_change is null
    join source_record record on record.id = membership.record_id
    where task.claimed_by is not null and record.source = 'vizient'`);
  if (!hand) throw new Error('no task in hand');
  const item = { ...itemOf(0), key: hand.key, description: 'Catheter told anew 99 Fr sterile' };
  await deliverItems(app.db, 'vizient', [item]);
  await page.keyboard.press('a');
  await pane.getByText(/changed after you looked/).waitFor();
  await pane
    .getByText(/told anew/)
    .first()
    .waitFor();
  expect(await decided()).toEqual(['SAME', 'DIFFERENT']);
});
