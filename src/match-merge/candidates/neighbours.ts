import { settings } from '../settings.js';
import type { Vectors } from '../text/vectors.js';
import { type Found, LiveIndex } from './live-index.js';
import { NearLists } from './near-lists.js';

/** So many more than are asked for are known of a record, so that those that go need not be made up for at once. */
export const spareNeighbours = 8;

/** The k nearest records of every record in one view, while records come and go. What stands at any time is what a search
 *  of all records at once would find, whatever the order in which they came. */
export class Neighbours {
  readonly #index: LiveIndex;
  readonly #near: NearLists;

  /** `isBefore`: which of two equally near records comes first. `near`: of the records in `vectors`, the nearest k and
   *  `spareNeighbours` more, nearest first; fewer where no others share anything with a record. */
  constructor(
    vectors: Vectors,
    readonly k: number,
    private readonly isBefore: (a: number, b: number) => boolean,
    near: Iterable<readonly [number, readonly Found[]]>,
  ) {
    this.#index = new LiveIndex(vectors, settings.readForQuestion);
    this.#near = new NearLists(k + spareNeighbours);
    for (const [record, found] of near) this.#near.set(record, found, found.length < this.#near.room);
  }

  /** Whether one of the two is among the nearest of the other. */
  areNear(a: number, b: number): boolean {
    return this.#near.has(a, b, this.k) || this.#near.has(b, a, this.k);
  }

  /** Likely the k nearest of one that need not be there: common features are left unread where the rare ones are many. */
  nearest(vector: Vectors): readonly Found[] {
    return this.#index.nearest(vector, this.k).nearest;
  }

  /** Takes in a record. Hands back the pairs that became near, or near no more. */
  add(record: number, vector: Vectors): [number, number][] {
    const { room, least, low } = this.#near;
    // A search may have been cut short, and which of equally near ones comes first is not for the index to say: what it
    // brings tells how far to look for all that are as near as the last one.
    const last = this.#index.nearest(vector, room).nearest[room - 1]?.cosine ?? Number.MIN_VALUE;
    const reach = (other: number) => Math.min(last, this.#near.reachOf(other));
    const within = this.#index.within(vector, reach, Math.min(last, least), low);
    this.#index.add(record, vector);
    const touched: [number, number][] = [];
    for (const { record: other, cosine } of within) this.#place(other, { record, cosine }, touched);
    const near = within.filter(({ cosine }) => cosine >= last).sort((x, y) => this.#order(x, y));
    this.#near.set(record, near.slice(0, room), near.length < room);
    for (const { record: other } of near.slice(0, this.k)) touched.push([record, other]);
    return touched;
  }

  /** Takes out a record; `vectorOf` gives the vector of those that had it among their nearest. */
  remove(record: number, vectorOf: (record: number) => Vectors): [number, number][] {
    this.#index.remove(record);
    const touched: [number, number][] = this.#near
      .of(record)
      .slice(0, this.k)
      .map((found) => [record, found.record]);
    this.#near.drop(record);
    for (const other of this.#near.having(record)) this.#displace(other, record, vectorOf, touched);
    return touched;
  }

  /** Sets a record among the nearest of another one, if it is near enough. */
  #place(record: number, found: Found, touched: [number, number][]): void {
    const before = this.#near.of(record);
    const complete = this.#near.isComplete(record);
    const at = before.findIndex((each) => this.#order(found, each) < 0);
    if (at < 0 && !complete) return;
    const after = at < 0 ? [...before, found] : [...before.slice(0, at), found, ...before.slice(at)];
    const isFull = after.length > this.#near.room;
    this.#near.set(record, after.slice(0, this.#near.room), complete && !isFull);
    // The one that was the k-th is near no more.
    touched.push([record, found.record], ...pairsWith(record, after.slice(this.k, this.k + 1)));
  }

  /** Takes a record out of the nearest of another one, if it is among them. */
  #displace(
    record: number,
    gone: number,
    vectorOf: (record: number) => Vectors,
    touched: [number, number][],
  ): void {
    const before = this.#near.of(record);
    const at = before.findIndex((each) => each.record === gone);
    if (at < 0) return;
    const after = before.filter((each) => each.record !== gone);
    const complete = this.#near.isComplete(record);
    if (!complete && after.length < this.k) this.#fill(record, vectorOf(record));
    else this.#near.set(record, after, complete);
    if (at < this.k)
      touched.push([record, gone], ...pairsWith(record, this.#near.of(record).slice(this.k - 1, this.k)));
  }

  /** Asks the index for all that is known of a record. */
  #fill(record: number, vector: Vectors): void {
    const { room } = this.#near;
    // All that are as near as the last one: a search may have been cut short, and which of equally near ones comes first
    // is not for the index to say.
    const others = this.#index.nearest(vector, room + 1).nearest.filter((found) => found.record !== record);
    const last = others[room - 1]?.cosine ?? Number.MIN_VALUE;
    const all = this.#index
      .within(vector, () => last, last)
      .filter((found) => found.record !== record)
      .sort((x, y) => this.#order(x, y));
    this.#near.set(record, all.slice(0, room), all.length < room);
  }

  #order(x: Found, y: Found): number {
    return y.cosine - x.cosine || (this.isBefore(x.record, y.record) ? -1 : 1);
  }
}

function pairsWith(record: number, found: readonly Found[]): [number, number][] {
  return found.map((each) => [record, each.record]);
}
