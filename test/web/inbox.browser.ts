import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { picture } from '../support/pictures.js';
import type { Hub } from './first-page.browser.js';
import type { StoryTasks } from './inbox.browser-data.js';

/** A steward at the inbox with a mouse: narrows it down, takes a task, decides it, and finds the next one in hand. */
export async function inboxStory(page: Page, hub: Hub, { codes }: StoryTasks): Promise<void> {
  const troubles = troublesOf(page);
  await signIn(page, hub);
  await page.getByRole('link', { name: 'Inbox' }).click();
  await row(page, codes[0]).waitFor();
  await row(page, codes[0])
    .getByText('1 day overdue')
    .or(row(page, codes[0]).getByText('26 hours overdue'))
    .waitFor();
  await page.getByText('Pick a task from the list').waitFor();
  await picture(page, 'inbox');

  await page.getByRole('link', { name: /^Overdue/ }).click();
  await row(page, codes[1]).waitFor({ state: 'detached' });
  assert.match(page.url(), /view=overdue/);
  await page.goBack();
  await page.getByLabel('System').selectOption('wellstar-supply');
  assert.match(page.url(), /system=wellstar-supply/);
  await row(page, codes[1]).waitFor();

  await row(page, codes[0]).click();
  await pane(page, codes[0]).getByText('in your hands until').waitFor();
  await pane(page, codes[0])
    .getByText(/callers wait for the answer/)
    .waitFor();
  await pane(page, codes[0]).getByLabel('Comment').fill('Is this the small one, @dora?');
  await pane(page, codes[0]).getByRole('button', { name: 'Comment' }).click();
  await pane(page, codes[0])
    .getByText(/said to dora/)
    .waitFor();
  await picture(page, 'inbox-task');

  await pane(page, codes[0]).getByRole('combobox').fill('DRESSING SM PICC');
  await pane(page, codes[0])
    .getByRole('option', { name: /271110052/ })
    .click();
  await pane(page, codes[0])
    .getByRole('button', { name: `Map ${codes[0]} to 271110052` })
    .click();
  await page.getByText(`${codes[0]} → 271110052, published as revision`).waitFor();
  await pane(page, codes[1]).getByText('in your hands until').waitFor();
  await row(page, codes[0]).waitFor({ state: 'detached' });
  await pane(page, codes[1]).getByRole('button', { name: 'Give back' }).click();
  await pane(page, codes[1]).getByRole('button', { name: 'Take it' }).waitFor();
  assert.deepEqual(troubles, [], 'the console shows errors');
}

/** The same without a mouse, with snoozing, searching and leaving. */
export async function inboxByKeyboard(page: Page, hub: Hub, { codes }: StoryTasks): Promise<void> {
  const keys = page.keyboard;
  await signIn(page, hub);
  await page.goto(`${hub.address}/inbox`);
  await row(page, codes[1]).waitFor();
  await keys.press('j');
  await keys.press('j');
  await selected(page, codes[2]).waitFor();
  await keys.press('k');
  await selected(page, codes[1]).waitFor();
  await keys.press('Enter');
  await pane(page, codes[1]).getByText('in your hands until').waitFor();
  await waitForFocus(pane(page, codes[1]).getByRole('combobox'));
  await keys.type('DRESSING');
  await pane(page, codes[1]).getByRole('option').nth(1).waitFor();
  await keys.press('Enter');
  await waitForFocus(pane(page, codes[1]).getByLabel('Reason'));
  await keys.press('Enter');
  await pane(page, codes[2]).getByText('in your hands until').waitFor();

  // The next one is there, with the focus where its answer is typed.
  await waitForFocus(pane(page, codes[2]).getByRole('combobox'));
  await keys.press('Escape');
  await keys.press('s');
  await page.getByRole('dialog', { name: 'Snooze until' }).waitFor();
  await picture(page, 'inbox-snooze');
  await keys.press('3');
  await page.getByText(`${codes[2]} is put away until`).waitFor();
  await pane(page, codes[3]).getByText('in your hands until').waitFor();
  await waitForFocus(pane(page, codes[3]).getByRole('combobox'));
  await keys.press('Escape');
  await keys.press('Escape');
  await pane(page, codes[3]).getByRole('button', { name: 'Take it' }).waitFor();

  await keys.press('/');
  await keys.type('q-4475');
  await row(page, codes[3]).waitFor({ state: 'detached' });
  await row(page, codes[4]).waitFor();
  await keys.press('Escape');
  await row(page, codes[3]).waitFor();
  await keys.press('Escape');
  await keys.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('snooze').waitFor();
  await keys.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
}

