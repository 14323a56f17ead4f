import type { Comparator } from '../compare/comparator.js';
import { sharedFloats } from '../text/flat-lists.js';
import type { Threads } from '../threads/threads.js';
import { comparingOf } from './comparing.js';
import type { Evidence } from './evidence.js';

/** What the comparators say about a list of pairs, measured on all threads. */
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
