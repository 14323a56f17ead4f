import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { invariants } from './invariants.js';

test('every invariant of golden records is named in docs/data.md, and none that is not looked for', () => {
  const page = readFileSync('docs/data.md', 'utf8');
  const section = page.slice(page.indexOf('## What never is'), page.indexOf('## Personal data'));
  const [now, ever] = section.split('and at no revision was there');
  const named = (part: string | undefined) =>
    [...(part ?? '').matchAll(/^- (.+)$/gm)].map(([, name]) => name);
  expect(named(now)).toEqual(invariants.now);
  expect(named(ever)).toEqual(invariants.ever);
});
