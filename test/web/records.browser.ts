import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Hub } from './first-page.browser.js';
import type { StoryRecords } from './records.browser-data.js';

/** What a steward does with records: finds one among many, sees whose word each value is and who was passed over, and
 *  asks for one of its codes; then the same by keyboard alone. */
export async function recordsStory(page: Page, hub: Hub, records: StoryRecords): Promise<void> {
  const troubles = troublesOf(page);
  await page.goto(`${hub.address}/records`);
  await page.getByLabel('Key', { exact: true }).fill(hub.key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await listsByName(page, records);
  await comesBackToItsPlace(page);
  await goesFromKindToKind(page);
  await searches(page);
  await showsTheRecord(page, records);
  await showsWhoSaidWhat(page);
  await comparesTheSources(page);
  await asksForACode(page);
  await saysWhatIsNotThere(page, hub);
  await walksByKeyboard(page, hub);
  assert.deepEqual(troubles, [], 'the console shows errors');
}

async function listsByName(page: Page, { catheters }: StoryRecords): Promise<void> {
  await kind(page, 'Items')
    .getByText(String(catheters + 1))
    .waitFor();
  await row(page, 'BIOPATCH').getByText('Ethicon, Inc.').waitFor();
  await row(page, 'SILICONE 001').waitFor();
  await page.getByText('The first 50 items').waitFor();
  // Reaching the end fetches more.
  await page.getByRole('button', { name: /Show more|Loading/ }).scrollIntoViewIfNeeded();
  await page.getByText('The first 100 items').waitFor();
}

async function comesBackToItsPlace(page: Page): Promise<void> {
  await row(page, 'SILICONE 080').getByRole('link').click();
  await page.getByRole('heading', { name: /SILICONE 080/, level: 1 }).waitFor();
  await page.goBack();
  await waitForFocus(row(page, 'SILICONE 080').getByRole('link'));
  assert.match(page.url(), /rows=100&at=/);
  await page.reload();
  await waitForFocus(row(page, 'SILICONE 080').getByRole('link'));
}

async function goesFromKindToKind(page: Page): Promise<void> {
  for (const [title, name, cell] of [
    ['Suppliers', 'Ethicon, Inc.', 'manufacturer, labeler'],
    ['Locations', 'Kennestone Hospital', 'facility'],
    ['Cost centers', 'Cardiac Cath Lab', '6120'],
    ['Charge codes', 'HC DRESSING SM PICC', '$1,234.50'],
  ] as const) {
    await kind(page, title).click();
    await row(page, name).getByText(cell, { exact: true }).waitFor();
    assert.equal(await kind(page, title).getAttribute('aria-current'), 'page');
  }
  await page.goBack();
  await row(page, 'Cardiac Cath Lab').waitFor();
  await kind(page, 'Items').click();
}

async function searches(page: Page): Promise<void> {
  const field = page.getByRole('searchbox');
  await field.fill('disk biopatch');
  await page.getByText('1 item found for “disk biopatch”').waitFor();
  assert.match(page.url(), /search=disk\+biopatch/);
  await field.fill('54925');
  await page.getByText('1 item found for “54925”').waitFor();
  await field.fill('no such thing');
  await page.getByText('No items are found for “no such thing”').waitFor();
  await field.fill('biopatch');
  await page.getByText('1 item found for “biopatch”').waitFor();
}

async function showsTheRecord(page: Page, { dressing }: StoryRecords): Promise<void> {
  await row(page, 'BIOPATCH').getByRole('link').click();
  await page.getByRole('heading', { name: /^BIOPATCH™ Protective Disk/, level: 1 }).waitFor();
  assert.ok(page.url().endsWith(`/records/${dressing}`));
  await page.getByText(dressing, { exact: true }).waitFor();
  const values = page.getByRole('table', { name: 'Values' });
  await values.getByText('1 CA = 4 BX = 40 EA').waitFor();
  await values.getByText('$8.4200').waitFor();
  const codes = page.getByRole('table', { name: 'Codes', exact: true });
  await codes
    .getByRole('row', { name: /10381370041509/ })
    .getByText('base package')
    .waitFor();
  await codes
    .getByRole('row', { name: /8830117/ })
    .getByText('issuer medline')
    .waitFor();
}

async function showsWhoSaidWhat(page: Page): Promise<void> {
  const brand = page.getByRole('button', { name: 'Brand: FDA GUDID, 1 said otherwise' });
  await brand.hover();
  const tip = page.getByRole('tooltip');
  await tip.getByText('Biopatch', { exact: true }).waitFor();
  await tip.getByText('The word of the most trusted source counts').waitFor();
  await brand.click();
  assert.equal(await brand.getAttribute('aria-expanded'), 'true');
  const said = page.getByRole('table', { name: 'What was said' });
  const [winner, loser] = await said.locator('tbody tr').allInnerTexts();
  assert.match(winner ?? '', /FDA GUDID[\s\S]*counts[\s\S]*BIOPATCH™[\s\S]*row 48,213/);
  assert.match(loser ?? '', /Distributor catalog[\s\S]*passed over[\s\S]*Biopatch[\s\S]*row 91,442/);
  await brand.click();
  await said.waitFor({ state: 'detached' });
}

async function comparesTheSources(page: Page): Promise<void> {
  const side = page.getByRole('region', { name: 'Source records side by side' });
  for (const [source, basis] of [
    ['FDA GUDID', 'founded this record'],
    ['Infor item master', 'same GTIN'],
    ['Distributor catalog', 'same catalog number of the same manufacturer'],
  ] as const) {
    await side.getByRole('columnheader', { name: source }).getByText(basis, { exact: true }).waitFor();
  }
  const maker = side.getByRole('row', { name: /^Manufacturer/ });
  assert.match(
    await maker.innerText(),
    /Ethicon, Inc\.\s+✓ counts\s+ETHICON\s+≠ passed over\s+Ethicon, Inc\.\s+= agrees/,
  );
  const catalog = side.getByRole('row', { name: /^Catalog number/ });
  await catalog.waitFor();
  await page.getByLabel('Only what differs').check();
  await catalog.waitFor({ state: 'detached' });
  await maker.waitFor();
}

async function asksForACode(page: Page): Promise<void> {
  await page.getByRole('link', { name: '8830117' }).click();
  const field = page.getByLabel('Code', { exact: true });
  await waitForFocus(field);
  assert.equal(await field.inputValue(), '8830117');
  await page.getByText('of issuer medline').waitFor();
  await page.getByLabel('To system').selectOption('erp-item');
  await page.getByLabel('Leave no trace').check();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const answer = page.getByRole('article', { name: 'Answer' });
  await answer.getByText('RESOLVED', { exact: true }).waitFor();
  await answer.getByText('54925').first().waitFor();
  await answer
    .getByText('Golden record:')
    .getByRole('link', { name: /^BIOPATCH™/ })
    .click();
  await page.getByRole('heading', { name: /^BIOPATCH™/, level: 1 }).waitFor();
}

/** A key confined to some code systems reads no records, and is answered all the same. */
export async function confinedStory(page: Page, { address, key }: Hub): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('From system').locator('option').first().waitFor({ state: 'attached' });
  await page.getByLabel('Code', { exact: true }).fill('10381370041509');
  await page.getByLabel('Leave no trace').check();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const answer = page.getByRole('article', { name: 'Answer' });
  await answer.waitFor();
  assert.equal(await answer.getByRole('link').count(), 0);
  await page.getByRole('link', { name: 'Records' }).click();
  await page.getByText('read GoldenRecord').waitFor();
  assert.equal(await page.getByText('read GoldenRecord').count(), 1, 'it is said once');
}

