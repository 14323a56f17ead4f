import { IntColumn } from './int-column.js';
import type { TextArena } from './text-arena.js';

/** What golden records were called, from one revision to another. Rows are only added and ended. */
export class NameRows {
  readonly #texts: TextArena;
  readonly #text = new IntColumn();
  readonly #fromRevision = new IntColumn();
  readonly #toRevision = new IntColumn();
  readonly #next = new IntColumn();

  constructor(texts: TextArena) {
    this.#texts = texts;
  }

  /** Adds a name before `first`, or ends it if it is there; hands back the new first one. A record has one name at a
   *  revision, so the revision that began it tells which. */
  add(first: number, name: string, { from, to }: { from: number; to: number }): number {
    if (from === to) return first; // begun and ended by one act: nobody ever saw it
    for (let row = first; row !== -1; row = this.#next.get(row)) {
      if (this.#fromRevision.get(row) !== from) continue;
      this.#toRevision.set(row, to);
      return first;
    }
    this.#fromRevision.push(from);
    this.#toRevision.push(to);
    this.#next.push(first);
    return this.#text.push(this.#texts.put(name));
  }

  /** The name in the chain from `first` at a revision. */
  at(first: number, pin: number): string | null {
    for (let row = first; row !== -1; row = this.#next.get(row)) {
      if (this.#fromRevision.get(row) <= pin && pin < this.#toRevision.get(row)) {
        return this.#texts.get(this.#text.get(row));
      }
    }
    return null;
  }

  get bytes(): number {
    return this.#text.bytes + this.#fromRevision.bytes + this.#toRevision.bytes + this.#next.bytes;
  }
}
