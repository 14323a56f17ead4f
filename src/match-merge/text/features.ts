/** Kinds of features that are not sequences of three characters. */
const ofName = 1 << 31;

/** What a record is found by: sequences of three characters, and names of anything else (words, codes, days). Each is 64
 *  bits in two numbers: the three UTF-16 codes of a sequence, or a hash of a name, so that names by the million are no texts
 *  in memory. Two names with one hash would only bring two records a little nearer. */
export class Features {
  #room = 256;
  high = new Int32Array(this.#room);
  low = new Int32Array(this.#room);
  size = 0;

  clear(): this {
    this.size = 0;
    return this;
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
      this.#add(before, (last << 16) | code);
      before = last;
      last = code;
    }
    for (let from = 0; from < normal.length; ) {
      const end = normal.indexOf(' ', from);
      const to = end < 0 ? normal.length : end;
      this.addName(word, normal, from, to);
      from = to + 1;
    }
    return this;
  }

  /** A name of a kind, 0 or more: what stands in a text from one place to before another. */
  addName(kind: number, text: string, from = 0, to = text.length): void {
    // FNV-1a (Fowler, Noll & Vo), twice with different offsets.
    let a = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
    let b = Math.imul(0x9e3779b1 ^ kind, 0x85ebca6b);
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
      b ^= b >>> 15;
    }
    this.#add(a | ofName, b);
  }

  #add(high: number, low: number): void {
    if (this.size === this.#room) this.#widen();
    this.high[this.size] = high;
    this.low[this.size++] = low;
  }

  #widen(): void {
    this.#room *= 2;
    const wider = (list: Int32Array<ArrayBuffer>) => {
      const copy = new Int32Array(this.#room);
      copy.set(list);
      return copy;
    };
    this.high = wider(this.high);
    this.low = wider(this.low);
  }
}

const space = 32;
/** Kind of the names that are words of texts, whichever text. */
const word = 0;

export function textFeatures(normal: string): Features {
  return new Features().addText(normal);
}