async function saysWhatIsNotThere(page: Page, { address }: Hub): Promise<void> {
  await page.goto(`${address}/records/018f0000-0000-7000-8000-000000000000`);
  await page.getByText('No record has the id').waitFor();
  await page.getByRole('link', { name: 'Look for it in the list.' }).click();
  await row(page, 'BIOPATCH').waitFor();
}

async function walksByKeyboard(page: Page, { address }: Hub): Promise<void> {
  const keys = page.keyboard;
  await page.goto(`${address}/records`);
  await row(page, 'BIOPATCH').waitFor();
  await keys.press('2');
  await row(page, 'manufacturer, labeler').waitFor();
  await keys.press('1');
  await row(page, 'BIOPATCH').waitFor();
  await keys.press('/');
  await waitForFocus(page.getByRole('searchbox'));
  await keys.type('silicone 01');
  await page.getByText('found for “silicone 01”').waitFor();
  await keys.press('ArrowDown');
  await waitForFocus(row(page, 'SILICONE 001').getByRole('link'));
  await keys.press('j');
  await keys.press('ArrowDown');
  await waitForFocus(row(page, 'SILICONE 011').getByRole('link'));
  await keys.press('k');
  await waitForFocus(row(page, 'SILICONE 010').getByRole('link'));
  await keys.press('Enter');
  await page.getByRole('heading', { name: /SILICONE 010/, level: 1 }).waitFor();
  await keys.press('j');
  await waitForFocus(page.getByRole('button', { name: /^Description: / }));
  await keys.press('Enter');
  await page.getByRole('table', { name: 'What was said' }).waitFor();
  await keys.press('Escape');
  await waitForFocus(row(page, 'SILICONE 010').getByRole('link'));
  assert.equal(await page.getByRole('searchbox').inputValue(), 'silicone 01');
  await keys.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('go to the search').waitFor();
  await keys.press('Escape');
}

function kind(page: Page, title: string): Locator {
  return page.getByRole('navigation', { name: 'Kinds of record' }).getByRole('link', { name: title });
}

function row(page: Page, name: string): Locator {
  return page.locator('tbody tr').filter({ hasText: name });
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
