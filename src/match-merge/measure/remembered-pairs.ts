/** Different values up to which there is a place for every pair of them. */
const fewValues = 1_024;
const slots = 1 << 16;

/** What was found of pairs of values, 0 or more, to be asked for again: of few values all of it, of more the last that fell
 *  on a place. Rounded to 4 bytes, as all that is kept of a pair is. */
export class RememberedPairs {
  readonly #found: Float32Array;
  readonly #pairs: Float64Array;
  readonly #few: boolean;

  /** `values`: one more than the greatest number of a value. */
  constructor(private readonly values: number) {
    this.#few = values <= fewValues;
    this.#found = new Float32Array(this.#few ? values * values : slots).fill(-1);
    this.#pairs = new Float64Array(this.#few ? 0 : slots).fill(-1);
  }

  /** Whether there is room for so many values. */
  hasRoomFor(values: number): boolean {
    return !this.#few || values <= this.values;
  }

  /** -1 of a pair that is not remembered. */
  get(a: number, b: number): number {
    if (this.#few) return this.#found[a * this.values + b]!;
    const slot = slotOf(a, b);
    return this.#pairs[slot] === a * 2 ** 26 + b ? this.#found[slot]! : -1;
  }

  set(a: number, b: number, found: number): number {
    const slot = this.#few ? a * this.values + b : slotOf(a, b);
    this.#found[slot] = found;
    if (!this.#few) this.#pairs[slot] = a * 2 ** 26 + b;
    return this.#found[slot]!;
  }
}

function slotOf(a: number, b: number): number {
  return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & (slots - 1);
}
