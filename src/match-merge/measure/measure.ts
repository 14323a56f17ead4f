/** Compares two records of one attribute by their numbers, over flat lists alone, so that any thread can do it. */
export interface Measure {
  /** Place on the levels of the comparator: level n is `n <= place < n + 1`. -1 where either record has no value: absence
   *  is not evidence. */
  place(left: number, right: number): number;
  /** How rare the value that both records share is, -log2 of its share of all values, in bits; 0 unless they agree
   *  wholly. Fellegi & Sunter 1969, 3.3.1. */
  surprise(left: number, right: number): number;
}

/** The values of both sides by number: 0 is none, equal numbers are equal values. */
export interface FlatValues {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Bits of each number. */
  readonly surprises: Float64Array;
}

/** Bits of a value that both records share; 0 where they differ. */
export function surpriseOf({ left, right, surprises }: FlatValues, l: number, r: number): number {
  const number = left[l]!;
  return number === right[r] ? surprises[number]! : 0;
}

/** A list of numbers for each record of a side, ascending: those of r are `items[starts[r]]` to before `items[starts[r + 1]]`. */
export interface FlatSets {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** How many numbers two ascending lists have in common. */
export function sharedOf(a: FlatSets, l: number, b: FlatSets, r: number): number {
  const endA = a.starts[l + 1]!;
  const endB = b.starts[r + 1]!;
  let shared = 0;
  for (let i = a.starts[l]!, j = b.starts[r]!; i < endA && j < endB; ) {
    const x = a.items[i]!;
    const y = b.items[j]!;
    if (x === y) {
      shared++;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return shared;
}

export function sizeOf({ starts }: FlatSets, record: number): number {
  return starts[record + 1]! - starts[record]!;
}
