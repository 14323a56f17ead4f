const firstRoom = 1 << 12;

/** Features by number, in the order in which they came. Sequences of three characters come by the million: they lie in
 *  flat lists (a hash table by open addressing), names in a map. */
export class FeatureNumbers {
  readonly #names = new Map<string, number>();
  #slots = new Int32Array(2 * firstRoom).fill(-1);
  /** Of each gram in the table: its codes in two parts, and its number. */
  #high = new Int32Array(firstRoom);
  #low = new Int32Array(firstRoom);
  #numbers = new Int32Array(firstRoom);
  #grams = 0;

  get size(): number {
    return this.#grams + this.#names.size;
  }

  ofName(name: string): number {
    let number = this.#names.get(name);
    if (number === undefined) {
      number = this.size;
      this.#names.set(name, number);
    }
    return number;
  }

  /** `gram`: three UTF-16 codes as one number. */
  ofGram(gram: number): number {
    const high = Math.floor(gram / 2 ** 32);
    const low = gram | 0;
    const mask = this.#slots.length - 1;
    let slot = hashOf(high, low) & mask;
    for (let at = this.#slots[slot]!; at >= 0; at = this.#slots[slot]!) {
      if (this.#low[at] === low && this.#high[at] === high) return this.#numbers[at]!;
      slot = (slot + 1) & mask;
    }
    const number = this.size;
    if (this.#grams === this.#high.length) this.#grow();
    this.#high[this.#grams] = high;
    this.#low[this.#grams] = low;
    this.#numbers[this.#grams] = number;
    this.#put(this.#grams++);
    return number;
  }

  #grow(): void {
    const wider = (list: Int32Array) => {
      const copy = new Int32Array(2 * list.length);
      copy.set(list);
      return copy;
    };
    this.#high = wider(this.#high);
    this.#low = wider(this.#low);
    this.#numbers = wider(this.#numbers);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let at = 0; at < this.#grams; at++) this.#put(at);
  }

  #put(at: number): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.#high[at]!, this.#low[at]!) & mask;
    while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
    this.#slots[slot] = at;
  }
}

/** After Fibonacci hashing, Knuth, The Art of Computer Programming 3, 6.4. */
function hashOf(high: number, low: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
