import type { Vectors } from '../text/vectors.js';

/** The nearest records of one record, nearest first, equal ones by their number. */
export interface Nearest {
  readonly records: readonly number[];
  /** Cosines, 0 to 1, falling. */
  readonly cosines: readonly number[];
  /** Records beyond the k taken that are as near as the last one taken: what a cut at k left out by chance. */
  readonly tiesLeftOut: number;
}

/** Finds the k records nearest by cosine, exactly: what a bound skips cannot be among them.
 *
 *  Postings of a question's features are read from its heaviest feature down. All that is still unread adds to any
 *  record at most the length of the unread rest of the question (Cauchy and Schwarz; records have length 1). Once k
 *  records have more than that, no record that was not met so far can be among the first k; those that were met and can
 *  be are then measured directly. */
export class VectorIndex {
  readonly #starts: Int32Array;
  readonly #records: Int32Array;
  readonly #weights: Float32Array;
  readonly #sums: Float64Array;
  readonly #met: Int32Array;

  constructor(
    private readonly vectors: Vectors,
    featureCount: number,
  ) {
    const { starts, features, weights } = vectors;
    const records = starts.length - 1;
    this.#starts = new Int32Array(featureCount + 1);
    for (const feature of features) this.#starts[feature + 1]! += 1;
    for (let f = 0; f < featureCount; f++) this.#starts[f + 1]! += this.#starts[f]!;
    const next = this.#starts.slice();
    this.#records = new Int32Array(features.length);
    this.#weights = new Float32Array(features.length);
    for (let r = 0; r < records; r++)
      for (let e = starts[r]!; e < starts[r + 1]!; e++) {
        const at = next[features[e]!]!++;
        this.#records[at] = r;
        this.#weights[at] = weights[e]!;
      }
    this.#sums = new Float64Array(records);
    this.#met = new Int32Array(records);
  }

  /** The k records nearest to record `r` of `asked`, without the record `except` and those that share nothing. */
  nearest(asked: Vectors, r: number, k: number, except = -1): Nearest {
    const order: number[] = [];
    let rest = 0;
    for (let e = asked.starts[r]!; e < asked.starts[r + 1]!; e++) {
      if (asked.features[e]! >= this.#starts.length - 1) continue;
      order.push(e);
      rest += asked.weights[e]! ** 2;
    }
    order.sort((x, y) => this.#worth(asked, y) - this.#worth(asked, x) || x - y);
    let met = 0;
    let floor = 0;
    let reads = 0;
    let nextLook = 2_000;
    let complete = true;
    for (const e of order) {
      if (met > k && reads >= nextLook) {
        floor = this.#kthSum(met, k, except);
        if (floor * floor > rest * 1.0001) {
          complete = false;
          break;
        }
        nextLook = reads * 1.5;
      }
      const weight = asked.weights[e]!;
      const feature = asked.features[e]!;
      for (let p = this.#starts[feature]!; p < this.#starts[feature + 1]!; p++) {
        const record = this.#records[p]!;
        if (this.#sums[record] === 0) this.#met[met++] = record;
        this.#sums[record]! += weight * this.#weights[p]!;
      }
      reads += this.#starts[feature + 1]! - this.#starts[feature]!;
      rest -= weight * weight;
    }
    return this.#best(asked, r, k, except, met, complete ? 0 : floor - Math.sqrt(Math.max(rest, 0)) - 1e-6);
  }

  /** Weight of a feature for each posting that must be read for it: rare ones first. */
  #worth(asked: Vectors, e: number): number {
    const feature = asked.features[e]!;
    return asked.weights[e]! / (1 + this.#starts[feature + 1]! - this.#starts[feature]!);
  }

  #kthSum(met: number, k: number, except: number): number {
    const sums: number[] = [];
    for (let m = 0; m < met; m++) if (this.#met[m] !== except) sums.push(this.#sums[this.#met[m]!]!);
    return kthLargest(sums, k);
  }

  #best(asked: Vectors, r: number, k: number, except: number, met: number, least: number): Nearest {
    const found: { record: number; cosine: number }[] = [];
    for (let m = 0; m < met; m++) {
      const record = this.#met[m]!;
      if (record !== except && this.#sums[record]! >= least)
        found.push({ record, cosine: this.#cosine(asked, r, record) });
      this.#sums[record] = 0;
    }
    found.sort((x, y) => y.cosine - x.cosine || x.record - y.record);
    const taken = found.slice(0, k);
    const last = taken.at(-1)?.cosine ?? 0;
    let ties = 0;
    while (k + ties < found.length && found[k + ties]!.cosine > last - 1e-6) ties++;
    return {
      records: taken.map(({ record }) => record),
      cosines: taken.map(({ cosine }) => cosine),
      tiesLeftOut: ties,
    };
  }

  #cosine(asked: Vectors, r: number, record: number): number {
    const { starts, features, weights } = this.vectors;
    let e = asked.starts[r]!;
    let f = starts[record]!;
    let sum = 0;
    while (e < asked.starts[r + 1]! && f < starts[record + 1]!) {
      const x = asked.features[e]!;
      const y = features[f]!;
      if (x === y) sum += asked.weights[e++]! * weights[f++]!;
      else if (x < y) e++;
      else f++;
    }
    return sum;
  }
}

/** The k-th largest of some numbers, by selection in place. */
function kthLargest(numbers: number[], k: number): number {
  const values = Float64Array.from(numbers);
  let from = 0;
  let to = values.length - 1;
  const at = k - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1]!;
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i]! > pivot) i++;
      while (values[j]! < pivot) j--;
      if (i <= j) {
        const swap = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swap;
      }
    }
    if (at <= j) to = j;
    else if (at >= i) from = i;
    else break;
  }
  return values[at] ?? 0;
}
