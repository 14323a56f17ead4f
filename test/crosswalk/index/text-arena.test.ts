import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextArena } from '../../../src/crosswalk/index/text-arena.js';
import { counts } from '../../support/counts.js';

/** Texts that are near each other in bytes or in units: `é` is two bytes, which read as Latin-1 are `Ã©`. */
const near = fc.constantFrom(
  'é',
  'Ã©',
  'e\u0301',
  'ab',
  'aé',
  'é',
  '日',
  'æ\u0097¥',
  '\0',
  '',
  '😀',
  'ð\u009f\u0098\u0080',
);
const text = fc.oneof(near, fc.string({ unit: 'binary' }));

test('every text comes back, and equals itself and nothing else', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), text, (texts, other) => {
      const arena = new TextArena(16);
      const offsets = texts.map((each) => arena.put(each));
      expect(offsets.map((offset) => arena.get(offset))).toEqual(texts);
      for (const asked of [...texts, other]) {
        expect(offsets.map((offset) => arena.equals(offset, asked))).toEqual(
          texts.map((each) => each === asked),
        );
      }
    }),
    { numRuns: counts.runs * 3 },
  );
});

test('no text is not the empty text', () => {
  const arena = new TextArena();
  expect(arena.get(arena.put(null))).toBeNull();
  expect(arena.get(arena.put(''))).toBe('');
});
