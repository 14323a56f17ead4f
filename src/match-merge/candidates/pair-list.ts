import { sharedInts } from '../text/flat-lists.js';

/** What one look for the nearest records found, of every record that asked. */
export interface FoundNearest {
  /** Record r found `found[r]` others: `nearest[r · room]` and what follows, nearest first. */
  readonly nearest: Int32Array;
  readonly found: Int32Array;
  readonly room: number;
  /** Who asked whom. */
  readonly asking: 'left asks right' | 'right asks left' | 'of one table';
}

/** Pairs that were found in any order, handed out once each in ascending order of left, then right; of one table the
 *  lower record is left. Gathered out of what was found as it lies there, for at a million records every further list of
 *  pairs is hundreds of megabytes. What is handed out can be shared between threads. */
export class PairList {
  readonly #looks: FoundNearest[] = [];

  /** `k`: of each record's nearest so many count. `also`: pairs besides, left and right. */
  constructor(
    private readonly leftRecords: number,
    private readonly k: number,
    private readonly also: readonly (readonly [number, number])[] = [],
  ) {}

  add(look: FoundNearest): void {
    this.#looks.push(look);
  }

  sorted(): { left: Int32Array; right: Int32Array } {
    const ends = new Int32Array(this.leftRecords + 1);
    this.#each((left) => {
      ends[left + 1]! += 1;
    });
    for (let l = 0; l < this.leftRecords; l++) ends[l + 1]! += ends[l]!;
    const rights = new Int32Array(ends[this.leftRecords]!);
    const next = ends.slice();
    this.#each((left, right) => {
      rights[next[left]!++] = right;
    });
    this.#looks.length = 0;
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
    return { left, right };
  }

  #each(tell: (left: number, right: number) => void): void {
    for (const [left, right] of this.also) tell(left, right);
    for (const { nearest, found, room, asking } of this.#looks)
      for (let r = 0; r < found.length; r++) {
        const end = r * room + Math.min(found[r]!, this.k);
        for (let n = r * room; n < end; n++) {
          const other = nearest[n]!;
          const swapped = asking === 'right asks left' || (asking === 'of one table' && other < r);
          if (swapped) tell(other, r);
          else tell(r, other);
        }
      }
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
