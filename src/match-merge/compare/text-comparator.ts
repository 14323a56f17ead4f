import { jaroWinkler } from '../text/jaro-winkler.js';
import { normalText, wordsOf } from '../text/normal-text.js';
import { cosine, FeatureCensus, textFeatures, type Vectors, vectorsOf } from '../text/vectors.js';
import { type Comparator, type Sides, ValueCensus } from './comparator.js';

const steps = 20;
/** Words of a text that are laid side by side; beyond, only the vectors see them. */
const wordsLaidOut = 14;
/** What a word in brackets counts: it says more of what kind a thing is than which. */
const asideShare = 0.5;
const aside = /\([^()]*\)|\[[^[\]]*\]/g;
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
  /** What each of the words counts beside the others, 0 to 1. */
  readonly #shares: Record<'left' | 'right', readonly Float32Array[]>;
  readonly #wordWeights: Float64Array;
  readonly #vocabulary: readonly string[];
  readonly #census: ValueCensus;
  readonly #alike = new Map<number, number>();

  constructor(private readonly sides: Sides) {
    const normals = sides.left.map(normalText);
    this.#normals = { left: normals, right: sides.oneTable ? normals : sides.right.map(normalText) };
    const both = sides.oneTable ? normals : [...normals, ...this.#normals.right];
    const census = new FeatureCensus();
    const bags = both.map((normal) => census.count(textFeatures(normal)));
    this.left = vectorsOf(bags.slice(0, normals.length), census);
    this.right = sides.oneTable ? this.left : vectorsOf(bags.slice(normals.length), census);
    this.featureCount = census.size;
    this.#census = new ValueCensus(both);
    const ids = new Map<string, number>();
    const records: number[] = [];
    const words = both.map((normal) => {
      const unique = [...new Set(wordsOf(normal))].slice(0, wordsLaidOut);
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
    const sharesOf = (cells: readonly string[], own: readonly Int32Array[]) => {
      const vocabulary = [...ids.keys()];
      return own.map((list, r) => {
        const inside = new Set(wordsOf(normalText((cells[r]!.match(aside) ?? []).join(' '))));
        return Float32Array.from(list, (id) => (inside.has(vocabulary[id]!) ? asideShare : 1));
      });
    };
    const shares = sharesOf(sides.left, this.#words.left);
    this.#shares = {
      left: shares,
      right: sides.oneTable ? shares : sharesOf(sides.right, this.#words.right),
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
    return [this.sides.left[left]!, this.sides.right[right]!];
  }

  /** Share of the records that this text can tell from others: different values / all records of both sides, 0 to 1. */
  get telling(): number {
    const { left, right } = this.#normals;
    const all = this.sides.oneTable ? left : [...left, ...right];
    return new Set(all.filter((normal) => normal !== '')).size / Math.max(1, all.length);
  }

  /** Likeness of two different texts, 0 to 1: of single words, how like they are, for one mistyped letter leaves few of
   *  their sequences of three; of more, the mean of how well they find each other and of the cosine of their vectors; of
   *  many, the cosine. */
  likeness(left: number, right: number): number {
    const a = this.#words.left[left]!;
    const b = this.#words.right[right]!;
    const longest = Math.max(a.length, b.length);
    if (longest <= 1) return this.#wordsAlike(left, right);
    const whole = cosine(this.left, left, this.right, right);
    if (whole < nothingAlike || longest >= wordsLaidOut) return whole;
    return (whole + this.#wordsAlike(left, right)) / 2;
  }

  /** Soft TF-IDF: share of the weight of all words of both texts, each counted as far as its best partner is like it.
   *  Cohen, Ravikumar & Fienberg 2003, made symmetric. */
  #wordsAlike(left: number, right: number): number {
    const a = this.#words.left[left]!;
    const b = this.#words.right[right]!;
    const sharesA = this.#shares.left[left]!;
    const sharesB = this.#shares.right[right]!;
    const best = this.#bestPartners(a, b);
    let found = 0;
    let all = 0;
    for (let i = 0; i < a.length; i++) {
      const weight = this.#wordWeights[a[i]!]! * sharesA[i]!;
      all += weight;
      found += weight * best[i]!;
    }
    for (let j = 0; j < b.length; j++) {
      const weight = this.#wordWeights[b[j]!]! * sharesB[j]!;
      all += weight;
      found += weight * best[a.length + j]!;
    }
    return all === 0 ? 0 : found / all;
  }

  /** How like each word, first of `a`, then of `b`, is to its best partner in the other text, 0 to 1. */
  #bestPartners(a: Int32Array, b: Int32Array): Float64Array {
    const best = new Float64Array(a.length + b.length);
    for (let i = 0; i < a.length; i++)
      for (let j = 0; j < b.length; j++) {
        const alike = this.#wordAlike(a[i]!, b[j]!);
        if (alike > best[i]!) best[i] = alike;
        if (alike > best[a.length + j]!) best[a.length + j] = alike;
      }
    return best;
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

/** Likeness of two different words, 0 to 1. Words with digits are the same or not: 2003 is not nearly 2004. */
export function wordLikeness(a: string, b: string): number {
  if (/\d/.test(a) || /\d/.test(b)) return 0;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 0.7 : 0;
  const alike = jaroWinkler(a, b);
  return alike < 0.7 ? 0 : 2 * alike - 1;
}
