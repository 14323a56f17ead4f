import { expect, test } from 'vitest';
import { LiveIndex } from '../../src/match-merge/candidates/live-index.js';
import { textFeatures } from '../../src/match-merge/text/features.js';
import { dot, FeatureCensus, type Vectors } from '../../src/match-merge/text/vectors.js';
import { seededRandom } from '../support/random.js';

const random = seededRandom(41);
const syllables = 'ca the ter syr in ge fo ley stent bal loon 16 18 fr glo ve'.split(' ');
const pick = () => syllables[Math.floor(random() * syllables.length)]!;
const texts = Array.from({ length: 2_500 }, () =>
  Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick() + pick()).join(' '),
);

/** All texts are counted, so that every index goes by the same weights. */
function census(): FeatureCensus {
  const counted = new FeatureCensus();
  for (const text of texts) counted.count(textFeatures(text));
  return counted;
}

const standing = census();
standing.vectors();

function vectorOf(text: string): Vectors {
  return standing.vectorOf(textFeatures(text));
}

function shuffled(numbers: readonly number[]): number[] {
  return numbers
    .map((number) => ({ number, at: random() }))
    .sort((x, y) => x.at - y.at)
    .map(({ number }) => number);
}

test('records added one at a time, in any order, are found as if the index had been built of all at once', () => {
  const atOnce = LiveIndex.of(census());
  const counted = census();
  counted.vectors();
  const grown = LiveIndex.of(counted);
  for (const number of shuffled([...texts.keys()])) grown.add(number, vectorOf(texts[number]!));
  for (let n = 0; n < 150; n++) {
    const asked = vectorOf(n % 3 === 0 ? `${pick()}${pick()} ${pick()}` : texts[n * 11]!);
    expect(grown.nearest(asked, 9)).toEqual(atOnce.nearest(asked, 9));
  }
});

test('what was taken out is found no more, and what takes its place is', () => {
  const counted = census();
  counted.vectors();
  const changed = LiveIndex.of(census());
  const left = LiveIndex.of(counted);
  const gone = new Set(shuffled([...texts.keys()]).slice(0, 1_200));
  for (const number of gone) changed.remove(number);
  for (const number of texts.keys()) if (!gone.has(number)) left.add(number, vectorOf(texts[number]!));
  const back = [...gone].slice(0, 400);
  for (const number of back) {
    changed.add(number, vectorOf(texts[number]!));
    left.add(number, vectorOf(texts[number]!));
  }
  for (const number of back.slice(0, 50)) {
    changed.remove(number);
    left.remove(number);
  }
  for (let n = 0; n < 150; n++) {
    const asked = vectorOf(texts[n * 13]!);
    expect(changed.nearest(asked, 7)).toEqual(left.nearest(asked, 7));
  }
});

test('a question that may not read enough says that its answer is not sure', () => {
  const asked = vectorOf(texts[3]!);
  expect(LiveIndex.of(census()).nearest(asked, 5).cutShort).toBe(false);
  const hurried = LiveIndex.of(census(), 40).nearest(asked, 5);
  expect(hurried.cutShort).toBe(true);
  expect(hurried.nearest).toHaveLength(5);
  expect(hurried.nearest[0]!.cosine).toBeCloseTo(1, 5);
});

test('everyone within reach is told of, and nobody else', () => {
  const all = census();
  const vectors = all.vectors();
  const index = LiveIndex.of(census());
  const gone = new Set(shuffled([...texts.keys()]).slice(0, 400));
  for (const number of gone) index.remove(number);
  for (const number of [...gone].slice(0, 150)) {
    index.add(number, vectorOf(texts[number]!));
    gone.delete(number);
  }
  const reach = (record: number) => (record % 10) / 10;
  for (let n = 0; n < 40; n++) {
    const asked = vectorOf(n % 3 === 0 ? `${pick()}${pick()} ${pick()}` : texts[n * 17]!);
    const told = index.within(asked, reach).map(({ record }) => record);
    const near = (record: number) => dot(asked, 0, vectors, record);
    const expected = [...texts.keys()].filter(
      (record) => !gone.has(record) && near(record) > 0 && near(record) >= reach(record),
    );
    expect(told.sort((a, b) => a - b)).toEqual(expected);
  }
});

test('who is in reach is the same where no more is read than the least of all reaches asks for', () => {
  const index = LiveIndex.of(census());
  for (const number of [3, 40, 41, 900]) index.remove(number);
  for (let n = 0; n < 300; n++) index.add(texts.length + n, vectorOf(`${pick()}${pick()} ${pick()}`));
  const reaches = Array.from({ length: texts.length + 300 }, () => random());
  const reach = (record: number) => reaches[record]!;
  for (const least of [0, 0.05, 0.3, 0.6, 2]) {
    const others = new Set([...reaches.keys()].filter((record) => reach(record) < least));
    for (let n = 0; n < 20; n++) {
      const asked = vectorOf(n % 2 === 0 ? `${pick()}${pick()} ${pick()}` : texts[n * 7]!);
      const inOrder = (found: readonly { record: number; cosine: number }[]) =>
        [...found].sort((x, y) => x.record - y.record);
      expect(inOrder(index.within(asked, reach, least, others))).toEqual(inOrder(index.within(asked, reach)));
    }
  }
});
