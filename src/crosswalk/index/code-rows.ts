import { IntColumn } from './int-column.js';
import { TextArena } from './text-arena.js';

const none = -1;

/** Every code string the index knows, findable by (system, issuer, normal form) and by database id.
 *  An open-addressing hash table of row numbers over typed columns: about 40 bytes a code and its text. */
export class CodeRows {
  readonly #system = new IntColumn();
  readonly #issuer = new IntColumn();
  readonly #normal = new IntColumn();
  readonly #rowOfId = new IntColumn();
  /** Heads of the chains of facts, of mappings that begin at this code and of golden records it points at; -1 is none. */
  readonly firstFact = new IntColumn();
  readonly firstMapping = new IntColumn();
  readonly firstRecord = new IntColumn();
  readonly #texts: TextArena;
  #slots = new Int32Array(2048).fill(none);

  constructor(texts: TextArena) {
    this.#texts = texts;
  }

  get length(): number {
    return this.#system.length;
  }

  /** Row of a code, or -1. */
  find(system: number, issuer: string, normal: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(system, issuer, normal) & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot] as number;
      if (row === none || this.#is(row, system, issuer, normal)) return row;
    }
  }

  /** Row of a database id, or -1. */
  ofId(id: number): number {
    return id < this.#rowOfId.length ? this.#rowOfId.get(id) : none;
  }

  /** Row of a code, made if new. `id` is its database id, a small dense number. */
  add(id: number, system: number, issuer: string, normal: string): number {
    const known = this.ofId(id);
    if (known !== none) return known;
    if ((this.length + 1) * 3 > this.#slots.length * 2) this.#rehash();
    const row = this.#system.push(system);
    this.#issuer.push(issuer === '' ? TextArena.none : this.#texts.put(issuer));
    this.#normal.push(this.#texts.put(normal));
    this.firstFact.push(none);
    this.firstMapping.push(none);
    this.firstRecord.push(none);
    this.#rowOfId.put(id, row, none);
    this.#place(row, hash(system, issuer, normal));
    return row;
  }

  systemOf(row: number): number {
    return this.#system.get(row);
  }

  issuerOf(row: number): string {
    return this.#texts.get(this.#issuer.get(row)) ?? '';
  }

  normalOf(row: number): string {
    return this.#texts.get(this.#normal.get(row)) ?? '';
  }

  get bytes(): number {
    const columns = [
      this.#system,
      this.#issuer,
      this.#normal,
      this.#rowOfId,
      this.firstFact,
      this.firstMapping,
      this.firstRecord,
    ];
    return this.#slots.byteLength + columns.reduce((sum, column) => sum + column.bytes, 0);
  }

  #is(row: number, system: number, issuer: string, normal: string): boolean {
    if (this.#system.get(row) !== system || !this.#texts.equals(this.#normal.get(row), normal)) return false;
    const offset = this.#issuer.get(row);
    return offset === TextArena.none ? issuer === '' : this.#texts.equals(offset, issuer);
  }

  #place(row: number, at: number): void {
    const mask = this.#slots.length - 1;
    let slot = at & mask;
    while (this.#slots[slot] !== none) slot = (slot + 1) & mask;
    this.#slots[slot] = row;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(none);
    for (let row = 0; row < this.length; row++) {
      this.#place(row, hash(this.systemOf(row), this.issuerOf(row), this.normalOf(row)));
    }
  }
}

/** FNV-1a over system, issuer and code, with a final mix so that the low bits are good ones. */
function hash(system: number, issuer: string, normal: string): number {
  let value = Math.imul(0x811c9dc5 ^ system, 0x01000193);
  for (let at = 0; at < issuer.length; at++) value = Math.imul(value ^ issuer.charCodeAt(at), 0x01000193);
  for (let at = 0; at < normal.length; at++) value = Math.imul(value ^ normal.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return value ^ (value >>> 12);
}
