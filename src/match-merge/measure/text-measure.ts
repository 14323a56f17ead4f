import { SpreadVector, someOf, type Vectors } from '../text/vectors.js';
import type { FlatWords } from '../text/vocabulary.js';
import { type FlatValues, type Measure, surpriseOf } from './measure.js';
import { RememberedPairs } from './remembered-pairs.js';
import { WordPartners } from './word-partners.js';

const steps = 20;

export const textLevels = [
  ...Array.from({ length: steps }, (_, n) => `alike ≥ ${(n / steps).toFixed(2)}`),
  'equal',
];

/** Words of a text that are laid side by side; beyond, only the vectors see them. */
export const wordsLaidOut = 14;
export const wordsLaidOutUneven = 60;
/** Share of the cosine in the likeness of a line and a longer record; the rest is how well their words find each other. */
const shareOfWhole = 0.65;
/** Texts of so few words are compared word by word where each is written by one rule: `jon smiht` has few sequences of
 *  three in common with `john smith`. */
const fewWordsOfOneTable = 3;
const nothingAlike = 0.1;

export interface TextParts {
  readonly kind: 'text';
  readonly values: FlatValues;
  /** Words of the records of both sides, one record after the other: those of r are `words[wordStarts[r]]` to before
   *  `words[wordStarts[r + 1]]`. */
  readonly wordStarts: Int32Array;
  readonly words: Int32Array;
  /** What each of these words counts: how rare it is, less of a word that is said aside. */
  readonly wordWeights: Float64Array;
  readonly vocabulary: FlatWords;
  readonly vectors: Vectors;
  /** Number of the first record of the right side among those of both. */
  readonly rightFrom: number;
  /** How much a word counts that the other side does not have, 0 to 1. Less than 1 on the side that says more as a rule:
   *  a record of many columns need not stand in a line of six words. */
  readonly missing: { readonly left: number; readonly right: number };
  readonly oneTable: boolean;
  /** Whether few values stand in many records, and equal values are written in equal words: then places are remembered. */
  readonly repeated: boolean;
}

/** Two texts: equal, or alike by their words and sequences of characters. */
export class TextMeasure implements Measure {
  #parts: TextParts;
  #left: Int32Array;
  #right: Int32Array;
  #wordStarts: Int32Array;
  #words: Int32Array;
  #wordWeights: Float64Array;
  readonly #spread: SpreadVector;
  #rightVectors: Vectors;
  readonly #partners: WordPartners;
  /** The left record whose words stand in `#partners`. */
  #standing = -1;
  /** How like the likest word of the other text is, of each word of either. */
  readonly #bestOfA = new Float64Array(wordsLaidOutUneven);
  readonly #bestOfB = new Float64Array(wordsLaidOutUneven);
  readonly #rows = new Int32Array(wordsLaidOutUneven);
  readonly #even: boolean;
  #remembered: RememberedPairs | undefined;

  constructor(parts: TextParts) {
    this.#parts = parts;
    this.#left = parts.values.left;
    this.#right = parts.values.right;
    this.#wordStarts = parts.wordStarts;
    this.#words = parts.words;
    this.#wordWeights = parts.wordWeights;
    this.#partners = new WordPartners(parts.vocabulary, parts.words);
    this.#spread = new SpreadVector(parts.vectors);
    this.#rightVectors = rightOf(parts);
    this.#even = parts.missing.left === 1 && parts.missing.right === 1;
    this.#remembered = rememberedOf(parts);
  }

