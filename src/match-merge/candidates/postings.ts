import { sharedBytes, sharedFloats, sharedInts } from '../text/flat-lists.js';
import { counts, timesBits, timesMask, type Vectors } from '../text/vectors.js';

/** Of every feature, the records that have it. All lists can be shared between threads. */
export interface Postings {
  readonly starts: Int32Array;
  /** A record, `posting >> timesBits`, and what the feature counts there, `counts[posting & timesMask]`. */
  readonly postings: Int32Array;
  /** Greatest weight of each feature in any record. */
  readonly heaviest: Float32Array;
  /** 1 of a feature in so many records that its postings were left out. */
  readonly leftOut: Uint8Array;
}

/** `most`: a feature of more records has no postings. */
export function postingsOf(vectors: Vectors, most = Number.POSITIVE_INFINITY): Postings {
  const { starts: begins, entries, scales, rarities } = vectors;
  const count = begins.length - 1;
  const from = begins[0]!;
  const to = begins[count]!;
  const sizes = new Int32Array(rarities.length);
  for (let e = from; e < to; e++) sizes[entries[e]! >> timesBits]! += 1;
  const starts = sharedInts(sizes.length + 1);
  const leftOut = sharedBytes(sizes.length);
  for (let f = 0; f < sizes.length; f++) {
    leftOut[f] = sizes[f]! > most ? 1 : 0;
    starts[f + 1] = starts[f]! + (leftOut[f] === 1 ? 0 : sizes[f]!);
  }
  const next = starts.slice();
  const postings = sharedInts(starts[sizes.length]!);
  const heaviest = sharedFloats(sizes.length);
  for (let r = 0; r < count; r++)
    for (let e = begins[r]!; e < begins[r + 1]!; e++) {
      const feature = entries[e]! >> timesBits;
      if (leftOut[feature] === 1) continue;
      const times = entries[e]! & timesMask;
      postings[next[feature]!++] = (r << timesBits) | times;
      const weight = counts[times]! * Math.sqrt(rarities[feature]!) * scales[r]!;
      if (weight > heaviest[feature]!) heaviest[feature] = weight;
    }
  return { starts, postings, heaviest, leftOut };
}
