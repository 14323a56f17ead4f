import { jaroWinkler } from '../text/jaro-winkler.js';
import { normalText, wordsOf } from '../text/normal-text.js';
import { cosine, FeatureCensus, textFeatures, type Vectors, vectorsOf } from '../text/vectors.js';
import { type Comparator, type Sides, ValueCensus } from './comparator.js';

const steps = 20;
/** Share of the cosine in the likeness of a line and a longer record; the rest is how well their words find each other. */
const shareOfWhole = 0.65;
/** Words of a text that are laid side by side; beyond, only the vectors see them. */
const wordsLaidOut = 14;
const wordsLaidOutUneven = 60;
/** How many times more words one side says on average from which on it is heard less. */
const uneven = 1.5;
/** Texts of so few words are compared word by word: one mistyped letter leaves few of their sequences of three. */
const fewWords = 3;
const nothingAlike = 0.1;
const rememberedWordPairs = 4_000_000;

/** A text of both sides, made ready once: its normal form, its vector, its words. */
export class TextComparator implements Comparator {
  readonly levels = [
    ...Array.from({ length: steps }, (_, n) => `alike ≥ ${(n / steps).toFixed(2)}`),
    'equal',
  ];
  readonly graded = true;
  readonly derived = false;
  readonly left: Vectors;
  readonly right: Vectors;
  readonly featureCount: number;
  readonly #normals: Record<'left' | 'right', readonly string[]>;
  readonly #words: Record<'left' | 'right', readonly Int32Array[]>;
  readonly #wordWeights: Float64Array;
  readonly #vocabulary: readonly string[];
  readonly #census: ValueCensus;
  readonly #alike = new Map<number, number>();

  /** How much a word counts that the other side does not have, 0 to 1. Less than 1 on the side that says more as a rule:
   *  a record of many columns need not stand in a line of six words. */
  readonly #missing: { readonly left: number; readonly right: number };

