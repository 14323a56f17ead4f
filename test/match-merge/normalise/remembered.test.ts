import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remembered } from '../../../src/match-merge/normalise/remembered.js';

const turned = (word: string) => [...word].reverse().join('');

test('a word in any text has the answer of the word by itself, whatever was asked before', () => {
  const ask = remembered((word) => ({ turned: turned(word) }));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (word, before, after) => {
      const text = before + word + after;
      expect(ask(text, before.length, before.length + word.length)).toEqual({ turned: turned(word) });
    }),
  );
});

test('a known word is not asked again, a word too long to keep is', () => {
  const asked: string[] = [];
  const ask = remembered((word) => asked.push(word));
  const long = 'x'.repeat(65);
  for (const text of ['CATH 16', 'CATH 18']) ask(text, 0, 4);
  for (let n = 0; n < 2; n++) ask(long, 0, 65);
  expect(asked).toEqual(['CATH', long, long]);
});

test('more words than are kept still have their own answers', () => {
  const ask = remembered((word) => ({ word }));
  for (let n = 0; n < 40_000; n++) {
    const word = `W${n}`;
    expect(ask(word, 0, word.length).word).toBe(word);
  }
  expect(ask('W7', 0, 2).word).toBe('W7');
});
