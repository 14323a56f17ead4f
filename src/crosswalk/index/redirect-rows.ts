import { IntColumn } from './int-column.js';

const none = -1;
const nobody: readonly number[] = Object.freeze([]);

/** Which golden records were merged into which, from one revision to another. Few beside the records themselves, so the
 *  heads of the chains stand in a map. */
export class RedirectRows {
  readonly #first = new Map<number, number>();
  readonly #firstOfSurvivor = new Map<number, number>();
  readonly #survivor = new IntColumn();
  readonly #merged = new IntColumn();
  readonly #fromRevision = new IntColumn();
  readonly #toRevision = new IntColumn();
  readonly #next = new IntColumn();
  readonly #nextOfSurvivor = new IntColumn();

  /** Adds a redirect, or ends it if it is there: a record has one at a revision. */
  add(merged: number, survivor: number, { from, to }: { from: number; to: number }): void {
    if (from === to) return; // begun and ended by one act: nobody ever saw it
    const first = this.#first.get(merged) ?? none;
    for (let row = first; row !== none; row = this.#next.get(row)) {
      if (this.#fromRevision.get(row) !== from) continue;
      this.#toRevision.set(row, to);
      return;
    }
    this.#survivor.push(survivor);
    this.#fromRevision.push(from);
    this.#toRevision.push(to);
    this.#next.push(first);
    this.#nextOfSurvivor.push(this.#firstOfSurvivor.get(survivor) ?? none);
    const row = this.#merged.push(merged);
    this.#first.set(merged, row);
    this.#firstOfSurvivor.set(survivor, row);
  }

  /** Row of the redirect of a golden record at a revision, or -1. */
  at(record: number, pin: number): number {
    let row = this.#first.get(record) ?? none;
    while (row !== none && !(this.#fromRevision.get(row) <= pin && pin < this.#toRevision.get(row)))
      row = this.#next.get(row);
    return row;
  }

  /** Rows of the redirects that lead to a golden record at a revision. */
  into(survivor: number, pin: number): readonly number[] {
    const first = this.#firstOfSurvivor.get(survivor);
    if (first === undefined) return nobody;
    const rows: number[] = [];
    for (let row = first; row !== none; row = this.#nextOfSurvivor.get(row)) {
      if (this.#fromRevision.get(row) <= pin && pin < this.#toRevision.get(row)) rows.push(row);
    }
    return rows;
  }

  /** Row of the golden record that leads elsewhere. */
  mergedOf(row: number): number {
    return this.#merged.get(row);
  }

  /** Row of the golden record it leads to. */
  survivorOf(row: number): number {
    return this.#survivor.get(row);
  }

  get bytes(): number {
    const columns = [this.#survivor, this.#merged, this.#fromRevision, this.#toRevision];
    return columns.reduce((sum, column) => sum + column.bytes, this.#next.bytes + this.#nextOfSurvivor.bytes);
  }
}
