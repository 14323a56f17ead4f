const firstRoom = 1 << 12;

/** Features by number, in the order in which they came: a hash table by open addressing in flat lists, for they come by the
 *  million. */
export class FeatureNumbers {
  #slots = new Int32Array(2 * firstRoom).fill(-1);
  /** Of each number, its feature in two parts. */
  #high = new Int32Array(firstRoom);
  #low = new Int32Array(firstRoom);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  of(high: number, low: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(high, low) & mask;
    for (let at = this.#slots[slot]!; at >= 0; at = this.#slots[slot]!) {
      if (this.#low[at] === low && this.#high[at] === high) return at;
      slot = (slot + 1) & mask;
    }
    if (this.#size === this.#high.length) this.#grow();
    this.#high[this.#size] = high;
    this.#low[this.#size] = low;
    this.#put(this.#size);
    return this.#size++;
  }

  #grow(): void {
    const wider = (list: Int32Array) => {
      const copy = new Int32Array(2 * list.length);
      copy.set(list);
      return copy;
    };
    this.#high = wider(this.#high);
    this.#low = wider(this.#low);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let at = 0; at < this.#size; at++) this.#put(at);
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
