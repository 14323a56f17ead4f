import assert from 'node:assert/strict';
import type { BrowserContext, Locator, Page } from 'playwright-core';

export interface Hub {
  readonly address: string;
  readonly key: string;
}

/** What a steward does on the first page, from a wrong key to an answered miss; then once more by keyboard alone. The
 *  hub holds the sample data. The codes asked for are new on every run, so that a hub can be tried twice. */
export async function firstPageStory(page: Page, hub: Hub): Promise<void> {
  const troubles = troublesOf(page);
  await page.goto(hub.address);
  await refusesAWrongKey(page);
  await signIn(page, hub.key);
  await showsCounts(page);
  await answersWithPath(page);
  await answersWithQuantity(page, hub);
  await refusesNonsenseInWords(page);
  await leavesNoTrace(page);
  await mapsAMiss(page);
  await isToldThatSomebodyWasFaster(page, hub);
  await retiresAWrongMapping(page, hub);
  await isToldThatAMappingIsRetired(page, hub);
  await signsOut(page);
  assert.deepEqual(troubles, [], 'the console shows errors');

  const browser = page.context().browser();
  assert.ok(browser, 'the page belongs to a browser that can open a second context');
  const context = await browser.newContext();
  try {
    await keyboardStory(context, hub);
  } finally {
    await context.close();
  }
}

/** The same work without a mouse. */
export async function keyboardStory(context: BrowserContext, { address, key }: Hub): Promise<void> {
  const page = await context.newPage();
  const keys = page.keyboard;
  await page.goto(address);
  await page.getByLabel('Key', { exact: true }).waitFor();
  await keys.type(key);
  await keys.press('Enter');
  await page.getByLabel('From system').locator('option').first().waitFor({ state: 'attached' });

  await keys.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await keys.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });

  const code = unknownCode();
  await keys.press('/');
  await keys.type(code);
  await keys.press('Enter');
  await answer(page).getByText('UNRESOLVED').waitFor();
  await missRow(page, code).waitFor();
  await keys.press('Escape');
  await walkTo(page, code);
  await keys.press('Enter');
  const panel = page.getByRole('dialog', { name: `What is ${code}?` });
  await panel.waitFor();
  await keys.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await waitForFocus(missRow(page, code));
  await keys.press('Enter');

  await waitForFocus(panel.getByRole('combobox'));
  await keys.type('DRESSING');
  await panel.getByRole('option').nth(1).waitFor();
  await keys.press('ArrowDown');
  const second = panel.getByRole('option').nth(1);
  assert.equal(await second.getAttribute('aria-selected'), 'true', 'the arrow moved to the second code');
  const picked = (await second.innerText()).split('\n')[0]?.trim() ?? '';
  await keys.press('Enter');
  await waitForFocus(panel.getByLabel('Reason'));
  await keys.type('same dressing, other pack');
  await keys.press('Enter');
  await answer(panel).getByText('RESOLVED', { exact: true }).waitFor();
  await answer(panel).getByText(picked).first().waitFor();
  await keys.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await missRow(page, code).waitFor({ state: 'detached' });
}

async function refusesAWrongKey(page: Page): Promise<void> {
  await signIn(page, 'not-the-key');
  await page.getByText('The hub does not know this key').waitFor();
  await signIn(page, 'no key → at all');
  await page.getByText('The hub does not know this key').waitFor();
}

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function showsCounts(page: Page): Promise<void> {
  const holds = page.getByRole('region', { name: 'What the hub holds' });
  const supplies = await holds.getByRole('row', { name: /WellStar supply numbers/ }).innerText();
  assert.ok(numberIn(supplies) >= 43_089, supplies);
  for (const name of ['Codes', 'Mappings', 'Open misses', 'Revision']) {
    assert.ok(Number.isInteger(numberIn(await figure(page, name))), name);
  }
  assert.ok(numberIn(await figure(page, 'Mappings')) >= 43_089);
}

