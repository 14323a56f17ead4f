import { Growing, sharedBytes } from './flat-lists.js';
import { type FlatTexts, GrowingTexts } from './flat-texts.js';
import { jaroWinklerOfCodes, mostAlike } from './jaro-winkler.js';

const digit = /\d/;
/** Words less alike than this by Jaro and Winkler are not alike. */
const leastAlike = 0.7;

/** Different words by number, so that two are compared without a string or an object. */
export interface FlatWords extends FlatTexts {
  /** 1 of a word with a digit: it is the same as another one or not. */
  readonly withDigit: Uint8Array;
}

/** Words by number, in the order in which they came. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  readonly #texts = new GrowingTexts();
  readonly #withDigit = new Growing(sharedBytes);

  get size(): number {
    return this.#ids.size;
  }

  idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(word, id);
    this.#texts.push(word);
    this.#withDigit.push(digit.test(word) ? 1 : 0);
    return id;
  }

  /** What is there now; not kept up when more comes. */
  flat(): FlatWords {
    return { ...this.#texts.flat(), withDigit: this.#withDigit.values() };
  }
}

/** Likeness of words by their numbers. */
export class WordLikeness {
  readonly #starts: Int32Array;
  readonly #codes: Uint16Array;
  readonly #letters: Int32Array;
  readonly #withDigit: Uint8Array;

  constructor({ starts, codes, letters, withDigit }: FlatWords) {
    this.#starts = starts;
    this.#codes = codes;
    this.#letters = letters;
    this.#withDigit = withDigit;
  }

  hasDigit(word: number): boolean {
    return this.#withDigit[word] === 1;
  }

  /** Likeness of two different words without digits, 0 to 1. Words with digits are the same or not: 2003 is not nearly
   *  2004. */
  of(a: number, b: number): number {
    const startA = this.#starts[a]!;
    const endA = this.#starts[a + 1]!;
    const startB = this.#starts[b]!;
    const endB = this.#starts[b + 1]!;
    const codes = this.#codes;
    const m = endA - startA;
    const n = endB - startB;
    const sameFirst = codes[startA] === codes[startB];
    if (m === 1 || n === 1) return sameFirst ? 0.7 : 0;
    if (mostAlike(m, n, this.#letters[a]!, this.#letters[b]!, sameFirst) < leastAlike) return 0;
    const alike = jaroWinklerOfCodes(codes, startA, endA, startB, endB);
    return alike < leastAlike ? 0 : 2 * alike - 1;
  }
}
