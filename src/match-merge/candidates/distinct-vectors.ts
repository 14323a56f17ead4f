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
  const count = all.starts.length - 1;
  const groupOf = sharedInts(count);
  const firsts: number[] = [];
  const groupsOfHash = new Map<number, number[]>();
  let entries = 0;
  for (let r = 0; r < count; r++) {
    const hash = hashOf(all, r);
    const groups = groupsOfHash.get(hash);
    let group = groups?.find((each) => equal(all, r, firsts[each]!));
    if (group === undefined) {
      group = firsts.length;
      firsts.push(r);
      entries += all.starts[r + 1]! - all.starts[r]!;
      if (groups) groups.push(group);
      else groupsOfHash.set(hash, [group]);
    }
    groupOf[r] = group;
  }
  const starts = sharedInts(firsts.length + 1);
  for (let r = 0; r < count; r++) starts[groupOf[r]! + 1]! += 1;
  for (let g = 0; g < firsts.length; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const members = sharedInts(count);
  for (let r = 0; r < count; r++) members[next[groupOf[r]!]!++] = r;
  return {
    vectors: firsts.length === count ? all : copyOf(all, firsts, entries, inPlace),
    starts,
    members,
    groupOf,
  };
}

/** `records` ascend, so what is moved forward overwrites only what has been moved. */
function copyOf(all: Vectors, records: readonly number[], entries: number, inPlace: boolean): Vectors {
  const starts = sharedInts(records.length + 1);
  const features = inPlace ? all.features : sharedInts(entries);
  const weights = inPlace ? all.weights : sharedFloats(entries);
  let at = 0;
  records.forEach((record, n) => {
    const from = all.starts[record]!;
    const to = all.starts[record + 1]!;
    features.set(all.features.subarray(from, to), at);
    weights.set(all.weights.subarray(from, to), at);
    at += to - from;
    starts[n + 1] = at;
  });
  return { starts, features, weights };
}

function hashOf({ starts, features }: Vectors, r: number): number {
  let hash = 0x811c9dc5;
  for (let e = starts[r]!; e < starts[r + 1]!; e++) hash = Math.imul(hash ^ features[e]!, 0x01000193);
  return hash;
}

function equal({ starts, features, weights }: Vectors, r: number, other: number): boolean {
  const from = starts[r]!;
  const size = starts[r + 1]! - from;
  const there = starts[other]!;
  if (starts[other + 1]! - there !== size) return false;
  for (let n = 0; n < size; n++)
    if (features[from + n] !== features[there + n] || weights[from + n] !== weights[there + n]) return false;
  return true;
}
