import type { FlatSets } from '../measure/measure.js';
import { GrowingInts } from '../text/flat-lists.js';

/** What each record of a side has, by number, one record after the other. */
export class NumberSets {
  readonly #starts = new GrowingInts();
  readonly #items = new GrowingInts();

  constructor() {
    this.#starts.push(0);
  }

  get records(): number {
    return this.#starts.length - 1;
  }

  /** Share of the records that have any, 0 to 1. */
  get filled(): number {
    const starts = this.#starts.values();
    let filled = 0;
    for (let r = 0; r < this.records; r++) if (starts[r + 1]! > starts[r]!) filled++;
    return filled / Math.max(1, this.records);
  }

  /** `numbers`: different ones, in any order. */
  push(numbers: readonly number[]): void {
    for (const number of Int32Array.from(numbers).sort()) this.#items.push(number);
    this.#starts.push(this.#items.length);
  }

  cut(records: number): void {
    this.#starts.cut(records + 1);
    this.#items.cut(this.#starts.at(records));
  }

  of(record: number): Int32Array {
    return this.#items.values().subarray(this.#starts.at(record), this.#starts.at(record + 1));
  }

  flat(): FlatSets {
    return { starts: this.#starts.values(), items: this.#items.values() };
  }
}

/** Names by number, in the order in which they came. */
export class Names {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.length;
      this.#numbers.set(name, number);
      this.#names.push(name);
    }
    return number;
  }

  /** As they are shown to people. */
  shown(numbers: Int32Array): string {
    return Array.from(numbers, (number) => this.#names[number]!).join(' ');
  }

  nameOf(number: number): string {
    return this.#names[number]!;
  }
}
