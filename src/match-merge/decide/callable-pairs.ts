import { amongBest, choice, equallyGoodPairs, type ScoredPairs, strengths } from './choices.js';
import type { Partners } from './competition.js';
import { againstDecoys } from './decoys.js';

/** The pairs that may be called matches together, ascending, each with its probability against decoys.
 *
 *  Where one table may hold a thing several times, every record of the other chooses its best pair, and pairs equally good
 *  are called beside it. A chosen pair that is likelier than not must then be among the best of its other record too: a
 *  record that has found its equal is not every other’s as well. Below that the weights know too little for a rival’s lead
 *  to speak against a pair more than it lowers its strength. */
export function callablePairs(
  pairs: ScoredPairs,
  partners: Partners,
): { readonly callable: readonly number[]; readonly calibrated: readonly number[] } {
  const first = choice(pairs, partners);
  const several = partners !== 'one left, one right';
  const chosen = several
    ? first.concat(equallyGoodPairs(pairs, new Set(first))).sort((a, b) => a - b)
    : first;
  const without = new Set(chosen);
  const second = choice(pairs, partners, without);
  const probabilities = againstDecoys(
    strengths(pairs, partners, chosen, new Set()),
    strengths(pairs, partners, second, without),
  );
  const isAmongBest = amongBest(pairs);
  const places = [...chosen.keys()].filter(
    (n) => !several || pairs.scores[chosen[n]!]! <= 0 || isAmongBest(chosen[n]!),
  );
  return { callable: places.map((n) => chosen[n]!), calibrated: places.map((n) => probabilities[n]!) };
}
