import { FeatureNumbers } from './feature-numbers.js';
import type { Features } from './features.js';
import { Growing, GrowingInts, sharedFloats, sharedInts } from './flat-lists.js';

/** Weighted bags of features, one a record, each of length 1, in flat lists: four bytes for a feature of a record. A
 *  feature weighs in a record what it counts there by how often it occurs, times how rare it is, as a share of the length
 *  of them all. */
export interface Vectors {
  /** Record r has the entries `starts[r] <= e < starts[r + 1]`. */
  readonly starts: Int32Array;
  /** A feature, `entry >> timesBits`, and what it counts, `counts[entry & timesMask]`; ascending within a record, and the
   *  rarer the lower. */
  readonly entries: Int32Array;
  /** Of each record, 1 / length. */
  readonly scales: Float32Array;
  /** Of each feature, the square of how rare it is. */
  readonly rarities: Float32Array;
}

export const timesBits = 4;
export const timesMask = (1 << timesBits) - 1;

/** What a feature counts that occurs n + 1 times, 1 + ln (n + 1) (Salton & Buckley 1988). In sixteenths, as rarities have
 *  sixteen bits: products of them are exact, so that cosines are the same whichever of two records asks. */
export const counts: Float64Array = Float64Array.from(
  { length: timesMask + 1 },
  (_, n) => Math.round(16 * (1 + Math.log(n + 1))) / 16,
);

function sixteenBits(value: number): number {
  const unit = 2 ** (Math.floor(Math.log2(value)) - 15);
  return Math.round(value / unit) * unit;
}

/** More than most records have. */
const usualFeatures = 256;

/** Takes in records one after the other, counts in how many of them each feature is, and then gives their vectors. All
 *  in flat lists: a bag of a hundred features is 400 bytes and no object. */
export class FeatureCensus {
  readonly #numbers = new FeatureNumbers();
  /** In how many records each feature is, and its entry in the last one. */
  readonly #records = new GrowingInts();
  readonly #lastEntry = new GrowingInts();
  #bags: ReturnType<typeof emptyBags>;
  #filled = 0;
  #standing: { readonly places: GrowingInts; readonly rarities: Growing<Float32Array> } | undefined;

  /** `records`: about how many will be counted. */
  constructor(records = 0) {
    this.#bags = emptyBags(records * usualFeatures);
  }

  /** Number of features. */
  get size(): number {
    return this.#records.length;
  }

  /** Takes in the next record. */
  count(features: Features): void {
    if (this.#standing) throw new Error('The census stands: its vectors are in use.');
    const { starts, entries } = this.#bags;
    this.#append(features);
    for (let e = starts.at(starts.length - 2); e < entries.length; e++) {
      const id = entries.at(e) >> timesBits;
      this.#records.set(id, this.#records.at(id) + 1);
    }
    if (features.size > 0) this.#filled++;
  }

  /** Vectors of the records taken in since, in their order. From the first call on the census stands. A feature in df of N
   *  records is rare by ln(1 + N / df), above 0, so that a feature of every record still has a weight. */
  vectors(): Vectors {
    const { places, rarities } = this.#stand();
    const { starts: begins, entries: bags } = this.#bags;
    this.#bags = emptyBags();
    const starts = begins.values();
    // In the place of the bags: at a million records both together would be gigabytes.
    const entries = bags.values();
    const squares = rarities.values();
    const scales = sharedFloats(starts.length - 1);
    for (let r = 0; r + 1 < starts.length; r++) {
      const own = entries.subarray(starts[r], starts[r + 1]);
      for (let e = 0; e < own.length; e++)
        own[e] = (places.at(own[e]! >> timesBits) << timesBits) | (own[e]! & timesMask);
      own.sort();
      let sum = 0;
      for (let e = 0; e < own.length; e++)
        sum += counts[own[e]! & timesMask]! ** 2 * squares[own[e]! >> timesBits]!;
      scales[r] = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    }
    return { starts, entries, scales, rarities: squares };
  }

  /** The vector of one more record, weighed by the standing census; a feature never seen is as rare as one seen once. */
  vectorOf(features: Features): Vectors {
    this.#stand();
    this.#append(features);
    return this.vectors();
  }

  #append(features: Features): void {
    const { starts, entries } = this.#bags;
    const from = entries.length;
    const { high, low, size } = features;
    for (let n = 0; n < size; n++) this.#put(this.#numbers.of(high[n]!, low[n]!), from);
    starts.push(entries.length);
  }

  /** Puts a feature into the bag that begins at `from`. */
  #put(id: number, from: number): void {
    if (id === this.#records.length) this.#isNew(id);
    const { entries } = this.#bags;
    const last = this.#lastEntry.at(id);
    // Marks of bags that were handed out stay behind; so the entry itself must hold the feature.
    if (last >= from && last < entries.length && entries.at(last) >> timesBits === id) {
      if ((entries.at(last) & timesMask) < timesMask) entries.set(last, entries.at(last) + 1);
    } else {
      this.#lastEntry.set(id, entries.length);
      entries.push(id << timesBits);
    }
  }

