import { expect, test } from 'vitest';
import { distinctVectors } from '../../src/match-merge/candidates/distinct-vectors.js';
import { postingsOf } from '../../src/match-merge/candidates/postings.js';
import { searchOf, workOnSearch } from '../../src/match-merge/candidates/search.js';
import { VectorIndex } from '../../src/match-merge/candidates/vector-index.js';
import { textFeatures } from '../../src/match-merge/text/features.js';
import { cosine, FeatureCensus } from '../../src/match-merge/text/vectors.js';
import { workThrough } from '../../src/match-merge/threads/portions.js';
import { seededRandom } from '../support/random.js';

test('the index finds the same nearest records as measuring all of them', () => {
  const random = seededRandom(23);
  const syllables = [
    'ca',
    'the',
    'ter',
    'syr',
    'in',
    'ge',
    'fo',
    'ley',
    'stent',
    'bal',
    'loon',
    '16',
    '18',
    'fr',
  ];
  const word = () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => syllables[Math.floor(random() * 14)]!);
  const texts = Array.from({ length: 1_500 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => word().join('')).join(' '),
  );
  const census = new FeatureCensus();
  for (const text of texts) census.count(textFeatures(text));
  const vectors = census.vectors();
  const index = VectorIndex.of(vectors);
  for (let r = 0; r < texts.length; r += 50) {
    const { records, cosines } = index.nearest(vectors, r, 7, r);
    const all = texts.map((_, other) => (other === r ? -1 : cosine(vectors, r, vectors, other)));
    const expected = [...all].sort((a, b) => b - a).slice(0, 7);
    cosines.forEach((value, n) => {
      expect(value).toBeCloseTo(expected[n]!, 5);
      expect(all[records[n]!]).toBeCloseTo(value, 5);
    });
  }
});

test('equally near records beyond the k taken are counted', () => {
  const census = new FeatureCensus();
  const texts = [...new Array<string>(10).fill('glove'), 'gown'];
  for (const text of texts) census.count(textFeatures(text));
  const vectors = census.vectors();
  const nearest = VectorIndex.of(vectors).nearest(vectors, 0, 4, 0);
  expect(nearest.records).toEqual([1, 2, 3, 4]);
  expect(nearest.tiesLeftOut).toBe(5);
});

test('whoever works on a search, and however many, what comes out is the same', () => {
  const census = new FeatureCensus();
  const random = seededRandom(8);
  const words = 'foley catheter syringe glove gown needle 16 18 fr sterile'.split(' ');
  for (let n = 0; n < 700; n++)
    census.count(
      textFeatures(Array.from({ length: 3 }, () => words[Math.floor(random() * words.length)]!).join(' ')),
    );
  const vectors = census.vectors();
  const distinct = distinctVectors(vectors);
  const index = { distinct, postings: postingsOf(distinct.vectors) };
  const search = () => searchOf(index, distinct, 9, true, 2_000);
  const [alone, shared] = [search(), search()];
  const work = (each: ReturnType<typeof search>, worked?: () => void) =>
    workThrough(each.portions, () => workOnSearch(each), worked);
  work(alone);
  // A second worker takes what it can while the first is in the middle of its work.
  let helped = false;
  work(shared, () => {
    if (helped) return;
    helped = true;
    work(shared);
  });
  for (const list of ['nearest', 'found', 'tiesLeftOut', 'cutShort'] as const)
    expect(shared[list]).toEqual(alone[list]);
  expect(alone.cutShort.some((cut) => cut === 1)).toBe(true);
});
