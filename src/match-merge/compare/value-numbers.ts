import type { FlatValues } from '../measure/measure.js';
import { Growing, GrowingInts, sharedDoubles } from '../text/flat-lists.js';
import type { Sides } from './comparator.js';

/** The values of both sides by number, so that two are compared without a text: 0 is none, equal numbers are equal values. */
export class ValueNumbers {
  readonly #left = new GrowingInts();
  readonly #right: GrowingInts;
  readonly #ofText = new Map<string, number>([['', 0]]);
  #different = 0;
  readonly #surprises: Growing<Float64Array>;
  readonly #total: number;
  #isNew: ((text: string, cell: string) => void) | undefined;

  /** `normal` gives a cell's value, '' for none; `isNew` hears each value once, in the order of their numbers. */
  constructor(
    { left, right, oneTable, grows = false }: Sides,
    private readonly normal: (cell: string) => string,
    isNew?: (text: string, cell: string) => void,
  ) {
    this.#isNew = isNew;
    isNew?.('', '');
    const ofCell = new Map<string, number>();
    const take = (side: GrowingInts, cell: string) => {
      const number = ofCell.get(cell) ?? this.#numberOf(cell);
      ofCell.set(cell, number);
      side.push(number);
    };
    for (const cell of left) take(this.#left, cell);
    this.#right = oneTable ? this.#left : new GrowingInts();
    if (!oneTable) for (const cell of right) take(this.#right, cell);
    const counts = new Float64Array(this.#different + 1);
    let total = 0;
    for (const side of oneTable ? [this.left] : [this.left, this.right])
      for (const number of side) {
        if (number === 0) continue;
        counts[number]! += 1;
        total++;
      }
    const surprises = counts.map((count) => Math.log2(total / count));
    surprises[0] = 0;
    this.#surprises = Growing.of(sharedDoubles, surprises);
    this.#total = total;
    if (grows) return;
    // Nobody asks for the number of a text any more, and of a million records these are hundreds of megabytes.
    this.#ofText.clear();
    this.#isNew = undefined;
  }

  get left(): Int32Array {
    return this.#left.values();
  }

  get right(): Int32Array {
    return this.#right.values();
  }

  /** How many different values there are. */
  get different(): number {
    return this.#different;
  }

  /** One more record of the one table, which was said to grow. */
  append(cell: string): number {
    if (!this.#ofText.has('')) throw new Error('The values of these sides do not grow.');
    const number = this.#numberOf(cell);
    if (number === this.#surprises.length) this.#surprises.push(Math.log2(Math.max(1, this.#total)));
    this.#left.push(number);
    return number;
  }

  cut(records: number): void {
    this.#left.cut(records);
  }

  flat(): FlatValues {
    return { left: this.left, right: this.right, surprises: this.#surprises.values() };
  }

  #numberOf(cell: string): number {
    const text = this.normal(cell);
    const known = this.#ofText.get(text);
    if (known !== undefined) return known;
    const number = ++this.#different;
    this.#ofText.set(text, number);
    this.#isNew?.(text, cell);
    return number;
  }
}
