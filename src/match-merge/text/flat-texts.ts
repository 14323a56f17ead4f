import { Growing, GrowingInts, sharedCodes } from './flat-lists.js';

/** Texts by number, their UTF-16 codes one after the other. */
export interface FlatTexts {
  /** Text n is `codes[starts[n]]` to before `codes[starts[n + 1]]`. */
  readonly starts: Int32Array;
  readonly codes: Uint16Array;
  /** Of each text, one bit a character (modulo 32). */
  readonly letters: Int32Array;
}

/** Texts that come one by one, each with the next number. */
export class GrowingTexts {
  readonly #starts = new GrowingInts();
  readonly #codes = new Growing(sharedCodes);
  readonly #letters = new GrowingInts();

  constructor() {
    this.#starts.push(0);
  }

  push(text: string): void {
    let letters = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      letters |= 1 << (code & 31);
      this.#codes.push(code);
    }
    this.#letters.push(letters);
    this.#starts.push(this.#codes.length);
  }

  /** What is there now; not kept up when more comes. */
  flat(): FlatTexts {
    return {
      starts: this.#starts.values(),
      codes: this.#codes.values(),
      letters: this.#letters.values(),
    };
  }
}

/** How many letters of the first text the second one lacks, at least: two letters may have one bit. */
export function lettersMissing(of: number, among: number): number {
  const bits = of & ~among;
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
