import { Growing, GrowingInts, sharedCodes } from './flat-lists.js';

/** Texts by number, their UTF-16 codes one after the other. */
export interface FlatTexts {
  /** Text n is `codes[starts[n]]` to before `codes[starts[n + 1]]`. */
  readonly starts: Int32Array;
  readonly codes: Uint16Array;
}

/** Texts that come one by one, each with the next number. */
export class GrowingTexts {
  readonly #starts = new GrowingInts();
  readonly #codes = new Growing(sharedCodes);

  constructor() {
    this.#starts.push(0);
  }

  push(text: string): void {
    for (let i = 0; i < text.length; i++) this.#codes.push(text.charCodeAt(i));
    this.#starts.push(this.#codes.length);
  }

  /** What is there now; not kept up when more comes. */
  flat(): FlatTexts {
    return { starts: this.#starts.values(), codes: this.#codes.values() };
  }
}
