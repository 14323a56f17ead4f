import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expectAccessible } from './accessible.js';

/** Where the tests leave pictures of what they saw, for people to look at. */
export const pictures = join(tmpdir(), 'concord-pictures');

/** Pictures a screen, light and dark, and holds both to what accessibility asks. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
}
