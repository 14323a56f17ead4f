import type { FlatValues } from '../measure/measure.js';
import { Growing, GrowingInts, sharedDoubles } from '../text/flat-lists.js';
import type { Sides } from './comparator.js';

/** The values of both sides by number, so that two are compared without a text: 0 is none, equal numbers are equal values. */
export class ValueNumbers {
  readonly #left = new GrowingInts();
  readonly #right: GrowingInts;
  readonly #texts: string[] = [''];
  readonly #ofText = new Map<string, number>([['', 0]]);
  readonly #surprises: Growing<Float64Array>;
  readonly #total: number;

  /** `normal` gives a cell's value, '' for none; `isNew` hears each value once, in the order of their numbers. */
  constructor(
    { left, right, oneTable }: Sides,
    private readonly normal: (cell: string) => string,
    private readonly isNew?: (text: string, cell: string) => void,
  ) {
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
    const counts = new Float64Array(this.#texts.length);
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
  }

  get left(): Int32Array {
    return this.#left.values();
  }

  get right(): Int32Array {
    return this.#right.values();
  }

  /** How many different values there are. */
  get different(): number {
    return this.#texts.length - 1;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }

  /** One more record of the one table. */
  append(cell: string): number {
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
    const number = this.#texts.length;
    this.#ofText.set(text, number);
    this.#texts.push(text);
    this.isNew?.(text, cell);
    return number;
  }
}
