/** A growing column of 32-bit integers. Grows by half, so that building never holds much more than it needs. */
export class IntColumn {
  #data: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.#data = new Int32Array(capacity);
  }

  push(value: number): number {
    if (this.length === this.#data.length) this.#grow(this.length + 1);
    this.#data[this.length] = value;
    return this.length++;
  }

  get(row: number): number {
    return this.#data[row] as number;
  }

  set(row: number, value: number): void {
    this.#data[row] = value;
  }

  /** Writes a row that may lie past the end; rows between hold `fill`. */
  put(row: number, value: number, fill: number): void {
    if (row >= this.#data.length) this.#grow(row + 1);
    if (row >= this.length) {
      this.#data.fill(fill, this.length, row);
      this.length = row + 1;
    }
    this.#data[row] = value;
  }

  get bytes(): number {
    return this.#data.byteLength;
  }

  #grow(atLeast: number): void {
    const larger = new Int32Array(Math.max(atLeast, Math.ceil(this.#data.length * 1.5)));
    larger.set(this.#data);
    this.#data = larger;
  }
}
