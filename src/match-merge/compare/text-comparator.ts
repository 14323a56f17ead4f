import { GrowingInts } from '../text/flat-lists.js';
import { normalText, wordsOf } from '../text/normal-text.js';
import { FeatureCensus, SpreadVector, someOf, textFeatures, type Vectors } from '../text/vectors.js';
import { Vocabulary } from '../text/vocabulary.js';
import { type Comparator, type Sides, ValueNumbers } from './comparator.js';

const steps = 20;
/** Share of the cosine in the likeness of a line and a longer record; the rest is how well their words find each other. */
const shareOfWhole = 0.65;
/** Words of a text that are laid side by side; beyond, only the vectors see them. */
const wordsLaidOut = 14;
const wordsLaidOutUneven = 60;
/** How many times more words one side says on average from which on it is heard less. */
const uneven = 1.5;
/** What a word in brackets counts: it says more of what kind a thing is than which. */
const asideShare = 0.5;
const aside = /\([^()]*\)|\[[^[\]]*\]/g;
/** Texts of so few words are compared word by word where each is written by one rule: `jon smiht` has few sequences of
 *  three in common with `john smith`. */
const fewWordsOfOneTable = 3;
const nothingAlike = 0.1;

/** A text of both sides, made ready once: the number of its normal form, its vector, its words. */
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
  readonly #values: ValueNumbers;
  /** Words of the records of both sides, one record after the other. */
  readonly #wordStarts: Int32Array;
  readonly #words: Int32Array;
  /** What each of these words counts beside the others, 0 to 1. */
  readonly #wordShares: Float32Array;
  readonly #wordWeights: Float64Array;
  readonly #spread: SpreadVector;
  readonly #vocabulary = new Vocabulary();
  /** Number of the first record of the right side among those of both. */
  readonly #rightFrom: number;
  readonly #bestOfB = new Float64Array(wordsLaidOutUneven);
  /** How much a word counts that the other side does not have, 0 to 1. Less than 1 on the side that says more as a rule:
   *  a record of many columns need not stand in a line of six words. */
  readonly #missing: { readonly left: number; readonly right: number };

  constructor(
    private readonly sides: Sides,
    options: { readonly lines?: boolean } = {},
  ) {
    this.#values = new ValueNumbers(sides, normalText);
    this.#missing = options.lines ? missingOf(this.#values) : { left: 1, right: 1 };
    const laidOut = this.#isEven ? wordsLaidOut : wordsLaidOutUneven;
    const census = new FeatureCensus();
    const records = new GrowingInts();
    const words = new GrowingInts();
    const wordStarts = new GrowingInts();
    const asides: number[] = [];
    wordStarts.push(0);
    for (const normal of this.#values.normals()) {
      census.count(textFeatures(normal));
      const inBrackets = wordsInBrackets(cellOf(sides, wordStarts.length - 1));
      for (const word of [...new Set(wordsOf(normal))].slice(0, laidOut)) {
        const id = this.#vocabulary.idOf(word);
        if (id === records.length) records.push(0);
        records.set(id, records.at(id) + 1);
        if (inBrackets?.has(word)) asides.push(words.length);
        words.push(id);
      }
      wordStarts.push(words.length);
    }
    this.#words = words.values();
    this.#wordShares = new Float32Array(this.#words.length).fill(1);
    for (const place of asides) this.#wordShares[place] = asideShare;
    this.#wordStarts = wordStarts.values();
    const both = this.#wordStarts.length - 1;
    const vectors = census.vectors();
    this.#rightFrom = sides.oneTable ? 0 : sides.left.length;
    this.left = someOf(vectors, 0, sides.left.length);
    this.right = someOf(vectors, this.#rightFrom, both);
    this.featureCount = census.size;
    this.#spread = new SpreadVector(this.left, this.featureCount);
    this.#wordWeights = Float64Array.from(records.values(), (count) => Math.log(1 + both / count));
  }

  place(left: number, right: number): number {
    const a = this.#values.left[left]!;
    const b = this.#values.right[right]!;
    if (a === 0 || b === 0) return -1;
    if (a === b) return steps + 0.5;
    return Math.min(this.likeness(left, right) * steps, steps - 1e-4);
  }

  surprise(left: number, right: number): number {
    return this.#values.surprise(left, right);
  }

  values(left: number, right: number): readonly [string, string] {
    const { left: lefts, right: rights } = this.sides.written ?? this.sides;
    return [lefts[left]!, rights[right]!];
  }

  /** Share of the records that this text can tell from others: different values / all records of both sides, 0 to 1. */
  get telling(): number {
    return this.#values.different / Math.max(1, this.#wordStarts.length - 1);
  }

  /** Likeness of two different texts, 0 to 1: of single words, how like they are, for one mistyped letter leaves few of
   *  their sequences of three; of more, the mean of how well they find each other and of the cosine of their vectors; of
   *  many, the cosine. */
  likeness(left: number, right: number): number {
    const other = this.#rightFrom + right;
    const fromA = this.#wordStarts[left]!;
    const toA = this.#wordStarts[left + 1]!;
    const fromB = this.#wordStarts[other]!;
    const toB = this.#wordStarts[other + 1]!;
    const longest = Math.max(toA - fromA, toB - fromB);
    if (longest <= (this.sides.oneTable ? fewWordsOfOneTable : 1))
      return this.#wordsAlike(fromA, toA, fromB, toB);
    const whole = this.#spread.cosine(left, this.right, right);
    if (!this.#isEven)
      return (
        shareOfWhole * Math.min(1, whole * this.#longer) +
        (1 - shareOfWhole) * this.#wordsAlike(fromA, toA, fromB, toB)
      );
    if (whole < nothingAlike || longest >= wordsLaidOut) return whole;
    return (whole + this.#wordsAlike(fromA, toA, fromB, toB)) / 2;
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
  #wordsAlike(fromA: number, toA: number, fromB: number, toB: number): number {
    const words = this.#words;
    const missing = this.#missing;
    const weights = this.#wordWeights;
    const shares = this.#wordShares;
    const vocabulary = this.#vocabulary;
    const bestOfB = this.#bestOfB;
    for (let j = 0; j < toB - fromB; j++) bestOfB[j] = 0;
    let found = 0;
    let all = 0;
    for (let i = fromA; i < toA; i++) {
      const word = words[i]!;
      let best = 0;
      for (let j = fromB; j < toB; j++) {
        const alike = vocabulary.likeness(word, words[j]!);
        if (alike > best) best = alike;
        if (alike > bestOfB[j - fromB]!) bestOfB[j - fromB] = alike;
      }
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
}

function cellOf({ left, right }: Sides, record: number): string {
  return record < left.length ? left[record]! : right[record - left.length]!;
}

function wordsInBrackets(cell: string): ReadonlySet<string> | undefined {
  const found = cell.match(aside);
  return found ? new Set(wordsOf(normalText(found.join(' ')))) : undefined;
}

function missingOf(values: ValueNumbers): { left: number; right: number } {
  const mean = (side: Int32Array) =>
    side.reduce((sum, number) => sum + wordsOf(values.textOf(number)).length, 0) / Math.max(1, side.length);
  const l = mean(values.left);
  const r = mean(values.right);
  if (l === 0 || r === 0 || Math.max(l / r, r / l) < uneven) return { left: 1, right: 1 };
  return { left: Math.min(1, (r / l) ** 2), right: Math.min(1, (l / r) ** 2) };
}
