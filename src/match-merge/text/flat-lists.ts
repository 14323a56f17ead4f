/** Whole numbers in one list that grows: four bytes each and no object. */
export class GrowingInts {
  #list: Int32Array;
  #length = 0;

  constructor(room = 1024) {
    this.#list = new Int32Array(room);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#list.length) {
      const wider = new Int32Array(this.#list.length * 2);
      wider.set(this.#list);
      this.#list = wider;
    }
    this.#list[this.#length++] = value;
  }

  at(place: number): number {
    return this.#list[place]!;
  }

  set(place: number, value: number): void {
    this.#list[place] = value;
  }

  /** Forgets what stands from there on. */
  cut(length: number): void {
    this.#length = length;
  }

  /** What is there now; not kept up when more comes. */
  values(): Int32Array {
    return this.#list.subarray(0, this.#length);
  }
}

/** A list that worker threads read without a copy. */
export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}
