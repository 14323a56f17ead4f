import { sharedFloats, sharedInts } from '../text/flat-lists.js';
import type { Vectors } from '../text/vectors.js';

/** Equal vectors once. Every text that stands in a thousand records is looked for, and looked at, once. */
export interface DistinctVectors {
  readonly vectors: Vectors;
  /** Records of group g are `members[starts[g]]` to before `members[starts[g + 1]]`, ascending; groups go by their first. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  readonly groupOf: Int32Array;
}

/** `inPlace`: the lists of the vectors given are used again, for at a million records a second copy is a gigabyte. */
export function distinctVectors(all: Vectors, inPlace = false): DistinctVectors {
  const { groupOf, firsts } = groupsOf(all);
  const count = groupOf.length;
  const starts = sharedInts(firsts.length + 1);
  for (let r = 0; r < count; r++) starts[groupOf[r]! + 1]! += 1;
  for (let g = 0; g < firsts.length; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const members = sharedInts(count);
  for (let r = 0; r < count; r++) members[next[groupOf[r]!]!++] = r;
  return { vectors: firsts.length === count ? all : copyOf(all, firsts, inPlace), starts, members, groupOf };
}

/** The group of each record, and the first record of each group; a hash table by open addressing. */
function groupsOf(all: Vectors): { readonly groupOf: Int32Array; readonly firsts: Int32Array } {
  const count = all.starts.length - 1;
  const groupOf = sharedInts(count);
  const firsts = new Int32Array(count);
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 1)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  let groups = 0;
  for (let r = 0; r < count; r++) {
    let slot = hashOf(all, r) & mask;
    while (slots[slot]! >= 0 && !equal(all, r, firsts[slots[slot]!]!)) slot = (slot + 1) & mask;
    if (slots[slot]! < 0) {
      firsts[groups] = r;
      slots[slot] = groups++;
    }
    groupOf[r] = slots[slot]!;
  }
  return { groupOf, firsts: firsts.subarray(0, groups) };
}

/** `records` ascend, so what is moved forward overwrites only what has been moved. */
function copyOf(all: Vectors, records: Int32Array, inPlace: boolean): Vectors {
  const starts = sharedInts(records.length + 1);
  records.forEach((record, n) => {
    starts[n + 1] = starts[n]! + all.starts[record + 1]! - all.starts[record]!;
  });
  const entries = inPlace ? all.entries : sharedInts(starts[records.length]!);
  const scales = sharedFloats(records.length);
  records.forEach((record, n) => {
    entries.set(all.entries.subarray(all.starts[record]!, all.starts[record + 1]!), starts[n]!);
    scales[n] = all.scales[record]!;
  });
  return { starts, entries, scales, rarities: all.rarities };
}

function hashOf({ starts, entries }: Vectors, r: number): number {
  let hash = 0x811c9dc5;
  for (let e = starts[r]!; e < starts[r + 1]!; e++) hash = Math.imul(hash ^ entries[e]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

function equal({ starts, entries }: Vectors, r: number, other: number): boolean {
  const from = starts[r]!;
  const size = starts[r + 1]! - from;
  const there = starts[other]!;
  if (starts[other + 1]! - there !== size) return false;
  for (let n = 0; n < size; n++) if (entries[from + n] !== entries[there + n]) return false;
  return true;
}
