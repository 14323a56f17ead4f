import { sharedFloats, sharedInts } from '../text/flat-lists.js';
import type { Vectors } from '../text/vectors.js';

/** The nearest records of one record, nearest first, equal ones by their number. */
export interface Nearest {
  readonly records: readonly number[];
  /** Cosines, 0 to 1, falling. */
  readonly cosines: readonly number[];
  /** Records beyond the k taken that are as near as the last one taken: what a cut at k left out by chance. */
  readonly tiesLeftOut: number;
}

/** Of every feature, the records that have it. All lists can be shared between threads. */
export interface Postings {
  readonly starts: Int32Array;
  readonly records: Int32Array;
  readonly weights: Float32Array;
  /** Greatest weight of each feature in any record. */
  readonly heaviest: Float32Array;
}

export function postingsOf(vectors: Vectors, featureCount: number): Postings {
  const { starts: begins, features, weights: own } = vectors;
  const count = begins.length - 1;
  const starts = sharedInts(featureCount + 1);
  const from = begins[0]!;
  const to = begins[count]!;
  for (let e = from; e < to; e++) starts[features[e]! + 1]! += 1;
  for (let f = 0; f < featureCount; f++) starts[f + 1]! += starts[f]!;
  const next = starts.slice();
  const records = sharedInts(to - from);
  const weights = sharedFloats(to - from);
  const heaviest = sharedFloats(featureCount);
  for (let r = 0; r < count; r++)
    for (let e = begins[r]!; e < begins[r + 1]!; e++) {
      const feature = features[e]!;
      const at = next[feature]!++;
      const weight = own[e]!;
      records[at] = r;
      weights[at] = weight;
      if (weight > heaviest[feature]!) heaviest[feature] = weight;
    }
  return { starts, records, weights, heaviest };
}

/** What rounding may take from a sum of products of 4-byte weights, at most. */
const rounding = 1e-5;
/** Cosines so near each other count as equal. */
const asNear = 1e-6;
const firstLook = 2_000;
const lookAgain = 1.5;
const bins = 512;

/** Finds the k records nearest by cosine, exactly: what a bound skips cannot be among them.
 *
 *  Postings of a question's features are read from its rarest feature on. All that is still unread adds to any record at
 *  most the length of the unread rest of the question (Cauchy and Schwarz; records have length 1), nor more than its
 *  weights times the greatest of the records'. Once k records have more than that, no record that was not met so far can
 *  be among the first k; those that were met and can be are then measured directly. */
export class VectorIndex {
  readonly #postings: Postings;
  readonly #features: number;
  readonly #sums: Float32Array;
  readonly #met: Int32Array;
  readonly #asked: Float32Array;
  readonly #bins = new Int32Array(bins);
  #k = 0;
  #best = new Int32Array(0);
  #bestCosines = new Float64Array(0);
  #measured = new Float64Array(64);

  constructor(
    private readonly vectors: Vectors,
    featureCount: number,
    postings = postingsOf(vectors, featureCount),
  ) {
    this.#postings = postings;
    this.#features = featureCount;
    const records = vectors.starts.length - 1;
    this.#sums = new Float32Array(records);
    this.#met = new Int32Array(records);
    this.#asked = new Float32Array(featureCount);
  }

