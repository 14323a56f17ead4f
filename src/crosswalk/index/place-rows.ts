import type { Day } from '../day.js';
import { FactRows } from './fact-rows.js';
import { IntColumn } from './int-column.js';

const none = -1;

/** "This golden record lies below that one", from one day to another. */
export interface Below {
  readonly id: number;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly known: { readonly from: number; readonly to: number };
}

/** What lies below what: locations in their facility, facilities in their system. Few beside the codes, so the heads of
 *  the chains stand in a map. */
export class PlaceRows extends FactRows {
  readonly #first = new Map<number, number>();
  readonly #parent = new IntColumn();
  readonly #id = new IntColumn();

  /** Adds a row, or ends it if it is there. */
  add(child: number, parent: number, below: Below): void {
    const first = this.#first.get(child) ?? none;
    for (let row = first; row !== none; row = this.next(row)) {
      if (this.#id.get(row) !== (below.id | 0)) continue;
      this.end(row, below.known.to);
      return;
    }
    this.#parent.push(parent);
    this.#id.push(below.id);
    this.#first.set(child, this.addFact(below, below.known, first));
  }

  /** Row of the golden record above another on a day, as known at a revision; -1 if there is none. */
  parentOf(child: number, { pin, day }: { pin: number; day: Day }): number {
    for (let row = this.#first.get(child) ?? none; row !== none; row = this.next(row)) {
      if (this.knownAt(row, pin) && this.validOn(row, day)) return this.#parent.get(row);
    }
    return none;
  }

  override get bytes(): number {
    return super.bytes + this.#parent.bytes + this.#id.bytes + this.#first.size * 40;
  }
}
