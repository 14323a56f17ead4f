import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunkEnd, chunkStart } from '../../../src/match-merge/normalise/chunks.js';
import { foldText } from '../../../src/match-merge/normalise/text.js';

function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let start = chunkStart(text, 0); start < text.length; ) {
    const end = chunkEnd(text, start);
    chunks.push(text.slice(start, end));
    start = chunkStart(text, end);
  }
  return chunks;
}

test.each([
  ['CATH, FOLEY (18FR)', ['CATH', ',', 'FOLEY', '(', '18FR', ')']],
  ['HEPARIN 10,000 UNITS', ['HEPARIN', '10,000', 'UNITS']],
  ['1,0000 ,5', ['1', ',', '0000', ',', '5']],
])('%s', (text, chunks) => expect(chunksOf(text)).toEqual(chunks));

test('the chunks of a folded line are what one expression finds in it', () => {
  const chunk = /(?:[^\s,;()[\]{}]|(?<=\d),(?=\d{3}(?!\d)))+|[,;()[\]{}]/gu;
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789,,, ()[];{}AB'.split('')) }),
  );
  fc.assert(
    fc.property(line, (written) => {
      const { text } = foldText(written);
      expect(chunksOf(text)).toEqual(text.match(chunk) ?? []);
    }),
    { numRuns: 500 },
  );
});
