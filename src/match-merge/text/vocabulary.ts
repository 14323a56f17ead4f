import { Growing, GrowingInts, sharedBytes } from './flat-lists.js';
import { type FlatTexts, GrowingTexts } from './flat-texts.js';
import { jaroWinklerOfCodes } from './jaro-winkler.js';

const digit = /\d/;
/** Words less alike than this by Jaro and Winkler are not alike. */
const leastAlike = 0.7;

/** Different words by number, so that two are compared without a string or an object. */
export interface FlatWords extends FlatTexts {
  /** Of each word, one bit a character (modulo 32). */
  readonly letters: Int32Array;
  /** 1 of a word with a digit: it is the same as another one or not. */
  readonly withDigit: Uint8Array;
}

/** Words by number, in the order in which they came. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  readonly #texts = new GrowingTexts();
  readonly #letters = new GrowingInts();
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
    let letters = 0;
    for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
    this.#letters.push(letters);
    this.#withDigit.push(digit.test(word) ? 1 : 0);
    return id;
  }

  /** What is there now; not kept up when more comes. */
  flat(): FlatWords {
    return {
      ...this.#texts.flat(),
      letters: this.#letters.values(),
      withDigit: this.#withDigit.values(),
    };
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
    if (this.#cannotBeAlike(a, b, m, n, sameFirst)) return 0;
    const alike = jaroWinklerOfCodes(codes, startA, endA, startB, endB);
    return alike < leastAlike ? 0 : 2 * alike - 1;
  }

  /** By the letters alone: a letter that the other word lacks is not in common. Without a common first letter nothing is
   *  added to Jaro's similarity; with one at most 0.4 of what is missing. */
  #cannotBeAlike(a: number, b: number, m: number, n: number, sameFirst: boolean): boolean {
    const lettersA = this.#letters[a]!;
    const lettersB = this.#letters[b]!;
    const common = Math.min(m - bitsIn(lettersA & ~lettersB), n - bitsIn(lettersB & ~lettersA));
    if (common <= 0) return true;
    const jaro = (common / m + common / n + 1) / 3;
    const most = sameFirst ? jaro + 0.4 * (1 - jaro) : jaro;
    return most < leastAlike - 1e-9;
  }
}

function bitsIn(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
