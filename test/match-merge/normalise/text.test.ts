import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparableText, foldText } from '../../../src/match-merge/normalise/text.js';

test.each([
  ['Gauze 4\u00D74\u2033, 3\u20444 ply', 'GAUZE 4X4" 3/4 PLY'],
  ['1\u00BD in tubing', '1 1/2 IN TUBING'],
  ['50 \u00B5g/mL', '50 MCG/ML'],
  ['Heparin 1,000 units', 'HEPARIN 1000 UNITS'],
  ['CATH, FOLEY - 18FR.', 'CATH FOLEY 18FR'],
  ["DAKIN'S 0.05%", 'DAKINS 0.05%'],
  ['ratio 1:200,000', 'RATIO 1:200000'],
  ['caf\u00E9 M\u00FCller\u00AE', 'CAFE MULLER'],
  ['Rod \u00D82.6mm S\u00F8rensen', 'ROD 2.6MM SORENSEN'],
])('%s is compared as %s', (written, comparable) => {
  expect(comparableText(written)).toBe(comparable);
});

test('a comparable text is its own comparable text, whatever was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (written) => {
      const once = comparableText(written);
      expect(comparableText(once)).toBe(once);
    }),
  );
});

test('every folded character knows where it stood', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (written) => {
      const { text, at } = foldText(written);
      for (let i = 1; i <= text.length; i++) expect(at(i)).toBeGreaterThanOrEqual(at(i - 1));
      expect(at(text.length)).toBe(written.length);
    }),
  );
});
