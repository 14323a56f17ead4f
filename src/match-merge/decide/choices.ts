import { bestAssignmentOf } from './assignment.js';
import type { Partners } from './competition.js';

export interface ScoredPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly scores: Float64Array;
}

/** Pairs that can be called matches together, ascending: an assignment where both sides have one partner at most, else
 *  the best pair of every record that has one. `without` are left out. */
export function choice(pairs: ScoredPairs, partners: Partners, without?: ReadonlySet<number>): number[] {
  const { left, right, scores } = pairs;
  if (partners === 'one left, one right') return assigned(pairs, without);
  const records = partners === 'one left' ? right : left;
  const best = new Map<number, number>();
  for (let p = 0; p < scores.length; p++) {
    if (without?.has(p)) continue;
    const other = best.get(records[p]!);
    if (other === undefined || scores[p]! > scores[other]!) best.set(records[p]!, p);
  }
  return [...best.values()].sort((a, b) => a - b);
}

function assigned({ left, right, scores }: ScoredPairs, without?: ReadonlySet<number>): number[] {
  let least = 0;
  for (let p = 0; p < scores.length; p++) if (!without?.has(p)) least = Math.min(least, scores[p]!);
  const worth = scores.map((bits, p) => (without?.has(p) ? 0 : worthOf(bits, least)));
  return bestAssignmentOf({ left, right, worth });
}

/** What an assignment gains by a pair. Bits above the least there are, but a likely pair is worth more than two
 *  unlikely ones. */
function worthOf(bits: number, least: number): number {
  return Math.log2(1 + 2 ** Math.min(bits, 60)) + 0.001 * (bits - least + 1);
}

/** How strong each chosen pair stands: its bits, and its lead before the next pair of the same record. */
export function strengths(
  pairs: ScoredPairs,
  partners: Partners,
  chosen: readonly number[],
  without: ReadonlySet<number>,
): Float64Array {
  const { left, right, scores } = pairs;
  const records = partners === 'one right' ? left : right;
  const taken = new Set(chosen);
  const runnerUp = new Map<number, number>();
  let least = 0;
  for (let p = 0; p < scores.length; p++) {
    if (scores[p]! < least) least = scores[p]!;
    if (taken.has(p) || without.has(p)) continue;
    runnerUp.set(records[p]!, Math.max(runnerUp.get(records[p]!) ?? Number.NEGATIVE_INFINITY, scores[p]!));
  }
  return Float64Array.from(chosen, (p) => 2 * scores[p]! - (runnerUp.get(records[p]!) ?? least));
}
