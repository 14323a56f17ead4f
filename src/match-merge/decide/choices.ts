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

/** Bits by which two pairs of a record may differ and still be equally good: two lines of one product say a word more or
 *  less. */
const equallyGood = 0.6;

/** Pairs beside the chosen that are by themselves likelier matches than not, and as good as the best of both their records:
 *  a table may hold one product in several packs, and a line that names no pack is all of them. */
export function equallyGoodPairs(pairs: ScoredPairs, chosen: ReadonlySet<number>): number[] {
  const isAmongBest = amongBest(pairs);
  return [...pairs.scores.keys()].filter((p) => !chosen.has(p) && pairs.scores[p]! > 0 && isAmongBest(p));
}

/** Whether a pair is about as good as the best pair of each of its two records. */
export function amongBest({ left, right, scores }: ScoredPairs): (p: number) => boolean {
  const bestOfLeft = bestOf(left, scores);
  const bestOfRight = bestOf(right, scores);
  return (p) => scores[p]! >= Math.max(bestOfLeft.get(left[p]!)!, bestOfRight.get(right[p]!)!) - equallyGood;
}

function bestOf(
  records: Int32Array,
  scores: Float64Array,
  counts: (p: number) => boolean = () => true,
): Map<number, number> {
  const best = new Map<number, number>();
  for (let p = 0; p < scores.length; p++)
    if (counts(p))
      best.set(records[p]!, Math.max(best.get(records[p]!) ?? Number.NEGATIVE_INFINITY, scores[p]!));
  return best;
}

/** How strong each chosen pair stands: its bits, and its lead before the next pair of the same record; less by what its
 *  other record has better, where that may have several partners. */
export function strengths(
  pairs: ScoredPairs,
  partners: Partners,
  chosen: readonly number[],
  without: ReadonlySet<number>,
): Float64Array {
  const { left, right, scores } = pairs;
  const [records, others] = partners === 'one right' ? [left, right] : [right, left];
  const taken = new Set(chosen);
  const runnerUp = bestOf(records, scores, (p) => !taken.has(p) && !without.has(p));
  const least = scores.reduce((sum, bits) => Math.min(sum, bits), 0);
  const best = partners === 'one left, one right' ? undefined : bestOf(others, scores);
  return Float64Array.from(chosen, (p) => {
    const bits = scores[p]!;
    const lead = bits - (runnerUp.get(records[p]!) ?? least);
    return bits + lead - (best ? best.get(others[p]!)! - bits : 0);
  });
}
