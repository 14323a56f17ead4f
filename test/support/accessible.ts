import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** Nothing on the page as it is now keeps somebody out, as far as a program can see. */
export async function expectAccessible(page: Page): Promise<void> {
  // Colours on their way from one theme to the other, or a dialog fading in, are no colours yet.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => 0))),
  );
  await page.evaluate(source);
  const { violations } = await page.evaluate(
    (asked) => (window as unknown as { axe: { run(of: RunOptions): Promise<AxeResults> } }).axe.run(asked),
    options,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }))).toEqual(
    [],
  );
}