async function answersWithPath(page: Page): Promise<void> {
  await askFor(page, '54925');
  await answer(page).getByText('RESOLVED', { exact: true }).waitFor();
  await answer(page).getByText('HC DRESSING SM PICC CVC CHG+ SCR').first().waitFor();
  const path = answer(page).getByRole('list', { name: 'Path' });
  assert.deepEqual(
    (await path.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n').filter(Boolean)),
    [
      ['54925', 'WellStar supply numbers'],
      ['charges as', 'equivalent'],
      ['271110052', 'WellStar charge codes'],
    ],
  );
}

async function answersWithQuantity(page: Page, hub: Hub): Promise<void> {
  const state = async (name: string, input: Record<string, unknown>) => {
    const query = `mutation ($input: Add${name}Input!) {
      stated: add${name}(input: $input) { ... on PackagingAdded { revision } } }`;
    const { stated } = await send<{ stated: { revision?: string } }>(page, hub, query, { input });
    await waitForRevision(page, hub, stated.revision);
  };
  const supply = { system: 'wellstar-supply', code: '54925' };
  await state('Packaging', { ...supply, unit: 'CA', contents: [{ quantity: '4', unit: 'BX' }] });
  await state('Packaging', { ...supply, unit: 'BX', contents: [{ quantity: '10', unit: 'EA' }] });
  await state('BillingUnit', { system: 'wellstar-charge', code: '271110052', unit: 'BX' });

  const toggle = page.getByRole('button', { name: 'With a quantity' });
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
  await toggle.click();
  await waitForFocus(page.getByLabel('Quantity', { exact: true }));
  await page.keyboard.type('25');
  await page.getByLabel('Unit', { exact: true }).fill('EA');
  await askFor(page, '54925');
  const quantity = answer(page).getByLabel('Quantity');
  await quantity.getByText('2 BX, and 5 EA left over').waitFor();
  await quantity.getByText('2.5').waitFor();
  await quantity.getByText('exact', { exact: true }).waitFor();
  await answer(page).getByText('no whole number of packages').waitFor();
  const units = answer(page).getByRole('list', { name: 'Units' });
  assert.deepEqual(
    (await units.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n').filter(Boolean)),
    [
      ['EA', 'each, X12'],
      ['1 is 1/10', 'by its packaging'],
      ['BX', 'box, X12'],
    ],
  );

  await page.getByLabel('Unit', { exact: true }).fill('');
  await askFor(page, '54925');
  await answer(page).getByText('UNIT_REQUIRED').waitFor();
  await toggle.click();
  await page.getByLabel('Quantity', { exact: true }).waitFor({ state: 'detached' });
  await askFor(page, '54925');
  await answer(page).getByText('RESOLVED', { exact: true }).waitFor();
  assert.equal(await answer(page).getByLabel('Quantity').count(), 0, 'a folded quantity is not asked');
}

async function refusesNonsenseInWords(page: Page): Promise<void> {
  await page.getByLabel('From system').selectOption('gtin');
  await askFor(page, '09521234543214');
  await answer(page).getByText('INVALID').waitFor();
  await answer(page)
    .getByText(/check digit is 4, expected 3/i)
    .waitFor();
  await page.getByLabel('From system').selectOption('wellstar-supply');
}

async function leavesNoTrace(page: Page): Promise<void> {
  const code = unknownCode();
  await page.getByLabel('Leave no trace').check();
  await askFor(page, code);
  await answer(page).getByText('UNRESOLVED').waitFor();
  await page.getByLabel('Leave no trace').uncheck();
  const refreshed = page.waitForResponse((response) =>
    /query Misses/.test(response.request().postData() ?? ''),
  );
  await misses(page).getByRole('button', { name: 'Refresh' }).click();
  await refreshed;
  assert.equal(await missRow(page, code).count(), 0, 'a question without trace is no miss');
}

async function mapsAMiss(page: Page): Promise<void> {
  const code = unknownCode();
  await askFor(page, code);
  await answer(page).getByText('UNRESOLVED').waitFor();
  await answer(page).getByText('among the open misses').waitFor();
  await missRow(page, code).click();

  const panel = page.getByRole('dialog', { name: `What is ${code}?` });
  await panel.getByText('unknown code').waitFor();
  await panel.getByRole('combobox').fill('DRESSING SM PICC');
  await panel.getByRole('option', { name: /271110052/ }).waitFor();
  await panel.getByRole('combobox').press('Enter');
  await panel.getByLabel('Reason').fill('the same dressing under an old number');
  await panel.getByRole('button', { name: `Map ${code} to 271110052` }).click();

  await panel.getByText(/Mapped to 271110052, published as revision/).waitFor();
  await answer(panel).getByText('RESOLVED', { exact: true }).waitFor();
  await answer(panel).getByText('HC DRESSING SM PICC CVC CHG+ SCR').first().waitFor();
  await panel.getByRole('button', { name: 'Done' }).click();
  await panel.waitFor({ state: 'detached' });
  await missRow(page, code).waitFor({ state: 'detached' });

  await askFor(page, code);
  await answer(page).getByText('RESOLVED', { exact: true }).waitFor();
}

/** Two stewards on one miss: the second is told, and shown the answer of the first. */
async function isToldThatSomebodyWasFaster(page: Page, hub: Hub): Promise<void> {
  const code = unknownCode();
  await askFor(page, code);
  await missRow(page, code).click();
  const panel = page.getByRole('dialog', { name: `What is ${code}?` });
  await panel.getByRole('combobox').fill('271110052');
  await panel.getByRole('option', { name: /271110052/ }).click();
  const missId = await missRow(page, code).getAttribute('data-miss');
  await send(page, hub, 'mutation ($input: MapMissInput!) { mapMiss(input: $input) { __typename } }', {
    input: { missId, code: '271110053' },
  });
  await panel.getByRole('button', { name: `Map ${code} to 271110052` }).click();
  await panel.getByText('Your mapping was not taken').waitFor();
  await answer(panel).getByText('271110053').first().waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await missRow(page, code).waitFor({ state: 'detached' });
}

/** A supply with a second charge code that is wrong; steps back once, then retires it. */
async function retiresAWrongMapping(page: Page, hub: Hub): Promise<void> {
  const { panel } = await opensAnAmbiguity(page, hub);
  const toWrong = panel.getByRole('button', { name: 'Retire this mapping to 271110052' });
  await toWrong.click();
  const question = panel.getByRole('group', { name: 'End the mapping from 54926 to 271110052?' });
  await waitForFocus(question);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await waitForFocus(toWrong);

  await page.keyboard.press('Enter');
  await waitForFocus(question);
  await page.keyboard.press('Tab');
  await waitForFocus(question.getByRole('button', { name: 'Yes, retire it' }));
  await page.keyboard.press('Enter');
  await panel.getByText(/The mapping to 271110052 is retired, published as revision/).waitFor();
  await answer(panel).getByText('RESOLVED', { exact: true }).waitFor();
  await answer(panel).getByText('271110053').first().waitFor();
  await missRow(page, '54926').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });

  await askFor(page, '54926');
  await answer(page).getByText('RESOLVED', { exact: true }).waitFor();
  await answer(page).getByText('271110053').first().waitFor();
}

