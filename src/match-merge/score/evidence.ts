import type { Comparator } from '../compare/comparator.js';
import { sharedFloats } from '../text/flat-lists.js';
import type { Threads } from '../threads/threads.js';
import { comparingOf } from './comparing.js';

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
  threads: Threads,
  progress?: (done: number, total: number) => void,
): Evidence {
  const count = pairs.left.length;
  const evidence = {
    pairs: count,
    places: comparators.map(() => sharedFloats(count)),
    surprises: comparators.map(() => sharedFloats(count)),
  };
  threads.run(
    comparingOf(
      comparators.map((comparator) => comparator.parts()),
      pairs,
      evidence,
    ),
    progress,
  );
  return evidence;
}
