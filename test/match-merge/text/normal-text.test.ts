import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalText } from '../../../src/match-merge/text/normal-text.js';

test.each([
  ['Gaffney’s  Söhne-GmbH', 'gaffneys sohne gmbh'],
  ["O'BRIEN & `SONS`", 'obrien sons'],
  ['Cath.\t16FR -- ', 'cath 16fr'],
  ['---', ''],
])('%s is compared as "%s"', (written, normal) => expect(normalText(written)).toBe(normal));

test('a text is compared alike whether or not a letter with an accent stands beside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      expect(`${normalText(text)} e`.trim()).toBe(normalText(`${text} é`));
    }),
  );
});
