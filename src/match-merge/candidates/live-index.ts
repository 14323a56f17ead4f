import { sharedFloats, sharedInts } from '../text/flat-lists.js';
import { dot, type FeatureCensus, type Vectors } from '../text/vectors.js';
import { distinctVectors } from './distinct-vectors.js';
import { postingsOf } from './postings.js';
import { VectorIndex } from './vector-index.js';

export interface Found {
  readonly record: number;
  /** 0 to 1, but for rounding. */
  readonly cosine: number;
}

export interface FoundNear {
  /** Nearest first, equally near ones by their number. */
  readonly nearest: readonly Found[];
  /** Whether more would have had to be read to be sure of them. */
  readonly cutShort: boolean;
}

/** Records that are looked at one by one before they get an index. */
const scanned = 256;
/** A level is made part of the one above when it is no smaller than this share of it. */
const share = 1 / 8;

/** An index that records come to and go from one at a time, and that answers as one built of all of them at once does
 *  (unless cut short). The records lie in a few indexes, each several times as large as the next, and a few records
 *  beside them: one more record now and then makes a small index anew and seldom a great one (the logarithmic method,
 *  Bentley & Saxe 1980). */
export class LiveIndex {
  /** Greatest first. */
  readonly #levels: Level[] = [];
  #beside = new Map<number, Vectors>();

  /** `vectors` are in the index by their places, from 0. `budget`: entries that may be read in each level for one
   *  question. */
  constructor(
    vectors: Vectors,
    private readonly budget = Number.POSITIVE_INFINITY,
  ) {
    const numbers = Int32Array.from({ length: vectors.starts.length - 1 }, (_, number) => number);
    if (numbers.length > 0) this.#levels.push(new Level(vectors, numbers, budget));
  }

  /** An index of the records that the census has taken in and not yet handed out as vectors. */
  static of(census: FeatureCensus, budget?: number): LiveIndex {
    return new LiveIndex(census.vectors(), budget);
  }

  /** Takes in a record, the first of `vector`, by a number that no other one there has. */
  add(record: number, vector: Vectors): void {
    this.#beside.set(record, vector);
    if (this.#beside.size >= scanned) this.#settle();
  }

  /** Takes a record out. */
  remove(record: number): void {
    if (!this.#beside.delete(record)) for (const level of this.#levels) level.remove(record);
  }

  /** The k records nearest to one that need not be there itself, the first of `asked`. */
  nearest(asked: Vectors, k: number): FoundNear {
    const found: Found[] = [];
    let cutShort = false;
    for (const level of this.#levels) {
      found.push(...level.nearest(asked, k));
      cutShort ||= level.cutShort;
    }
    for (const [record, vector] of this.#beside) {
      const near = dot(asked, 0, vector, 0);
      if (near > 0) found.push({ record, cosine: near });
    }
    found.sort((x, y) => y.cosine - x.cosine || x.record - y.record);
    return { nearest: found.slice(0, k), cutShort };
  }

  /** Every record that shares something with one that need not be there itself and is no farther from it than `reach` (a
   *  cosine) says of the record. `least`: what it says of all records, at least, but for `others`: the lower, the more has
   *  to be read. */
  within(
    asked: Vectors,
    reach: (record: number) => number,
    least = 0,
    others: ReadonlySet<number> = new Set(),
  ): Found[] {
    const found: Found[] = [];
    const tell = (record: number, near: number) => {
      if (!others.has(record)) found.push({ record, cosine: near });
    };
    for (const level of this.#levels) level.within(asked, reach, least, tell);
    for (const record of others) {
      const near = this.#beside.has(record) ? 0 : this.#cosine(asked, record);
      if (near > 0 && near >= reach(record)) found.push({ record, cosine: near });
    }
    for (const [record, vector] of this.#beside) {
      const near = dot(asked, 0, vector, 0);
      if (near > 0 && near >= reach(record)) found.push({ record, cosine: near });
    }
    return found;
  }

  /** The cosine of a record in a level; 0 where there is none. */
  #cosine(asked: Vectors, record: number): number {
    for (const level of this.#levels) {
      const near = level.cosine(asked, record);
      if (near > 0) return near;
    }
    return 0;
  }

  /** Makes a level of the records beside, and one of it and all levels that are not far greater. */
  #settle(): void {
    const records = [...this.#beside].map(([number, vectors]) => ({ number, vectors, at: 0 }));
    this.#beside = new Map();
    for (
      let last = this.#levels.at(-1);
      last && last.size * share <= records.length;
      last = this.#levels.at(-1)
    ) {
      records.push(...last.records());
      this.#levels.pop();
    }
    records.sort((x, y) => x.number - y.number);
    const numbers = Int32Array.from(records, ({ number }) => number);
    this.#levels.push(new Level(gathered(records), numbers, this.budget));
  }
}

interface Placed {
  readonly number: number;
  readonly vectors: Vectors;
  readonly at: number;
}

class Level {
  readonly #index: VectorIndex;
  readonly #gone = new Set<number>();

  /** `numbers` ascending. */
  constructor(
    private readonly vectors: Vectors,
    private readonly numbers: Int32Array,
    budget: number,
  ) {
    const distinct = distinctVectors(vectors);
    this.#index = new VectorIndex({ distinct, postings: postingsOf(distinct.vectors) }, budget);
  }

  get size(): number {
    return this.numbers.length - this.#gone.size;
  }

  get cutShort(): boolean {
    return this.#index.cutShort;
  }

  remove(number: number): void {
    const at = placeOf(this.numbers, number);
    if (at < 0) return;
    this.#gone.add(at);
    this.#index.remove(at);
  }

  nearest(asked: Vectors, k: number): Found[] {
    const { records, cosines } = this.#index.nearest(asked, 0, k);
    return records.map((at, n) => ({ record: this.numbers[at]!, cosine: cosines[n]! }));
  }

  cosine(asked: Vectors, number: number): number {
    const at = placeOf(this.numbers, number);
    return at < 0 || this.#gone.has(at) ? 0 : dot(asked, 0, this.vectors, at);
  }

  within(
    asked: Vectors,
    reach: (record: number) => number,
    least: number,
    found: (record: number, cosine: number) => void,
  ): void {
    const numbers = this.numbers;
    this.#index.within(
      asked,
      0,
      (at) => reach(numbers[at]!),
      least,
      (at, near) => found(numbers[at]!, near),
    );
  }

  records(): Placed[] {
    return Array.from(this.numbers, (number, at) => ({ number, vectors: this.vectors, at })).filter(
      ({ at }) => !this.#gone.has(at),
    );
  }
}

function gathered(records: readonly Placed[]): Vectors {
  const starts = sharedInts(records.length + 1);
  records.forEach(({ vectors, at }, n) => {
    starts[n + 1] = starts[n]! + vectors.starts[at + 1]! - vectors.starts[at]!;
  });
  const entries = sharedInts(starts[records.length]!);
  const scales = sharedFloats(records.length);
  // The longest list knows all features: what they weigh stands, only more are added.
  let rarities: Float32Array = new Float32Array(0);
  records.forEach(({ vectors, at }, n) => {
    entries.set(vectors.entries.subarray(vectors.starts[at]!, vectors.starts[at + 1]!), starts[n]);
    scales[n] = vectors.scales[at]!;
    if (vectors.rarities.length > rarities.length) rarities = vectors.rarities;
  });
  return { starts, entries, scales, rarities };
}

function placeOf(ascending: Int32Array, number: number): number {
  let from = 0;
  let to = ascending.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    if (ascending[middle] === number) return middle;
    if (ascending[middle]! < number) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}
