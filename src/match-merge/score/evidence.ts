import type { Comparator } from '../compare/comparator.js';

/** What the comparators said about a list of pairs. */
export interface Evidence {
  readonly pairs: number;
  /** Place on the levels, one list a comparator; -1 is no evidence. */
  readonly places: readonly Float32Array[];
  /** Surprise in bits of a value shared wholly, one list a comparator. */
  readonly surprises: readonly Float32Array[];
}

export function gatherEvidence(
  comparators: readonly Comparator[],
  pairs: { readonly left: Int32Array; readonly right: Int32Array },
  progress?: (done: number, total: number) => void,
): Evidence {
  const count = pairs.left.length;
  const places = comparators.map(() => new Float32Array(count));
  const surprises = comparators.map(() => new Float32Array(count));
  for (let p = 0; p < count; p++) {
    const left = pairs.left[p]!;
    const right = pairs.right[p]!;
    for (let c = 0; c < comparators.length; c++) {
      places[c]![p] = comparators[c]!.place(left, right);
      surprises[c]![p] = comparators[c]!.surprise(left, right);
    }
    if (p % 10_000 === 0) progress?.(p, count);
  }
  return { pairs: count, places, surprises };
}
