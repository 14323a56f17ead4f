import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeComparator } from '../../../src/match-merge/compare/code-comparator.js';
import { FeatureComparator, figuresOf } from '../../../src/match-merge/compare/figure-comparator.js';
import { NumberComparator } from '../../../src/match-merge/compare/number-comparator.js';
import { TextComparator } from '../../../src/match-merge/compare/text-comparator.js';

const words = ['needle', 'neddle', '16', 'fr', '(sterile)', 'O’Neill', 'X-12', 'Söhne', '12.5', ''];
const cells = fc.array(
  fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((some) => some.join(' ')),
  { minLength: 1, maxLength: 6 },
);

test('no comparator minds which of two records comes first', () => {
  fc.assert(
    fc.property(cells, cells, (left, right) => {
      const one = { left, right, oneTable: false };
      const other = { left: right, right: left, oneTable: false };
      const pairs = [
        [new TextComparator(one), new TextComparator(other)],
        [new CodeComparator(one), new CodeComparator(other)],
        [new NumberComparator(one), new NumberComparator(other)],
        [new FeatureComparator(one, figuresOf), new FeatureComparator(other, figuresOf)],
      ] as const;
      for (const [comparator, turned] of pairs)
        for (let l = 0; l < left.length; l++)
          for (let r = 0; r < right.length; r++) {
            expect(turned.place(r, l)).toBeCloseTo(comparator.place(l, r), 6);
            expect(turned.surprise(r, l)).toBe(comparator.surprise(l, r));
          }
    }),
    { numRuns: 200 },
  );
});
