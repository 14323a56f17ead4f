import { Growing, GrowingInts, sharedBytes, sharedDoubles } from '../text/flat-lists.js';
import type { Found } from './live-index.js';

/** Records of which little reach is known are kept by name up to so many. */
const fewest = 256;
const most = 1_024;

/** Of every record, by its number, the nearest others: as many as are known, at most `room`. In flat lists, for objects by
 *  the million would be most of the memory. */
export class NearLists {
  readonly #counts = new GrowingInts();
  readonly #complete = new Growing(sharedBytes);
  /** 1 of a record that is there. */
  readonly #there = new Growing(sharedBytes);
  readonly #records = new GrowingInts();
  readonly #cosines = new Growing(sharedDoubles);

  #least = Number.POSITIVE_INFINITY;
  readonly #low = new Set<number>();

  constructor(readonly room: number) {}

  /** Nearest first. */
  of(record: number): Found[] {
    return Array.from({ length: this.#countOf(record) }, (_, n) => ({
      record: this.#records.at(record * this.room + n),
      cosine: this.#cosines.at(record * this.room + n),
    }));
  }

  /** Whether there are no others that share anything with it. */
  isComplete(record: number): boolean {
    return this.#complete.at(record) === 1;
  }

  set(record: number, near: readonly Found[], complete: boolean): void {
    while (this.#counts.length <= record) {
      this.#counts.push(0);
      this.#complete.push(0);
      this.#there.push(0);
      for (let n = 0; n < this.room; n++) {
        this.#records.push(0);
        this.#cosines.push(0);
      }
    }
    this.#counts.set(record, near.length);
    this.#complete.set(record, complete ? 1 : 0);
    this.#there.set(record, 1);
    near.forEach((found, n) => {
      this.#records.set(record * this.room + n, found.record);
      this.#cosines.set(record * this.room + n, found.cosine);
    });
    if (this.reachOf(record) < this.#least) this.#low.add(record);
    else this.#low.delete(record);
    if (this.#low.size > most) this.#setLeast();
  }

  /** Forgets what is near a record. */
  drop(record: number): void {
    this.set(record, [], true);
    this.#there.set(record, 0);
    this.#low.delete(record);
  }

  /** What all records there reach, at least, but for `low`. */
  get least(): number {
    return this.#least;
  }

  get low(): ReadonlySet<number> {
    return this.#low;
  }

  /** The records that have another one among their nearest. */
  having(other: number): number[] {
    const all = this.#records.values();
    const having: number[] = [];
    for (let at = all.indexOf(other); at >= 0; at = all.indexOf(other, at + 1)) {
      const record = Math.floor(at / this.room);
      if (at - record * this.room < this.#countOf(record)) having.push(record);
    }
    return having;
  }

  #setLeast(): void {
    const there = Array.from({ length: this.#counts.length }, (_, record) => record).filter(
      (record) => this.#there.at(record) === 1,
    );
    this.#least = Float64Array.from(there, (record) => this.reachOf(record)).sort()[fewest]!;
    this.#low.clear();
    for (const record of there) if (this.reachOf(record) < this.#least) this.#low.add(record);
  }

  /** Whether the other one is among its first k. */
  has(record: number, other: number, k: number): boolean {
    const count = Math.min(k, this.#countOf(record));
    for (let n = 0; n < count; n++) if (this.#records.at(record * this.room + n) === other) return true;
    return false;
  }

  /** The cosine of the farthest that is known, which another one must reach to be set among them; 0 where any may. */
  reachOf(record: number): number {
    return this.isComplete(record) ? 0 : this.#cosines.at(record * this.room + this.#countOf(record) - 1);
  }

  #countOf(record: number): number {
    return record < this.#counts.length ? this.#counts.at(record) : 0;
  }
}
