import type { Vectors } from '../text/vectors.js';
import { type Found, LiveIndex } from './live-index.js';

/** The k nearest records of every record in one view, while records come and go. What stands at any time is what a search
 *  of all records at once would find, whatever the order in which they came. */
export class Neighbours {
  readonly #index: LiveIndex;
  readonly #near = new Map<number, readonly Found[]>();

  /** `isBefore`: which of two equally near records comes first. `near`: what is known of the records in `vectors`. */
  constructor(
    vectors: Vectors,
    featureCount: () => number,
    private readonly k: number,
    private readonly isBefore: (a: number, b: number) => boolean,
    near: Iterable<readonly [number, readonly Found[]]>,
  ) {
    this.#index = new LiveIndex(vectors, featureCount);
    for (const [record, found] of near) this.#near.set(record, found);
  }

  /** Whether one of the two is among the nearest of the other. */
  areNear(a: number, b: number): boolean {
    return this.#has(a, b) || this.#has(b, a);
  }

  nearest(vector: Vectors, k: number): readonly Found[] {
    return this.#index.nearest(vector, k).nearest;
  }

  /** Takes in a record. Hands back the pairs that may have become near, or near no more. */
  add(record: number, vector: Vectors): [number, number][] {
    const within = this.#index.within(vector, (other) => this.#reachOf(other));
    this.#index.add(record, vector);
    const touched: [number, number][] = [];
    for (const { record: other, cosine } of within) {
      const near = this.#near.get(other)!;
      const list = this.#placed(near, { record, cosine });
      if (list === near) continue;
      this.#near.set(other, list);
      touched.push([other, record]);
      if (near.length === this.k) touched.push([other, near.at(-1)!.record]);
    }
    const own = this.#nearestOf(record, vector);
    this.#near.set(record, own);
    for (const { record: other } of own) touched.push([record, other]);
    return touched;
  }

  /** Takes out a record; `vectorOf` gives the vector of those that had it among their nearest. */
  remove(record: number, vectorOf: (record: number) => Vectors): [number, number][] {
    const vector = vectorOf(record);
    this.#index.remove(record);
    const touched: [number, number][] = (this.#near.get(record) ?? []).map((found) => [record, found.record]);
    this.#near.delete(record);
    for (const { record: other } of this.#index.within(vector, (each) => this.#reachOf(each))) {
      if (!this.#has(other, record)) continue;
      touched.push([other, record]);
      const own = this.#nearestOf(other, vectorOf(other));
      this.#near.set(other, own);
      for (const found of own) touched.push([other, found.record]);
    }
    return touched;
  }

  /** The cosine that a record must reach to be among the nearest of another one. */
  #reachOf(record: number): number {
    const near = this.#near.get(record)!;
    return near.length < this.k ? 0 : near.at(-1)!.cosine;
  }

  #has(record: number, other: number): boolean {
    return this.#near.get(record)?.some((found) => found.record === other) ?? false;
  }

  #nearestOf(record: number, vector: Vectors): readonly Found[] {
    // All that are as near as the last one, for which of them comes first is not for the index to say.
    const { nearest } = this.#index.nearest(vector, this.k + 1);
    const others = nearest.filter((found) => found.record !== record);
    const last = others[this.k - 1]?.cosine ?? 0;
    const all = this.#index
      .within(vector, () => Math.max(last, Number.MIN_VALUE))
      .filter((found) => found.record !== record);
    return all.sort((x, y) => this.#order(x, y)).slice(0, this.k);
  }

  /** The list with one more, at most k long; the same list where that one is too far. */
  #placed(near: readonly Found[], found: Found): readonly Found[] {
    const at = near.findIndex((each) => this.#order(found, each) < 0);
    if (at < 0) return near.length < this.k ? [...near, found] : near;
    return [...near.slice(0, at), found, ...near.slice(at)].slice(0, this.k);
  }

  #order(x: Found, y: Found): number {
    return y.cosine - x.cosine || (this.isBefore(x.record, y.record) ? -1 : 1);
  }
}
