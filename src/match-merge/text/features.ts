import { wordsOf } from './normal-text.js';

/** What a record is found by: sequences of three characters, and names of anything else (words, codes, days). */
export class Features {
  /** Three UTF-16 codes each, as one number. */
  readonly grams: number[] = [];
  readonly names: string[] = [];

  get size(): number {
    return this.grams.length + this.names.length;
  }

  /** Sequences of three characters over a whole normal text, with one space before and after it, so that the beginning
   *  of a word counts and the space between two words is one character among others; and its words: a word counts as a
   *  whole and, misspelt, still in its pieces. */
  addText(normal: string): this {
    if (normal === '') return this;
    let before = space;
    let last = normal.charCodeAt(0);
    for (let at = 1; at <= normal.length; at++) {
      const code = at < normal.length ? normal.charCodeAt(at) : space;
      this.grams.push(before * 2 ** 32 + last * 2 ** 16 + code);
      before = last;
      last = code;
    }
    for (const word of wordsOf(normal)) this.names.push(`#${word}`);
    return this;
  }

  addName(name: string): void {
    this.names.push(name);
  }
}

const space = 32;

export function textFeatures(normal: string): Features {
  return new Features().addText(normal);
}
