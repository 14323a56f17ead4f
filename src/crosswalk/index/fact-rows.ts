import type { Day } from '../day.js';
import { IntColumn } from './int-column.js';

/** A revision that has not come: the end of what still holds. */
export const never = 0x7fffffff;

/** What every versioned statement about a code carries: days in the world, revisions in the hub, and the next one of
 *  the same code. Rows are only ever added and ended, so a reader pinned to a revision is never disturbed. */
export class FactRows {
  readonly #validFrom = new IntColumn();
  readonly #validTo = new IntColumn();
  readonly #fromRevision = new IntColumn();
  readonly #toRevision = new IntColumn();
  readonly #next = new IntColumn();

  get length(): number {
    return this.#next.length;
  }

  protected addFact(
    days: { validFrom: Day; validTo: Day },
    known: { from: number; to: number },
    next: number,
  ): number {
    this.#validFrom.push(days.validFrom);
    this.#validTo.push(days.validTo);
    this.#fromRevision.push(known.from);
    this.#toRevision.push(known.to);
    return this.#next.push(next);
  }

  /** Known at revision `pin`: begun at or before it, not ended by then. */
  knownAt(row: number, pin: number): boolean {
    return this.#fromRevision.get(row) <= pin && pin < this.#toRevision.get(row);
  }

  /** Valid on `day`: the first day counts, the last does not. */
  validOn(row: number, day: Day): boolean {
    return this.#validFrom.get(row) <= day && day < this.#validTo.get(row);
  }

  end(row: number, revision: number): void {
    this.#toRevision.set(row, revision);
  }

  next(row: number): number {
    return this.#next.get(row);
  }

  validFrom(row: number): Day {
    return this.#validFrom.get(row);
  }

  validTo(row: number): Day {
    return this.#validTo.get(row);
  }

  fromRevision(row: number): number {
    return this.#fromRevision.get(row);
  }

  get bytes(): number {
    const columns = [this.#validFrom, this.#validTo, this.#fromRevision, this.#toRevision, this.#next];
    return columns.reduce((sum, column) => sum + column.bytes, 0);
  }
}
