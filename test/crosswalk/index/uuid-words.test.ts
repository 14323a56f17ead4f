import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidFromWords, uuidToWords } from '../../../src/crosswalk/index/uuid-words.js';

test('every UUID comes back as it was, from four words that fit a 32-bit column', () => {
  const any = fc.oneof(
    fc.uuid(),
    fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  );
  fc.assert(
    fc.property(any, (uuid) => {
      const words = uuidToWords(uuid);
      expect([...Int32Array.from(words)]).toEqual(words);
      expect(uuidFromWords(...words)).toBe(uuid);
    }),
  );
});

test('upper case comes back in lower case', () => {
  expect(uuidFromWords(...uuidToWords('018F0000-ABCD-7000-8000-00000000000A'))).toBe(
    '018f0000-abcd-7000-8000-00000000000a',
  );
});
