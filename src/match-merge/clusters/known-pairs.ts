import type { WeighedPair } from './average-linkage.js';

/** Known pairs from either end, in flat lists: twelve bytes an end. */
export class KnownPairs {
  readonly #starts: Int32Array;
  readonly #others: Int32Array;
  readonly #bits: Float64Array;

  constructor(count: number, pairs: Iterable<WeighedPair>, heard: (bits: number) => number) {
    const starts = new Int32Array(count + 1);
    for (const { a, b } of pairs) {
      starts[a + 1]! += 1;
      starts[b + 1]! += 1;
    }
    for (let thing = 0; thing < count; thing++) starts[thing + 1]! += starts[thing]!;
    this.#starts = starts;
    const next = starts.slice();
    this.#others = new Int32Array(starts[count]!);
    this.#bits = new Float64Array(starts[count]!);
    for (const { a, b, bits } of pairs) {
      this.#set(next[a]!++, b, heard(bits));
      this.#set(next[b]!++, a, heard(bits));
    }
    for (let thing = 0; thing < count; thing++) this.#sort(starts[thing]!, starts[thing + 1]!);
  }

  forEach(thing: number, visit: (other: number, bits: number) => void): void {
    for (let at = this.#starts[thing]!; at < this.#starts[thing + 1]!; at++)
      visit(this.#others[at]!, this.#bits[at]!);
  }

  /** Bits of a known pair as they are heard; undefined of any other. */
  bitsOf(a: number, b: number): number | undefined {
    let from = this.#starts[a]!;
    let to = this.#starts[a + 1]! - 1;
    while (from <= to) {
      const middle = (from + to) >> 1;
      const other = this.#others[middle]!;
      if (other === b) return this.#bits[middle]!;
      if (other < b) from = middle + 1;
      else to = middle - 1;
    }
    return undefined;
  }

  #set(at: number, other: number, bits: number): void {
    this.#others[at] = other;
    this.#bits[at] = bits;
  }

  /** By the other’s number. Pairs that come in ascending order stand so already but for a few. */
  #sort(from: number, to: number): void {
    for (let at = from + 1; at < to; at++) {
      const other = this.#others[at]!;
      const bits = this.#bits[at]!;
      let place = at;
      while (place > from && this.#others[place - 1]! > other) {
        this.#set(place, this.#others[place - 1]!, this.#bits[place - 1]!);
        place--;
      }
      this.#set(place, other, bits);
    }
  }
}
