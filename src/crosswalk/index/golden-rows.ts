import { IntColumn } from './int-column.js';
import { NameRows } from './name-rows.js';
import type { TextArena } from './text-arena.js';
import { uuidFromWords, uuidToWords } from './uuid-words.js';

const none = -1;

/** Every golden record the index knows, findable by its id, with its names: an open-addressing hash table of row numbers
 *  over typed columns. A row is an identity only; whether the hub believes in it at a revision is told by its names and
 *  by the codes that point at it. */
export class GoldenRows {
  readonly #id = [new IntColumn(), new IntColumn(), new IntColumn(), new IntColumn()] as const;
  readonly #firstName = new IntColumn();
  readonly #names: NameRows;
  readonly #zones: NameRows;
  readonly #firstZone = new Map<number, number>();
  /** Heads of the chains of codes that point at this record; -1 is none. */
  readonly firstCode = new IntColumn();
  /** Heads of the chains of mappings that begin at this record; -1 is none. */
  readonly firstMapping = new IntColumn();
  #slots = new Int32Array(512).fill(none);

  constructor(texts: TextArena) {
    this.#names = new NameRows(texts);
    this.#zones = new NameRows(texts);
  }

  get length(): number {
    return this.#firstName.length;
  }

  /** Row of an id, or -1. */
  find(id: string): number {
    return this.#slots[this.#slotOf(uuidToWords(id))] as number;
  }

  /** Row of an id, made if new. */
  add(id: string): number {
    const words = uuidToWords(id);
    const known = this.#slots[this.#slotOf(words)] as number;
    if (known !== none) return known;
    if ((this.length + 1) * 3 > this.#slots.length * 2) this.#rehash();
    const row = this.#firstName.push(none);
    for (const [at, column] of this.#id.entries()) column.push(words[at] as number);
    this.firstCode.push(none);
    this.firstMapping.push(none);
    this.#slots[this.#slotOf(words)] = row;
    return row;
  }

  idOf(row: number): string {
    return uuidFromWords(...this.#wordsOf(row));
  }

  addName(row: number, name: string, known: { from: number; to: number }): void {
    this.#firstName.set(row, this.#names.add(this.#firstName.get(row), name, known));
  }

  /** What it is called at a revision; null if the hub does not believe in it then. */
  nameOf(row: number, pin: number): string | null {
    return this.#names.at(this.#firstName.get(row), pin);
  }

  addZone(row: number, zone: string, known: { from: number; to: number }): void {
    this.#firstZone.set(row, this.#zones.add(this.#firstZone.get(row) ?? none, zone, known));
  }

  /** The time zone of a place at a revision; null if it has none of its own. */
  zoneOf(row: number, pin: number): string | null {
    return this.#zones.at(this.#firstZone.get(row) ?? none, pin);
  }

  get bytes(): number {
    const columns = [...this.#id, this.#firstName, this.firstCode, this.firstMapping];
    const texts = this.#slots.byteLength + this.#names.bytes + this.#zones.bytes;
    return columns.reduce((sum, column) => sum + column.bytes, texts);
  }

  #wordsOf(row: number): [number, number, number, number] {
    const [a, b, c, d] = this.#id;
    return [a.get(row), b.get(row), c.get(row), d.get(row)];
  }

  /** Where these words stand, or the free slot where they would. */
  #slotOf(words: readonly [number, number, number, number]): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(words) & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot] as number;
      if (row === none || this.#is(row, words)) return slot;
    }
  }

  #is(row: number, words: readonly number[]): boolean {
    return this.#id.every((column, at) => column.get(row) === words[at]);
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(none);
    for (let row = 0; row < this.length; row++) this.#slots[this.#slotOf(this.#wordsOf(row))] = row;
  }
}

/** Ids are random in most of their bits, but those of version 7 begin with the clock: the last two words decide. */
function hash([a, b, c, d]: readonly [number, number, number, number]): number {
  const value = Math.imul(c ^ Math.imul(d, 0x2c1b3c6d) ^ a ^ (b << 7), 0x01000193);
  return value ^ (value >>> 15);
}