  /** The k records nearest to record `r` of `asked`, without the record `except` and those that share nothing. */
  nearest(asked: Vectors, r: number, k: number, except = -1): Nearest {
    const out = new Int32Array(k);
    const { found, tiesLeftOut } = this.find(asked, r, k, except, out, 0);
    return {
      records: [...out.subarray(0, found)],
      cosines: [...this.#bestCosines.subarray(0, found)],
      tiesLeftOut,
    };
  }

  /** The same into a list, from `outAt` on. */
  find(
    asked: Vectors,
    r: number,
    k: number,
    except: number,
    out: Int32Array,
    outAt: number,
  ): { found: number; tiesLeftOut: number } {
    if (k !== this.#k) {
      this.#k = k;
      this.#best = new Int32Array(k);
      this.#bestCosines = new Float64Array(k);
    }
    const { starts, records, weights, heaviest } = this.#postings;
    const sums = this.#sums;
    const met = this.#met;
    const from = asked.starts[r]!;
    let end = asked.starts[r + 1]!;
    // Features that came after the index was built are in none of its records, and stand last.
    while (end > from && asked.features[end - 1]! >= this.#features) end--;
    let squares = 0;
    let products = 0;
    for (let e = from; e < end; e++) {
      const weight = asked.weights[e]!;
      squares += weight * weight;
      products += weight * heaviest[asked.features[e]!]!;
    }
    let count = 0;
    let reads = 0;
    let nextLook = firstLook;
    let least = 0;
    if (except >= 0) sums[except] = -2;
    for (let e = from; e < end; e++) {
      if (reads >= nextLook && count >= k) {
        const rest = Math.min(Math.sqrt(Math.max(0, squares)), products);
        const floor = this.#floor(count, k);
        if (floor > rest + rounding) {
          least = floor - rest - rounding;
          break;
        }
        nextLook = reads * lookAgain;
      }
      const weight = asked.weights[e]!;
      const feature = asked.features[e]!;
      const stop = starts[feature + 1]!;
      for (let p = starts[feature]!; p < stop; p++) {
        const record = records[p]!;
        const sum = sums[record]!;
        if (sum === 0) met[count++] = record;
        sums[record] = sum + weight * weights[p]!;
      }
      reads += stop - starts[feature]!;
      squares -= weight * weight;
      products -= weight * heaviest[feature]!;
    }
    return this.#take(asked, from, end, k, except, count, least, out, outAt);
  }

  /** No more than the k-th greatest sum, and hardly less. */
  #floor(count: number, k: number): number {
    const sums = this.#sums;
    const met = this.#met;
    const counts = this.#bins.fill(0);
    for (let m = 0; m < count; m++) {
      const bin = (sums[met[m]!]! * bins) | 0;
      counts[bin < bins ? bin : bins - 1]! += 1;
    }
    let bin = bins - 1;
    for (let above = counts[bin]!; above < k && bin > 0; above += counts[bin]!) bin--;
    return bin / bins;
  }

  #take(
    asked: Vectors,
    from: number,
    end: number,
    k: number,
    except: number,
    count: number,
    least: number,
    out: Int32Array,
    outAt: number,
  ): { found: number; tiesLeftOut: number } {
    const { starts, features, weights } = this.vectors;
    const question = this.#asked;
    const sums = this.#sums;
    const met = this.#met;
    const best = this.#best;
    const cosines = this.#bestCosines;
    for (let e = from; e < end; e++) question[asked.features[e]!] = asked.weights[e]!;
    let found = 0;
    let others = 0;
    for (let m = 0; m < count; m++) {
      const record = met[m]!;
      const sum = sums[record]!;
      sums[record] = 0;
      if (sum < least) continue;
      let cosine = 0;
      const stop = starts[record + 1]!;
      for (let e = starts[record]!; e < stop; e++) cosine += question[features[e]!]! * weights[e]!;
      if (found === k) {
        const last = cosines[k - 1]!;
        if (cosine > last - asNear) {
          if (others === this.#measured.length) this.#measured = widened(this.#measured);
          this.#measured[others++] = Math.min(cosine, last);
        }
        if (cosine < last || (cosine === last && record > best[k - 1]!)) continue;
        found--;
        this.#measured[others - 1] = last;
      }
      let at = found++;
      while (
        at > 0 &&
        (cosines[at - 1]! < cosine || (cosines[at - 1] === cosine && best[at - 1]! > record))
      ) {
        cosines[at] = cosines[at - 1]!;
        best[at] = best[at - 1]!;
        at--;
      }
      cosines[at] = cosine;
      best[at] = record;
    }
    for (let e = from; e < end; e++) question[asked.features[e]!] = 0;
    if (except >= 0) sums[except] = 0;
    let tiesLeftOut = 0;
    if (found === k)
      for (let o = 0; o < others; o++) if (this.#measured[o]! > cosines[k - 1]! - asNear) tiesLeftOut++;
    for (let n = 0; n < found; n++) out[outAt + n] = best[n]!;
    return { found, tiesLeftOut };
  }
}

function widened(list: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(list.length * 2);
  wider.set(list);
  return wider;
}
