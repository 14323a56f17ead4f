import { FeatureNumbers } from './feature-numbers.js';
import type { Features } from './features.js';
import { Growing, GrowingInts, sharedBytes, sharedFloats, sharedInts } from './flat-lists.js';

/** Weighted bags of features, one a record, each of length 1, in three flat lists. */
export interface Vectors {
  /** Record r has the entries `starts[r] <= e < starts[r + 1]`. */
  readonly starts: Int32Array;
  /** Feature of an entry; ascending within a record, and the rarer the lower. */
  readonly features: Int32Array;
  /** Its share of the record's length, 0 to 1. */
  readonly weights: Float32Array;
}

/** More than most records have. */
const usualFeatures = 256;
/** Times that a feature counts in one record, at most; they lie in one byte. */
const mostTimes = 255;

/** Takes in records one after the other, counts in how many of them each feature is, and then gives their vectors. All
 *  in flat lists: a bag of a hundred features is 800 bytes and no object. */
export class FeatureCensus {
  readonly #numbers = new FeatureNumbers();
  /** In how many records each feature is, and its entry in the last one. */
  readonly #records = new GrowingInts();
  readonly #lastEntry = new GrowingInts();
  #bags: ReturnType<typeof emptyBags>;
  #filled = 0;
  #standing: { readonly places: GrowingInts; readonly rarities: number[] } | undefined;

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
    const { starts, features: entries } = this.#bags;
    this.#append(features);
    for (let e = starts.at(starts.length - 2); e < entries.length; e++) {
      const id = entries.at(e);
      this.#records.set(id, this.#records.at(id) + 1);
    }
    if (features.size > 0) this.#filled++;
  }

  /** Vectors of the records taken in since, in their order. From the first call on the census stands. A feature that
   *  occurs `times` in a record weighs (1 + ln times) · ln(1 + N / df), above 0 (Salton & Buckley 1988, with one added so
   *  that a feature of every record still has a weight), as a share of the record's length. */
  vectors(): Vectors {
    const { places, rarities } = this.#stand();
    const { starts: begins, features: ids, times } = this.#bags;
    this.#bags = emptyBags();
    const starts = begins.values();
    // In the place of the bags: at a million records both together would be gigabytes.
    const features = ids.values();
    const weights = sharedFloats(ids.length);
    const sorted = new Float64Array(longest(starts));
    for (let r = 0; r + 1 < starts.length; r++) {
      const from = starts[r]!;
      const size = starts[r + 1]! - from;
      for (let k = 0; k < size; k++)
        sorted[k] = places.at(features[from + k]!) * (mostTimes + 1) + times.at(from + k);
      sorted.subarray(0, size).sort();
      let squares = 0;
      for (let k = 0; k < size; k++) {
        const place = Math.floor(sorted[k]! / (mostTimes + 1));
        const weight = (1 + Math.log(sorted[k]! - place * (mostTimes + 1))) * rarities[place]!;
        features[from + k] = place;
        weights[from + k] = weight;
        squares += weight * weight;
      }
      const length = Math.sqrt(squares);
      for (let e = from; e < from + size; e++) weights[e]! /= length;
    }
    return { starts, features, weights };
  }

  /** The vector of one more record, weighed by the standing census; a feature never seen is as rare as one seen once. */
  vectorOf(features: Features): Vectors {
    this.#stand();
    this.#append(features);
    return this.vectors();
  }

  #append({ grams, names }: Features): void {
    const { starts, features: entries } = this.#bags;
    const from = entries.length;
    for (let n = 0; n < grams.length; n++) this.#put(this.#numbers.ofGram(grams[n]!), from);
    for (const name of names) this.#put(this.#numbers.ofName(name), from);
    starts.push(entries.length);
  }

  /** Puts a feature into the bag that begins at `from`. */
  #put(id: number, from: number): void {
    if (id === this.#records.length) this.#isNew(id);
    const { features: entries, times } = this.#bags;
    const entry = this.#lastEntry.at(id);
    // Marks of bags that were handed out stay behind; so the entry itself must hold the feature.
    if (entry >= from && entry < entries.length && entries.at(entry) === id) {
      times.set(entry, Math.min(mostTimes, times.at(entry) + 1));
    } else {
      this.#lastEntry.set(id, entries.length);
      entries.push(id);
      times.push(1);
    }
  }

  #isNew(id: number): void {
    this.#records.push(0);
    this.#lastEntry.push(-1);
    this.#standing?.places.push(id);
    this.#standing?.rarities.push(Math.log(1 + this.#filled));
  }

  /** Features take their places by how rare they are, equally rare ones as they came. */
  #stand() {
    if (this.#standing) return this.#standing;
    const records = this.#records.values();
    const order = Int32Array.from(records.keys()).sort((x, y) => records[x]! - records[y]! || x - y);
    const places = new GrowingInts();
    places.append(order);
    for (let place = 0; place < order.length; place++) places.set(order[place]!, place);
    const rarities = Array.from(order, (id) => Math.log(1 + this.#filled / Math.max(1, records[id]!)));
    this.#standing = { places, rarities };
    return this.#standing;
  }
}

function emptyBags(room = 0) {
  const starts = new GrowingInts();
  starts.push(0);
  return { starts, features: new GrowingInts(room), times: new Growing(sharedBytes, room) };
}

function longest(starts: Int32Array): number {
  let most = 0;
  for (let r = 0; r + 1 < starts.length; r++) most = Math.max(most, starts[r + 1]! - starts[r]!);
  return most;
}

/** Some of the records of a list of vectors, without a copy. */
export function someOf({ starts, features, weights }: Vectors, from: number, to: number): Vectors {
  return { starts: starts.subarray(from, to + 1), features, weights };
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
    const x = a.features[e]!;
    const y = b.features[f]!;
    if (x === y) sum += a.weights[e++]! * b.weights[f++]!;
    else if (x < y) e++;
    else f++;
  }
  return sum;
}

