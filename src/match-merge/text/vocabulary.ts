import { jaroWinklerOfCodes } from './jaro-winkler.js';

const digit = /\d/;
/** Words less alike than this by Jaro and Winkler are not alike. */
const leastAlike = 0.7;

/** Different words by number, their characters in one list, so that two are compared without a string or an object. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  /** Of each word: where it begins, one bit a character (modulo 32), whether it has a digit. */
  #starts = new Int32Array(1024);
  #letters = new Int32Array(1024);
  #withDigit = new Uint8Array(1024);
  #codes = new Uint16Array(8 * 1024);

  get size(): number {
    return this.#ids.size;
  }

  idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(word, id);
    if (id + 1 === this.#starts.length) this.#grow();
    const from = this.#starts[id]!;
    const to = from + word.length;
    if (to > this.#codes.length) {
      const codes = this.#codes;
      this.#codes = new Uint16Array(2 * to);
      this.#codes.set(codes);
    }
    let letters = 0;
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      this.#codes[from + i] = code;
      letters |= 1 << (code & 31);
    }
    this.#starts[id + 1] = to;
    this.#letters[id] = letters;
    this.#withDigit[id] = digit.test(word) ? 1 : 0;
    return id;
  }

  /** Likeness of two words, 0 to 1. Words with digits are the same or not: 2003 is not nearly 2004. */
  likeness(a: number, b: number): number {
    if (a === b) return 1;
    if ((this.#withDigit[a]! | this.#withDigit[b]!) !== 0) return 0;
    const startA = this.#starts[a]!;
    const endA = this.#starts[a + 1]!;
    const startB = this.#starts[b]!;
    const endB = this.#starts[b + 1]!;
    const codes = this.#codes;
    const m = endA - startA;
    const n = endB - startB;
    if (m === 1 || n === 1) return codes[startA] === codes[startB] ? 0.7 : 0;
    if (this.#cannotBeAlike(a, b, m, n, codes[startA] === codes[startB])) return 0;
    const alike = jaroWinklerOfCodes(codes, startA, endA, startB, endB);
    return alike < leastAlike ? 0 : 2 * alike - 1;
  }

  #grow(): void {
    const { length } = this.#starts;
    const [starts, letters, withDigit] = [this.#starts, this.#letters, this.#withDigit];
    this.#starts = new Int32Array(2 * length);
    this.#starts.set(starts);
    this.#letters = new Int32Array(2 * length);
    this.#letters.set(letters);
    this.#withDigit = new Uint8Array(2 * length);
    this.#withDigit.set(withDigit);
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