/** What one steward has in hand the other is told, and a decision that came too late is not taken. */
export async function twoStewards(first: Page, second: Page, hubs: readonly [Hub, Hub], code: string) {
  await signIn(first, hubs[0]);
  await signIn(second, hubs[1]);
  for (const page of [first, second]) await page.goto(`${hubs[0].address}/inbox?code=${code}`);
  await row(first, code).click();
  await pane(first, code).getByText('in your hands until').waitFor();
  await row(second, code).click();
  await pane(second, code)
    .getByText(/It is not yours: .* has it in hand until/)
    .waitFor();
  await picture(second, 'inbox-not-yours');
}

/** Somebody maps it while the screen stands open, past the page; the screen is told and overwrites nothing. */
export async function isToldOfAFasterOne(page: Page, hub: Hub, code: string, decide: () => Promise<void>) {
  await signIn(page, hub);
  await page.goto(`${hub.address}/inbox?code=${code}`);
  await row(page, code).click();
  await pane(page, code).getByRole('combobox').fill('271110052');
  await pane(page, code)
    .getByRole('option', { name: /271110052/ })
    .click();
  await decide();
  await pane(page, code)
    .getByRole('button', { name: `Map ${code} to 271110052` })
    .click();
  await pane(page, code).getByText('Your mapping was not taken').waitFor();
  await pane(page, code).getByRole('article', { name: 'Answer' }).getByText('271110053').first().waitFor();
  await picture(page, 'inbox-stale');
}

/** The connection breaks under a decision: it arrives, its answer does not, and it is taken once. */
export async function losesTheConnection(page: Page, hub: Hub, code: string): Promise<number> {
  await signIn(page, hub);
  await page.goto(`${hub.address}/inbox?code=${code}`);
  await row(page, code).click();
  await pane(page, code).getByRole('combobox').fill('271110052');
  await pane(page, code)
    .getByRole('option', { name: /271110052/ })
    .click();
  let sent = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('mutation MapMiss')) return route.continue();
    sent += 1;
    if (sent > 2) return route.continue();
    // The hub carries the first out; nobody hears of it. The second does not even arrive.
    if (sent === 1) await route.fetch();
    return route.abort('connectionreset');
  });
  await pane(page, code)
    .getByRole('button', { name: `Map ${code} to 271110052` })
    .click();
  await pane(page, code).getByText('Your decision is kept and sent again by itself').waitFor();
  await page.getByText(`${code} → 271110052, published as revision`).waitFor({ timeout: 20_000 });
  return sent;
}

/** Goes to the end of a long list by keys; only what is in view is drawn. Returns how many rows were fetched. */
export async function scrollsToTheEnd(page: Page, hub: Hub, rows: number): Promise<void> {
  await signIn(page, hub);
  await page.goto(`${hub.address}/inbox`);
  const list = page.getByRole('listbox', { name: 'Tasks' });
  await list.getByRole('option').first().waitFor();
  await list.focus();
  const last = list.locator(`[role=option][aria-setsize="${rows}"][aria-posinset="${rows}"]`);
  while (!(await last.isVisible())) {
    await page.keyboard.press('End');
    await page.waitForTimeout(10);
  }
  assert.ok((await list.getByRole('option').count()) < 60, 'only what is in view is drawn');
}

export async function signIn(page: Page, { address, key }: Hub): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Inbox' }).waitFor();
}

function row(page: Page, code = ''): Locator {
  return page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').filter({ hasText: code });
}

function selected(page: Page, code = ''): Locator {
  return page.getByRole('option', { selected: true }).filter({ hasText: code });
}

function pane(page: Page, code = ''): Locator {
  return page.getByRole('article', { name: `Task ${code}` });
}

async function waitForFocus(element: Locator): Promise<void> {
  const handle = await element.elementHandle();
  await element.page().waitForFunction((node) => node === document.activeElement, handle);
}

function troublesOf(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  return troubles;
}