  /** Goes by these parts from now on, which are those from before after records came or went: what is at hand for all
   *  features and words is not made anew. */
  follow(parts: TextParts): this {
    this.#parts = parts;
    this.#left = parts.values.left;
    this.#right = parts.values.right;
    this.#wordStarts = parts.wordStarts;
    this.#words = parts.words;
    this.#wordWeights = parts.wordWeights;
    this.#partners.follow(parts.vocabulary, parts.words);
    this.#standing = -1;
    this.#spread.follow(parts.vectors);
    this.#rightVectors = rightOf(parts);
    if (!parts.repeated || !this.#remembered?.hasRoomFor(parts.values.surprises.length))
      this.#remembered = rememberedOf(parts);
    return this;
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a === 0 || b === 0) return -1;
    if (a === b) return steps + 0.5;
    const remembered = this.#remembered;
    if (!remembered) return this.#alike(left, right);
    const known = remembered.get(a, b);
    return known >= 0 ? known : remembered.set(a, b, this.#alike(left, right));
  }

  surprise(left: number, right: number): number {
    return surpriseOf(this.#parts.values, left, right);
  }

  #alike(left: number, right: number): number {
    return Math.min(this.likeness(left, right) * steps, steps - 1e-4);
  }

  /** Likeness of two different texts, 0 to 1: of single words, how like they are, for one mistyped letter leaves few of
   *  their sequences of three; of more, the mean of how well they find each other and of the cosine of their vectors; of
   *  many, the cosine. */
  likeness(left: number, right: number): number {
    const other = this.#parts.rightFrom + right;
    const fromA = this.#wordStarts[left]!;
    const toA = this.#wordStarts[left + 1]!;
    const fromB = this.#wordStarts[other]!;
    const toB = this.#wordStarts[other + 1]!;
    const longest = Math.max(toA - fromA, toB - fromB);
    if (longest <= (this.#parts.oneTable ? fewWordsOfOneTable : 1)) return this.#wordsAlike(left, fromB, toB);
    const whole = this.#spread.cosine(left, this.#rightVectors, right);
    if (!this.#even)
      return (
        shareOfWhole * Math.min(1, whole * this.#longer) +
        (1 - shareOfWhole) * this.#wordsAlike(left, fromB, toB)
      );
    if (whole < nothingAlike || longest >= wordsLaidOut) return whole;
    return (whole + this.#wordsAlike(left, fromB, toB)) / 2;
  }

  /** The cosine of a text with one that contains it and is n times as long is about 1 / √n; this is √n. */
  get #longer(): number {
    return 1 / Math.min(this.#parts.missing.left, this.#parts.missing.right) ** 0.25;
  }

  /** Soft TF-IDF: share of the weight of all words of both texts, each counted as far as its best partner is like it.
   *  Cohen, Ravikumar & Fienberg 2003, made symmetric. A word that both have needs no likeness; of two such words neither
   *  does. */
  #wordsAlike(left: number, fromB: number, toB: number): number {
    const fromA = this.#wordStarts[left]!;
    const toA = this.#wordStarts[left + 1]!;
    const { missing } = this.#parts;
    const weights = this.#wordWeights;
    const bestOfA = this.#bestOfA;
    const bestOfB = this.#bestOfB;
    this.#findPartners(left, fromB, toB);
    let found = 0;
    let all = 0;
    for (let i = fromA; i < toA; i++) {
      const weight = weights[i]!;
      const best = bestOfA[i - fromA]!;
      all += weight - weight * (1 - best) * (1 - missing.left);
      found += weight * best;
    }
    for (let j = fromB; j < toB; j++) {
      const weight = weights[j]!;
      const best = bestOfB[j - fromB]!;
      all += weight - weight * (1 - best) * (1 - missing.right);
      found += weight * best;
    }
    return all === 0 ? 0 : found / all;
  }

  /** How like the likest word of the other text is, of every word of both. */
  #findPartners(left: number, fromB: number, toB: number): void {
    const partners = this.#partners;
    const fromA = this.#wordStarts[left]!;
    const toA = this.#wordStarts[left + 1]!;
    if (left !== this.#standing) {
      partners.stand(fromA, toA);
      this.#standing = left;
    }
    const words = this.#words;
    const bestOfA = this.#bestOfA;
    const bestOfB = this.#bestOfB;
    const rows = this.#rows;
    for (let i = 0; i < toA - fromA; i++) bestOfA[i] = 0;
    for (let j = fromB; j < toB; j++) {
      const row = partners.of(words[j]!);
      rows[j - fromB] = row;
      const same = partners.places[row]!;
      bestOfB[j - fromB] = same < 0 ? 0 : 1;
      if (same >= 0) bestOfA[same] = 1;
    }
    const { places, likenesses } = partners;
    for (let j = 0; j < toB - fromB; j++) {
      let best = bestOfB[j]!;
      for (let at = rows[j]! + 1; places[at]! >= 0; at++) {
        const i = places[at]!;
        const alike = likenesses[at]!;
        if (alike > best) best = alike;
        if (alike > bestOfA[i]!) bestOfA[i] = alike;
      }
      bestOfB[j] = best;
    }
  }
}

function rightOf({ vectors, rightFrom }: TextParts): Vectors {
  return someOf(vectors, rightFrom, vectors.starts.length - 1);
}

function rememberedOf({ repeated, values }: TextParts): RememberedPairs | undefined {
  return repeated ? new RememberedPairs(values.surprises.length) : undefined;
}
