import { SpreadVector, someOf, type Vectors } from '../text/vectors.js';
import { type FlatWords, WordLikeness } from '../text/vocabulary.js';
import { type FlatValues, type Measure, surpriseOf } from './measure.js';

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
  /** What each of these words counts beside the others, 0 to 1. */
  readonly wordShares: Float32Array;
  /** How rare each word of the vocabulary is. */
  readonly wordWeights: Float64Array;
  readonly vocabulary: FlatWords;
  readonly vectors: Vectors;
  /** More than any feature of the vectors. */
  readonly featureCount: number;
  /** Number of the first record of the right side among those of both. */
  readonly rightFrom: number;
  /** How much a word counts that the other side does not have, 0 to 1. Less than 1 on the side that says more as a rule:
   *  a record of many columns need not stand in a line of six words. */
  readonly missing: { readonly left: number; readonly right: number };
  readonly oneTable: boolean;
  /** Whether few values stand in many records, and equal values are written in equal words: then places are remembered. */
  readonly repeated: boolean;
}

/** Pairs of values whose place is remembered, at most. */
const remembered = 1 << 15;

/** Two texts: equal, or alike by their words and sequences of characters. */
export class TextMeasure implements Measure {
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #wordStarts: Int32Array;
  readonly #words: Int32Array;
  readonly #wordShares: Float32Array;
  readonly #wordWeights: Float64Array;
  readonly #likeness: WordLikeness;
  readonly #spread: SpreadVector;
  readonly #rightVectors: Vectors;
  readonly #bestOfB = new Float64Array(wordsLaidOutUneven);
  /** Of the words of either text, 1 of those that the other one has too. */
  readonly #inB = new Uint8Array(wordsLaidOutUneven);
  readonly #even: boolean;
  readonly #pairs: Float64Array;
  readonly #places: Float64Array;

  constructor(private readonly parts: TextParts) {
    this.#left = parts.values.left;
    this.#right = parts.values.right;
    this.#wordStarts = parts.wordStarts;
    this.#words = parts.words;
    this.#wordShares = parts.wordShares;
    this.#wordWeights = parts.wordWeights;
    this.#likeness = new WordLikeness(parts.vocabulary);
    this.#spread = new SpreadVector(parts.vectors, parts.featureCount);
    this.#rightVectors = someOf(parts.vectors, parts.rightFrom, parts.vectors.starts.length - 1);
    this.#pairs = new Float64Array(parts.repeated ? remembered : 0).fill(-1);
    this.#places = new Float64Array(this.#pairs.length);
    this.#even = parts.missing.left === 1 && parts.missing.right === 1;
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a === 0 || b === 0) return -1;
    if (a === b) return steps + 0.5;
    if (!this.parts.repeated) return this.#alike(left, right);
    const pair = a * 2 ** 26 + b;
    const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & (remembered - 1);
    if (this.#pairs[slot] !== pair) {
      this.#places[slot] = this.#alike(left, right);
      this.#pairs[slot] = pair;
    }
    return this.#places[slot]!;
  }

  surprise(left: number, right: number): number {
    return surpriseOf(this.parts.values, left, right);
  }

  #alike(left: number, right: number): number {
    return Math.min(this.likeness(left, right) * steps, steps - 1e-4);
  }

  /** Likeness of two different texts, 0 to 1: of single words, how like they are, for one mistyped letter leaves few of
   *  their sequences of three; of more, the mean of how well they find each other and of the cosine of their vectors; of
   *  many, the cosine. */
  likeness(left: number, right: number): number {
    const other = this.parts.rightFrom + right;
    const fromA = this.#wordStarts[left]!;
    const toA = this.#wordStarts[left + 1]!;
    const fromB = this.#wordStarts[other]!;
    const toB = this.#wordStarts[other + 1]!;
    const longest = Math.max(toA - fromA, toB - fromB);
    if (longest <= (this.parts.oneTable ? fewWordsOfOneTable : 1))
      return this.#wordsAlike(fromA, toA, fromB, toB);
    const whole = this.#spread.cosine(left, this.#rightVectors, right);
    if (!this.#even)
      return (
        shareOfWhole * Math.min(1, whole * this.#longer) +
        (1 - shareOfWhole) * this.#wordsAlike(fromA, toA, fromB, toB)
      );
    if (whole < nothingAlike || longest >= wordsLaidOut) return whole;
    return (whole + this.#wordsAlike(fromA, toA, fromB, toB)) / 2;
  }

  /** The cosine of a text with one that contains it and is n times as long is about 1 / √n; this is √n. */
  get #longer(): number {
    return 1 / Math.min(this.parts.missing.left, this.parts.missing.right) ** 0.25;
  }

  /** Soft TF-IDF: share of the weight of all words of both texts, each counted as far as its best partner is like it.
   *  Cohen, Ravikumar & Fienberg 2003, made symmetric. A word that both have needs no likeness; of two such words neither
   *  does. */
  #wordsAlike(fromA: number, toA: number, fromB: number, toB: number): number {
    const words = this.#words;
    const { missing } = this.parts;
    const weights = this.#wordWeights;
    const shares = this.#wordShares;
    const bestOfB = this.#bestOfB;
    const inB = this.#inB;
    for (let j = fromB; j < toB; j++) {
      const word = words[j]!;
      let common = 0;
      for (let i = fromA; i < toA; i++) if (words[i] === word) common = 1;
      bestOfB[j - fromB] = common;
      inB[j - fromB] = common;
    }
    let found = 0;
    let all = 0;
    for (let i = fromA; i < toA; i++) {
      const word = words[i]!;
      const best = this.#bestPartner(word, fromB, toB);
      const weight = weights[word]! * shares[i]!;
      all += weight - weight * (1 - best) * (1 - missing.left);
      found += weight * best;
    }
    for (let j = fromB; j < toB; j++) {
      const weight = weights[words[j]!]! * shares[j]!;
      all += weight - weight * (1 - bestOfB[j - fromB]!) * (1 - missing.right);
      found += weight * bestOfB[j - fromB]!;
    }
    return all === 0 ? 0 : found / all;
  }

  /** How like the likest word of the other text is; on the way, the same the other way round. */
  #bestPartner(word: number, fromB: number, toB: number): number {
    const words = this.#words;
    const bestOfB = this.#bestOfB;
    const inB = this.#inB;
    let common = false;
    for (let j = fromB; j < toB; j++) if (words[j] === word) common = true;
    if (this.#likeness.hasDigit(word)) return common ? 1 : 0;
    let best = common ? 1 : 0;
    for (let j = fromB; j < toB; j++) {
      if (common && inB[j - fromB] === 1) continue;
      const other = words[j]!;
      if (other === word || this.#likeness.hasDigit(other)) continue;
      const alike = this.#likeness.of(word, other);
      if (alike > best) best = alike;
      if (alike > bestOfB[j - fromB]!) bestOfB[j - fromB] = alike;
    }
    return best;
  }
}