/** Two stewards on one mapping: the second is told, and shown what is left. */
async function isToldThatAMappingIsRetired(page: Page, hub: Hub): Promise<void> {
  const { panel, mappingId } = await opensAnAmbiguity(page, hub);
  await panel.getByRole('button', { name: 'Retire this mapping to 271110052' }).click();
  await send(page, hub, 'mutation ($id: ID!) { retireMapping(id: $id) { __typename } }', { id: mappingId });
  await panel.getByRole('button', { name: 'Yes, retire it' }).click();
  await panel.getByText('Asked again, the hub says').waitFor();
  await answer(panel).getByText('271110053').first().waitFor();
  await panel
    .getByRole('button', { name: 'Done' })
    .or(panel.getByRole('button', { name: 'Next miss' }))
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await missRow(page, '54926').waitFor({ state: 'detached' });
}

async function opensAnAmbiguity(page: Page, hub: Hub): Promise<{ panel: Locator; mappingId: string }> {
  const { addMapping } = await send<{ addMapping: { id: string; revision: string } }>(
    page,
    hub,
    'mutation ($input: AddMappingInput!) { addMapping(input: $input) { ... on MappingAdded { id revision } } }',
    {
      input: {
        ...{ system: 'wellstar-supply', code: '54926' },
        ...{ target: 'wellstar-charge', targetCode: '271110052' },
      },
    },
  );
  await waitForRevision(page, hub, addMapping.revision);
  await askFor(page, '54926');
  await answer(page).getByText('AMBIGUOUS').waitFor();
  await answer(page).getByRole('list', { name: 'Alternatives' }).getByText('271110053').waitFor();
  assert.equal(await answer(page).getByRole('button').count(), 0, 'mappings are retired in the panel only');
  const row = missRow(page, '54926');
  await row.getByText('several answers').waitFor();
  await row.click();
  const panel = page.getByRole('dialog', { name: 'What is 54926?' });
  await answer(panel).getByText('AMBIGUOUS').waitFor();
  return { panel, mappingId: addMapping.id };
}

