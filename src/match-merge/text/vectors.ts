import { gramsOf, wordsOf } from './normal-text.js';

/** Weighted bags of features, one a record, each of length 1, in three flat lists. */
export interface Vectors {
  /** Record r has the entries `starts[r] <= e < starts[r + 1]`. */
  readonly starts: Int32Array;
  /** Feature of an entry; ascending within a record. */
  readonly features: Int32Array;
  /** Its share of the record's length, 0 to 1. */
  readonly weights: Float32Array;
}

/** Words and sequences of three characters: a word counts as a whole and, misspelt, still in its pieces. */
export function textFeatures(normal: string): string[] {
  return [...gramsOf(normal), ...wordsOf(normal).map((word) => `#${word}`)];
}

/** How rare each feature is, over all records that were counted. */
export class FeatureCensus {
  readonly #ids = new Map<string, number>();
  readonly #records: number[] = [];
  #counted = 0;

  /** Number of features. */
  get size(): number {
    return this.#records.length;
  }

  /** Takes in one record and hands back its features with how often each occurs in it. */
  count(features: readonly string[]): Map<number, number> {
    const bag = new Map<number, number>();
    for (const feature of features) {
      const id = this.#idOf(feature);
      bag.set(id, (bag.get(id) ?? 0) + 1);
    }
    if (features.length > 0) this.#counted++;
    for (const id of bag.keys()) this.#records[id] = (this.#records[id] ?? 0) + 1;
    return bag;
  }

  /** Weight of a feature that occurs `times` in a record: (1 + ln times) · ln(1 + N / df), above 0. Salton & Buckley
   *  1988, with one added so that a feature of every record still has a weight. */
  weight(id: number, times: number): number {
    return (1 + Math.log(times)) * Math.log(1 + this.#counted / (this.#records[id] ?? 1));
  }

  #idOf(feature: string): number {
    let id = this.#ids.get(feature);
    if (id === undefined) {
      id = this.#records.length;
      this.#ids.set(feature, id);
      this.#records.push(0);
    }
    return id;
  }
}

/** Bags to vectors of length 1; an empty bag is a vector without entries. */
export function vectorsOf(bags: readonly ReadonlyMap<number, number>[], census: FeatureCensus): Vectors {
  const starts = new Int32Array(bags.length + 1);
  for (let r = 0; r < bags.length; r++) starts[r + 1] = starts[r]! + bags[r]!.size;
  const features = new Int32Array(starts[bags.length]!);
  const weights = new Float32Array(features.length);
  for (let r = 0; r < bags.length; r++) {
    const bag = bags[r]!;
    const ids = Int32Array.from(bag.keys()).sort();
    const from = starts[r]!;
    let squares = 0;
    for (let k = 0; k < ids.length; k++) {
      const weight = census.weight(ids[k]!, bag.get(ids[k]!)!);
      features[from + k] = ids[k]!;
      weights[from + k] = weight;
      squares += weight * weight;
    }
    const length = Math.sqrt(squares);
    for (let e = from; e < starts[r + 1]!; e++) weights[e] = weights[e]! / length;
  }
  return { starts, features, weights };
}

/** Cosine of two vectors, 0 (nothing in common) to 1. */
export function cosine(a: Vectors, i: number, b: Vectors, j: number): number {
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
  return sum < 1 ? sum : 1;
}