  #isNew(id: number): void {
    this.#records.push(0);
    this.#lastEntry.push(-1);
    this.#standing?.places.push(id);
    this.#standing?.rarities.push(this.#rarity(1));
  }

  #rarity(records: number): number {
    return sixteenBits(Math.log(1 + this.#filled / Math.max(1, records)) ** 2 || 1);
  }

  /** Features take their places by how rare they are, equally rare ones as they came. */
  #stand() {
    if (this.#standing) return this.#standing;
    const records = this.#records.values();
    const most = records.reduce((greatest, count) => Math.max(greatest, count), 0);
    const next = new Int32Array(most + 2);
    for (const count of records) next[count + 1]! += 1;
    for (let count = 0; count <= most; count++) next[count + 1]! += next[count]!;
    const places = new GrowingInts(records.length);
    const rarities = new Growing(sharedFloats, records.length);
    for (const count of records) {
      places.push(next[count]!++);
      rarities.push(0);
    }
    for (let id = 0; id < records.length; id++) rarities.set(places.at(id), this.#rarity(records[id]!));
    this.#standing = { places, rarities };
    return this.#standing;
  }
}

function emptyBags(room = 0) {
  const starts = new GrowingInts();
  starts.push(0);
  return { starts, entries: new GrowingInts(room) };
}

/** Some of the records of a list of vectors, without a copy. */
export function someOf({ starts, entries, scales, rarities }: Vectors, from: number, to: number): Vectors {
  return { starts: starts.subarray(from, to + 1), entries, scales: scales.subarray(from, to), rarities };
}

/** Cosine of two vectors, 0 (nothing in common) to 1. */
export function cosine(a: Vectors, i: number, b: Vectors, j: number): number {
  return Math.min(1, dot(a, i, b, j));
}

/** The same as it is summed up: of equal vectors, of length 1 but for rounding, it may be a little more than 1. */
export function dot(a: Vectors, i: number, b: Vectors, j: number): number {
  let e = a.starts[i]!;
  let f = b.starts[j]!;
  const endA = a.starts[i + 1]!;
  const endB = b.starts[j + 1]!;
  let sum = 0;
  while (e < endA && f < endB) {
    const x = a.entries[e]!;
    const y = b.entries[f]!;
    const feature = x >> timesBits;
    const other = y >> timesBits;
    if (feature === other) {
      sum += counts[x & timesMask]! * a.rarities[feature]! * counts[y & timesMask]!;
      e++;
      f++;
    } else if (feature < other) e++;
    else f++;
  }
  return sum * (a.scales[i]! * b.scales[j]!);
}

/** Cosines of one vector and many others, the same as `cosine` gives: the one is spread out over all features, so that
 *  each of the others is a plain run through its own. */
export class SpreadVector {
  #vectors: Vectors;
  #spread: Float32Array;
  #of = -1;
  /** The features that are spread out. What lies in the vectors may be another record by the time they are taken back. */
  #features = new Int32Array(usualFeatures);
  #size = 0;

  constructor(vectors: Vectors) {
    this.#vectors = vectors;
    this.#spread = new Float32Array(vectors.rarities.length);
  }

  /** From now on of these vectors: records may have come and gone, features only come. */
  follow(vectors: Vectors): void {
    this.#takeBack();
    this.#vectors = vectors;
    const { length } = vectors.rarities;
    if (this.#spread.length < length) this.#spread = new Float32Array(Math.ceil(1.1 * length));
  }

  cosine(i: number, others: Vectors, j: number): number {
    if (i !== this.#of) this.#put(i);
    const spread = this.#spread;
    const { entries } = others;
    const end = others.starts[j + 1]!;
    let sum = 0;
    for (let f = others.starts[j]!; f < end; f++) {
      const entry = entries[f]!;
      sum += spread[entry >> timesBits]! * counts[entry & timesMask]!;
    }
    const cosine = sum * (this.#vectors.scales[i]! * others.scales[j]!);
    return cosine < 1 ? cosine : 1;
  }

  #put(i: number): void {
    this.#takeBack();
    const { starts, entries, rarities } = this.#vectors;
    const from = starts[i]!;
    const size = starts[i + 1]! - from;
    if (size > this.#features.length) this.#features = new Int32Array(2 * size);
    for (let n = 0; n < size; n++) {
      const entry = entries[from + n]!;
      const feature = entry >> timesBits;
      this.#spread[feature] = counts[entry & timesMask]! * rarities[feature]!;
      this.#features[n] = feature;
    }
    this.#size = size;
    this.#of = i;
  }

  #takeBack(): void {
    for (let n = 0; n < this.#size; n++) this.#spread[this.#features[n]!] = 0;
    this.#size = 0;
    this.#of = -1;
  }
}

/** Vectors that come and go at the end. */
export class GrowingVectors {
  readonly #starts: Growing<Int32Array>;
  readonly #entries: Growing<Int32Array>;
  readonly #scales: Growing<Float32Array>;
  #rarities: Float32Array;

  constructor({ starts, entries, scales, rarities }: Vectors) {
    this.#starts = Growing.of(sharedInts, starts);
    this.#entries = Growing.of(sharedInts, entries);
    this.#scales = Growing.of(sharedFloats, scales);
    this.#rarities = rarities;
  }

  /** The first of the vectors given, as the next one. */
  append({ starts, entries, scales, rarities }: Vectors): void {
    this.#entries.append(entries.subarray(starts[0], starts[1]));
    this.#scales.push(scales[0]!);
    this.#starts.push(this.#entries.length);
    this.#rarities = rarities;
  }

  cut(records: number): void {
    this.#starts.cut(records + 1);
    this.#entries.cut(this.#starts.at(records));
    this.#scales.cut(records);
  }

  flat(): Vectors {
    return {
      starts: this.#starts.values(),
      entries: this.#entries.values(),
      scales: this.#scales.values(),
      rarities: this.#rarities,
    };
  }
}