/** Cosines of one vector and many others, the same as `cosine` gives: the one is spread out over all features, so that
 *  each of the others is a plain run through its own. */
export class SpreadVector {
  readonly #spread: Float32Array;
  #of = -1;

  /** `featureCount`: more than any feature of the vectors that are compared. */
  constructor(
    private readonly vectors: Vectors,
    featureCount: number,
  ) {
    this.#spread = new Float32Array(featureCount);
  }

  cosine(i: number, others: Vectors, j: number): number {
    if (i !== this.#of) this.#put(i);
    const spread = this.#spread;
    const { features, weights } = others;
    const end = others.starts[j + 1]!;
    let sum = 0;
    for (let f = others.starts[j]!; f < end; f++) sum += spread[features[f]!]! * weights[f]!;
    return sum < 1 ? sum : 1;
  }

  #put(i: number): void {
    const { starts, features, weights } = this.vectors;
    if (this.#of >= 0)
      for (let e = starts[this.#of]!; e < starts[this.#of + 1]!; e++) this.#spread[features[e]!] = 0;
    for (let e = starts[i]!; e < starts[i + 1]!; e++) this.#spread[features[e]!] = weights[e]!;
    this.#of = i;
  }
}

/** Vectors that come and go at the end. */
export class GrowingVectors {
  readonly #starts: Growing<Int32Array>;
  readonly #features: Growing<Int32Array>;
  readonly #weights: Growing<Float32Array>;

  constructor({ starts, features, weights }: Vectors) {
    this.#starts = Growing.of(sharedInts, starts);
    this.#features = Growing.of(sharedInts, features);
    this.#weights = Growing.of(sharedFloats, weights);
  }

  /** The first of the vectors given, as the next one. */
  append({ starts, features, weights }: Vectors): void {
    this.#features.append(features.subarray(starts[0], starts[1]));
    this.#weights.append(weights.subarray(starts[0], starts[1]));
    this.#starts.push(this.#features.length);
  }

  cut(records: number): void {
    this.#starts.cut(records + 1);
    this.#features.cut(this.#starts.at(records));
    this.#weights.cut(this.#starts.at(records));
  }

  flat(): Vectors {
    return {
      starts: this.#starts.values(),
      features: this.#features.values(),
      weights: this.#weights.values(),
    };
  }
}
