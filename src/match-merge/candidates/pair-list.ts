import { sharedInts } from '../text/flat-lists.js';

/** Pairs gathered in any order, handed out once each in ascending order of left, then right. Buckets by left record: for
 *  each pair eight bytes while they are gathered, and no object. What is handed out can be shared between threads. */
export class PairList {
  #lefts = new Int32Array(1 << 16);
  #rights = new Int32Array(1 << 16);
  #count = 0;

  constructor(private readonly leftRecords: number) {}

  add(left: number, right: number): void {
    if (this.#count === this.#lefts.length) {
      this.#lefts = wider(this.#lefts);
      this.#rights = wider(this.#rights);
    }
    this.#lefts[this.#count] = left;
    this.#rights[this.#count++] = right;
  }

  sorted(): { left: Int32Array; right: Int32Array } {
    const ends = new Int32Array(this.leftRecords + 1);
    for (let p = 0; p < this.#count; p++) ends[this.#lefts[p]! + 1]! += 1;
    for (let l = 0; l < this.leftRecords; l++) ends[l + 1]! += ends[l]!;
    const rights = new Int32Array(this.#count);
    const next = ends.slice();
    for (let p = 0; p < this.#count; p++) rights[next[this.#lefts[p]!]!++] = this.#rights[p]!;
    this.#lefts = new Int32Array(1);
    this.#rights = new Int32Array(1);
    let unique = 0;
    const uniqueEnds = new Int32Array(this.leftRecords + 1);
    for (let l = 0; l < this.leftRecords; l++) {
      const own = rights.subarray(ends[l], ends[l + 1]).sort();
      for (let n = 0; n < own.length; n++) if (n === 0 || own[n] !== own[n - 1]) rights[unique++] = own[n]!;
      uniqueEnds[l + 1] = unique;
    }
    const left = sharedInts(unique);
    const right = sharedInts(unique);
    right.set(rights.subarray(0, unique));
    for (let l = 0; l < this.leftRecords; l++) left.fill(l, uniqueEnds[l], uniqueEnds[l + 1]);
    this.#count = 0;
    return { left, right };
  }
}

/** The place of a pair among those handed out; undefined where it is not there. */
export function placeOfPair(
  pairs: { readonly left: Int32Array; readonly right: Int32Array },
  l: number,
  r: number,
): number | undefined {
  let from = 0;
  let to = pairs.left.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const order = pairs.left[middle]! - l || pairs.right[middle]! - r;
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return undefined;
}

function wider(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(list.length * 2);
  copy.set(list);
  return copy;
}