async function signsOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Key', { exact: true }).waitFor();
  await page.reload();
  await page.getByLabel('Key', { exact: true }).waitFor();
}

/** As somebody else would, past the page. */
async function send<Data>(
  page: Page,
  { address, key }: Hub,
  query: string,
  variables: Record<string, unknown>,
): Promise<Data> {
  const response = await page.request.post(`${address}/graphql`, {
    headers: { authorization: `Bearer ${key}` },
    data: { query, variables },
  });
  const body = await response.json();
  assert.equal(body.errors, undefined, JSON.stringify(body.errors));
  return body.data;
}

async function askFor(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

/** What was published takes a moment to reach the index that answers; a revision can be waited for. */
async function waitForRevision(page: Page, hub: Hub, revision: string | undefined): Promise<void> {
  if (revision === undefined) return;
  const { resolve } = await send<{ resolve: { status: string } }>(
    page,
    hub,
    'query ($input: ResolveInput!) { resolve(input: $input) { status } }',
    {
      input: {
        ...{ system: 'wellstar-supply', code: '54925', target: 'wellstar-charge' },
        ...{ minRevision: revision, record: false },
      },
    },
  );
  assert.notEqual(resolve.status, 'UNAVAILABLE', `revision ${revision} is not reached`);
}

/** Presses `j` until the focus stands on the row of `code`. */
async function walkTo(page: Page, code: string): Promise<void> {
  const rows = await misses(page).locator('button[data-miss]').count();
  for (let step = 0; step < rows; step++) {
    await page.keyboard.press('j');
    if (await hasFocus(missRow(page, code))) return;
  }
  assert.fail('j does not reach the miss');
}

function answer(within: Page | Locator): Locator {
  return within.getByRole('article', { name: 'Answer' });
}

function misses(page: Page): Locator {
  return page.getByRole('region', { name: 'Open misses' });
}

function missRow(page: Page, code: string): Locator {
  return misses(page).locator('button[data-miss]').filter({ hasText: code });
}

/** Waits until the figure has come. */
async function figure(page: Page, name: string): Promise<string> {
  const holds = page.getByRole('region', { name: 'What the hub holds' });
  const figures = holds.locator('dl > div').filter({ hasText: name }).locator('dd');
  return figures.filter({ hasText: /^[\d,]+$/ }).innerText();
}

function numberIn(text: string): number {
  return Number(text.replace(/[^\d]/g, ''));
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === node.ownerDocument.activeElement);
}

async function waitForFocus(element: Locator): Promise<void> {
  const handle = await element.elementHandle();
  await element.page().waitForFunction((node) => node === document.activeElement, handle);
}

let asked = 0;
function unknownCode(): string {
  asked += 1;
  return `unknown-${Date.now().toString(36)}-${asked}`;
}

/** Everything the console complains of, but for the two wrong keys, which the browser reports by itself. */
function troublesOf(page: Page): string[] {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 401/.test(message.text())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  return troubles;
}