  constructor(
    private readonly sides: Sides,
    options: { readonly lines?: boolean } = {},
  ) {
    const normals = sides.left.map(normalText);
    this.#normals = { left: normals, right: sides.oneTable ? normals : sides.right.map(normalText) };
    const both = sides.oneTable ? normals : [...normals, ...this.#normals.right];
    const census = new FeatureCensus();
    const bags = both.map((normal) => census.count(textFeatures(normal)));
    this.left = vectorsOf(bags.slice(0, normals.length), census);
    this.right = sides.oneTable ? this.left : vectorsOf(bags.slice(normals.length), census);
    this.featureCount = census.size;
    this.#census = new ValueCensus(both);
    this.#missing = options.lines
      ? missingOf(this.#normals.left, this.#normals.right)
      : { left: 1, right: 1 };
    const laidOut = this.#isEven ? wordsLaidOut : wordsLaidOutUneven;
    const ids = new Map<string, number>();
    const records: number[] = [];
    const words = both.map((normal) => {
      const unique = [...new Set(wordsOf(normal))].slice(0, laidOut);
      return Int32Array.from(unique, (word) => {
        const id = ids.get(word) ?? ids.size;
        ids.set(word, id);
        records[id] = (records[id] ?? 0) + 1;
        return id;
      });
    });
    this.#words = {
      left: words.slice(0, normals.length),
      right: sides.oneTable ? words : words.slice(normals.length),
    };
    this.#vocabulary = [...ids.keys()];
    this.#wordWeights = Float64Array.from(records, (count) => Math.log(1 + both.length / count));
  }

  place(left: number, right: number): number {
    const a = this.#normals.left[left]!;
    const b = this.#normals.right[right]!;
    if (a === '' || b === '') return -1;
    if (a === b) return steps + 0.5;
    return Math.min(this.likeness(left, right) * steps, steps - 1e-4);
  }

  surprise(left: number, right: number): number {
    const a = this.#normals.left[left]!;
    return a !== '' && a === this.#normals.right[right] ? this.#census.surprise(a) : 0;
  }

  values(left: number, right: number): readonly [string, string] {
    const { left: lefts, right: rights } = this.sides.written ?? this.sides;
    return [lefts[left]!, rights[right]!];
  }

  /** Share of the records that this text can tell from others: different values / all records of both sides, 0 to 1. */
  get telling(): number {
    const { left, right } = this.#normals;
    const all = this.sides.oneTable ? left : [...left, ...right];
    return new Set(all.filter((normal) => normal !== '')).size / Math.max(1, all.length);
  }

  /** Likeness of two different texts, 0 to 1: of a few words, how well they find each other; of more, the mean of this
   *  and of the cosine of their vectors; of many, the cosine. */
  likeness(left: number, right: number): number {
    const a = this.#words.left[left]!;
    const b = this.#words.right[right]!;
    const longest = Math.max(a.length, b.length);
    if (longest <= fewWords) return this.#wordsAlike(a, b);
    const whole = cosine(this.left, left, this.right, right);
    if (!this.#isEven)
      return shareOfWhole * Math.min(1, whole * this.#longer) + (1 - shareOfWhole) * this.#wordsAlike(a, b);
    if (whole < nothingAlike || longest >= wordsLaidOut) return whole;
    return (whole + this.#wordsAlike(a, b)) / 2;
  }

  /** The cosine of a text with one that contains it and is n times as long is about 1 / √n; this is √n. */
  get #longer(): number {
    return 1 / Math.min(this.#missing.left, this.#missing.right) ** 0.25;
  }

  get #isEven(): boolean {
    return this.#missing.left === 1 && this.#missing.right === 1;
  }

  /** Soft TF-IDF: share of the weight of all words of both texts, each counted as far as its best partner is like it.
   *  Cohen, Ravikumar & Fienberg 2003, made symmetric. */
  #wordsAlike(a: Int32Array, b: Int32Array): number {
    const bestOfB = new Float64Array(b.length);
    const missing = this.#missing;
    let found = 0;
    let all = 0;
    for (let i = 0; i < a.length; i++) {
      let best = 0;
      for (let j = 0; j < b.length; j++) {
        const alike = this.#wordAlike(a[i]!, b[j]!);
        if (alike > best) best = alike;
        if (alike > bestOfB[j]!) bestOfB[j] = alike;
      }
      const weight = this.#wordWeights[a[i]!]!;
      all += weight * (best + (1 - best) * missing.left);
      found += weight * best;
    }
    for (let j = 0; j < b.length; j++) {
      const weight = this.#wordWeights[b[j]!]!;
      all += weight * (bestOfB[j]! + (1 - bestOfB[j]!) * missing.right);
      found += weight * bestOfB[j]!;
    }
    return all === 0 ? 0 : found / all;
  }

  #wordAlike(a: number, b: number): number {
    if (a === b) return 1;
    const key = a < b ? a * this.#vocabulary.length + b : b * this.#vocabulary.length + a;
    let alike = this.#alike.get(key);
    if (alike === undefined) {
      alike = wordLikeness(this.#vocabulary[a]!, this.#vocabulary[b]!);
      if (this.#alike.size >= rememberedWordPairs) this.#alike.clear();
      this.#alike.set(key, alike);
    }
    return alike;
  }
}

function missingOf(left: readonly string[], right: readonly string[]): { left: number; right: number } {
  const mean = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + wordsOf(text).length, 0) / Math.max(1, texts.length);
  const l = mean(left);
  const r = mean(right);
  if (l === 0 || r === 0 || Math.max(l / r, r / l) < uneven) return { left: 1, right: 1 };
  return { left: Math.min(1, (r / l) ** 2), right: Math.min(1, (l / r) ** 2) };
}

/** Likeness of two different words, 0 to 1. Words with digits are the same or not: 2003 is not nearly 2004. */
export function wordLikeness(a: string, b: string): number {
  if (/\d/.test(a) || /\d/.test(b)) return 0;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 0.7 : 0;
  const alike = jaroWinkler(a, b);
  return alike < 0.7 ? 0 : 2 * alike - 1;
}
