import { type FlatWords, WordLikeness } from '../text/vocabulary.js';

const firstRoom = 1024;

/** How words find those of one text that are like them. Of the text that stands now every word of another one is looked at
 *  once: its partners are kept until another text stands, for the texts that one is compared with are much alike. */
export class WordPartners {
  #likeness: WordLikeness;
  /** Of each word of the vocabulary, where its partners begin; 0 where it was not looked at yet. */
  #rowOf: Int32Array;
  /** Partners of a word: their places in the text, then -1. The first is the place of the word itself, -1 where the text
   *  lacks it. */
  #places = new Int32Array(firstRoom);
  #likenesses = new Float64Array(firstRoom);
  #used = 1;
  readonly #looked: number[] = [];
  #words: Int32Array;
  #from = 0;
  #to = 0;

  constructor(vocabulary: FlatWords, words: Int32Array) {
    this.#likeness = new WordLikeness(vocabulary);
    this.#rowOf = new Int32Array(vocabulary.withDigit.length);
    this.#words = words;
  }

  /** Goes by these words from now on: of the vocabulary there may be more. No text stands. */
  follow(vocabulary: FlatWords, words: Int32Array): void {
    this.stand(0, 0);
    this.#likeness = new WordLikeness(vocabulary);
    const size = vocabulary.withDigit.length;
    if (this.#rowOf.length < size) this.#rowOf = new Int32Array(Math.ceil(1.1 * size));
    this.#words = words;
  }

  /** From now on the text of these words stands: those from `from` to before `to`. */
  stand(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    this.#used = 1;
    for (const word of this.#looked) this.#rowOf[word] = 0;
    this.#looked.length = 0;
  }

  /** Where the partners of a word begin in `places` and `likenesses`. */
  of(word: number): number {
    return this.#rowOf[word]! || this.#look(word);
  }

  get places(): Int32Array {
    return this.#places;
  }

  /** 0 to 1, of those at the same place in `places`. */
  get likenesses(): Float64Array {
    return this.#likenesses;
  }

  #look(word: number): number {
    const words = this.#words;
    const from = this.#from;
    const to = this.#to;
    if (this.#used + to - from + 2 > this.#places.length) this.#widen();
    const places = this.#places;
    const row = this.#used;
    let at = row + 1;
    places[row] = -1;
    const alone = this.#likeness.hasDigit(word);
    for (let i = from; i < to; i++) {
      const other = words[i]!;
      if (other === word) places[row] = i - from;
      else if (!alone && !this.#likeness.hasDigit(other)) {
        const alike = this.#likeness.of(other, word);
        if (alike > 0) {
          places[at] = i - from;
          this.#likenesses[at++] = alike;
        }
      }
    }
    places[at++] = -1;
    this.#used = at;
    this.#looked.push(word);
    this.#rowOf[word] = row;
    return row;
  }

  #widen(): void {
    const places = new Int32Array(2 * this.#places.length);
    places.set(this.#places);
    this.#places = places;
    const likenesses = new Float64Array(places.length);
    likenesses.set(this.#likenesses);
    this.#likenesses = likenesses;
  }
}
