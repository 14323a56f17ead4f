import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctVectors } from '../../src/match-merge/candidates/distinct-vectors.js';
import { NearLists } from '../../src/match-merge/candidates/near-lists.js';
import { postingsOf } from '../../src/match-merge/candidates/postings.js';
import { VectorIndex } from '../../src/match-merge/candidates/vector-index.js';
import { textFeatures } from '../../src/match-merge/text/features.js';
import {
  cosine,
  dot,
  FeatureCensus,
  SpreadVector,
  someOf,
  timesBits,
} from '../../src/match-merge/text/vectors.js';

const texts = fc.array(
  fc
    .array(fc.constantFrom('ca', 'the', 'ter', 'syr', '16', 'fr', 'glove', 'a'), { maxLength: 30 })
    .map((words) => words.join(' ')),
  { minLength: 2, maxLength: 40 },
);

function vectorsOf(all: readonly string[]) {
  const census = new FeatureCensus();
  for (const text of all) census.count(textFeatures(text));
  return { census, vectors: census.vectors() };
}

test('a cosine is the same to the last bit whichever record asks and however it is found', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const { vectors } = vectorsOf(all);
      const spread = new SpreadVector(vectors);
      for (let i = 0; i < all.length; i++)
        for (let j = 0; j < all.length; j++) {
          expect(dot(vectors, i, vectors, j)).toBe(dot(vectors, j, vectors, i));
          expect(spread.cosine(i, vectors, j)).toBe(cosine(vectors, i, vectors, j));
        }
    }),
  );
});

test('a text is wholly like itself, and has a vector that grows with it', () => {
  const { census, vectors } = vectorsOf(['foley catheter', 'foley catheter 16 fr', '']);
  expect(cosine(vectors, 0, vectors, 0)).toBeCloseTo(1, 6);
  expect(vectors.scales[2]).toBe(0);
  const later = census.vectorOf(textFeatures('foley catheter'));
  expect(later.entries).toEqual(vectors.entries.slice(vectors.starts[0], vectors.starts[1]));
  expect(dot(later, 0, vectors, 0)).toBe(dot(vectors, 0, vectors, 0));
});

test('what is spread out is taken back even where another record has taken its place', () => {
  const { census, vectors } = vectorsOf(['one two three', 'two three four', 'five six']);
  const spread = new SpreadVector(someOf(vectors, 0, 2));
  spread.cosine(0, vectors, 1);
  const longer = census.vectorOf(textFeatures('seven eight nine'));
  spread.follow({ ...vectors, rarities: longer.rarities });
  for (let j = 0; j < 3; j++) expect(spread.cosine(2, vectors, j)).toBe(cosine(vectors, 2, vectors, j));
});

test('a question whose features are in too many records to be indexed is said to be cut short', () => {
  const all = Array.from({ length: 50 }, (_, n) => (n < 3 ? `glove rare${n % 2}` : 'glove'));
  const { vectors } = vectorsOf(all);
  const distinct = distinctVectors(vectors);
  const few = new VectorIndex({ distinct, postings: postingsOf(distinct.vectors, 1) });
  few.ask(vectors, 0, 5);
  expect(few.cutShort).toBe(true);
  const whole = new VectorIndex({ distinct, postings: postingsOf(distinct.vectors) });
  whole.ask(vectors, 0, 5);
  expect(whole.cutShort).toBe(false);
  expect(postingsOf(distinct.vectors).postings.every((posting) => posting >> timesBits < 3)).toBe(true);
});

test('whose nearest a record is, is what all lists say', () => {
  const near = fc.array(
    fc.record({
      record: fc.nat(30),
      set: fc.array(fc.nat(30), { maxLength: 3 }),
      reach: fc.double({ min: 0.01, max: 1, noNaN: true }),
      gone: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(near, (acts) => {
      const lists = new NearLists(3);
      const expected = new Map<number, readonly number[]>();
      for (const { record, set, reach, gone } of acts) {
        const others = [...new Set(set)];
        if (gone) lists.drop(record);
        else
          lists.set(
            record,
            others.map((other) => ({ record: other, cosine: reach })),
            others.length < 3,
          );
        expected.set(record, gone ? [] : others);
      }
      for (let other = 0; other <= 30; other++)
        expect(lists.having(other)).toEqual(
          [...expected]
            .filter(([, others]) => others.includes(other))
            .map(([record]) => record)
            .sort((x, y) => x - y),
        );
    }),
  );
});

test('of many records those that reach less than all others are kept by name, whatever comes and goes', () => {
  const lists = new NearLists(2);
  const reaches = new Map<number, number>();
  for (let n = 0; n < 5_000; n++) {
    const record = (n * 7919) % 3_000;
    if (n % 11 === 0) {
      lists.drop(record);
      reaches.delete(record);
    } else {
      const cosine = ((n * 104_729) % 1_000) / 1_000;
      lists.set(
        record,
        [
          { record: 3_001, cosine },
          { record: 3_002, cosine },
        ],
        false,
      );
      reaches.set(record, cosine);
    }
  }
  expect(lists.least).toBeLessThan(1);
  const low = [...reaches].filter(([, reach]) => reach < lists.least).map(([record]) => record);
  expect([...lists.low].sort((x, y) => x - y)).toEqual(low.sort((x, y) => x - y));
  expect(low.length).toBeGreaterThan(100);
  expect(low.length).toBeLessThan(1_025);
});
