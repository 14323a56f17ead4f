import type { PlannedMerge } from './plan-acts.js';

/** Merges cut into acts of at most `most`, in which every golden record stands once; merges of one golden record keep their
 *  order, for each rests on those before it. */
export function inActs(merges: readonly PlannedMerge[], most: number): PlannedMerge[][] {
  const rounds: PlannedMerge[][] = [];
  const times = new Map<string, number>();
  for (const merge of merges) {
    const round = times.get(merge.survivorId) ?? 0;
    times.set(merge.survivorId, round + 1);
    const known = rounds[round];
    if (known) known.push(merge);
    else rounds.push([merge]);
  }
  return rounds.flatMap((round) =>
    Array.from({ length: Math.ceil(round.length / most) }, (_, at) =>
      round.slice(at * most, (at + 1) * most),
    ),
  );
}
