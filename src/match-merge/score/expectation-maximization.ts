import type { Comparator } from '../compare/comparator.js';
import type { Evidence } from './evidence.js';
import { type ComparatorModel, type Model, probabilityOf, scorePairs } from './model.js';

export interface LevelScale {
  readonly levels: number;
  readonly graded: boolean;
  /** Only speaks against. */
  readonly derived: boolean;
  /** Bits of each level, where they are set and not learned. */
  readonly fixed?: readonly number[] | undefined;
}

/** What learning needs to know of each comparator. */
export function scalesOf(comparators: readonly Comparator[]): LevelScale[] {
  return comparators.map(({ levels, graded, derived, fixed }) => ({
    levels: levels.length,
    graded,
    derived,
    fixed,
  }));
}

export interface Learning {
  readonly scales: readonly LevelScale[];
  /** The pairs to learn from. */
  readonly evidence: Evidence;
  /** For how many candidates each of them stands; 1 unless said. */
  readonly standsFor?: number;
  /** Random pairs: what agrees by chance. */
  readonly chance: Evidence;
  /** Probability of each pair to be a match, to begin with. */
  readonly seeds: Float64Array;
  /** The same of the random pairs: of a small table some are matches. */
  readonly chanceSeeds: Float64Array;
  /** Probabilities of the pairs by their weights, for what is known about who may match whom. */
  readonly competition: (scores: Float64Array) => Float64Array;
  /** How much of each comparator counts, 0 to 1. */
  readonly shares: readonly number[];
  /** Number of pairs there could be. */
  readonly allPairs: number;
  readonly surpriseShare: number;
  readonly rounds: number;
  readonly converged: number;
}

export interface Learned {
  readonly model: Model;
  readonly probabilities: Float64Array;
  readonly rounds: number;
}

/** Random pairs of a level from which on they alone say how often chance agrees so well. Where fewer were drawn, the
 *  candidates that are no matches tell: they hold nearly all pairs that agree so well. */
const enoughChance = 8;
const smallest = 0.5;
const smallestChance = 0.02;

/** Learns weights without labels: in turns, the probability of every pair from the weights, and the weights from the
 *  probabilities. Dempster, Laird & Rubin 1977; Winkler 1988. */
export function learn(learning: Learning): Learned {
  const { evidence, competition, converged } = learning;
  let probabilities = learning.seeds;
  let model = maximize(learning, probabilities, learning.chanceSeeds);
  let round = 1;
  for (; round < learning.rounds; round++) {
    const next = competition(scorePairs(model, evidence));
    let moved = 0;
    for (let p = 0; p < next.length; p++) moved += Math.abs(next[p]! - probabilities[p]!);
    probabilities = next;
    model = maximize(learning, probabilities, scorePairs(model, learning.chance).map(probabilityOf));
    if (moved <= converged * Math.max(1, next.length)) break;
  }
  return { model, probabilities: competition(scorePairs(model, evidence)), rounds: round };
}

/** The weights that make the probabilities most likely. */
export function maximize(
  learning: Learning,
  probabilities: Float64Array,
  chanceProbabilities: Float64Array,
): Model {
  const { scales, shares, surpriseShare, allPairs, standsFor = 1 } = learning;
  let matches = 0;
  for (const p of probabilities) matches += p;
  matches *= standsFor;
  // Of a table of two records one pair is all there are.
  const lambda = Math.min(0.5, Math.max(matches, 1) / Math.max(1, allPairs));
  const comparators = scales.map((scale, c) => {
    if (scale.fixed !== undefined) return fixedModel(scale.fixed);
    const u = chanceOf(learning.chance.places[c]!, chanceProbabilities, scale.levels);
    return comparatorModel(learning, scale, c, probabilities, u, shares[c]!);
  });
  return { comparators, prior: Math.log2(lambda / (1 - lambda)), surpriseShare };
}

function comparatorModel(
  { evidence, chance, allPairs, standsFor = 1 }: Learning,
  { levels, graded, derived }: LevelScale,
  c: number,
  probabilities: Float64Array,
  drawn: Float64Array,
  share: number,
): ComparatorModel {
  const m = new Float64Array(levels);
  const others = new Float64Array(levels);
  const places = evidence.places[c]!;
  const surprises = evidence.surprises[c]!;
  let surprise = 0;
  let agreeing = 0;
  for (let p = 0; p < places.length; p++) {
    if (places[p]! < 0) continue;
    const level = Math.floor(places[p]!);
    m[level]! += probabilities[p]!;
    others[level]! += 1 - probabilities[p]!;
    if (surprises[p]! > 0) {
      surprise += probabilities[p]! * surprises[p]!;
      agreeing += probabilities[p]!;
    }
  }
  const ofAll = (standsFor * chance.pairs) / allPairs;
  const u = drawn.map((count, level) => (count >= enoughChance ? count : others[level]! * ofAll));
  const weights = levelWeights(m, u, graded);
  return {
    weights: derived ? weights.map((weight) => Math.min(0, weight)) : weights,
    meanSurprise: agreeing > 0 ? surprise / agreeing : 0,
    share,
    graded,
  };
}

function fixedModel(bits: readonly number[]): ComparatorModel {
  return { weights: Float64Array.from(bits), meanSurprise: 0, share: 1, graded: false };
}

/** How many random pairs that are no matches are on each level. */
function chanceOf(places: Float32Array, probabilities: Float64Array, levels: number): Float64Array {
  const u = new Float64Array(levels);
  places.forEach((place, p) => {
    if (place >= 0) u[Math.floor(place)]! += 1 - probabilities[p]!;
  });
  return u;
}

/** log2(m / u) of each level from (fractional) counts, smoothed; on a scale made to rise by pooling neighbours that
 *  fall (Ayer et al. 1955). */
export function levelWeights(m: Float64Array, u: Float64Array, graded: boolean): Float64Array {
  const sumM = m.reduce((sum, count) => sum + count, 0) + smallest * m.length;
  const sumU = u.reduce((sum, count) => sum + count, 0) + smallestChance * u.length;
  const weight = (mCount: number, uCount: number, pooled: number) =>
    Math.log2((mCount + smallest * pooled) / sumM / ((uCount + smallestChance * pooled) / sumU));
  const weights = new Float64Array(m.length);
  const blocks: { from: number; m: number; u: number; size: number; weight: number }[] = [];
  for (let level = 0; level < m.length; level++) {
    let block = { from: level, m: m[level]!, u: u[level]!, size: 1, weight: weight(m[level]!, u[level]!, 1) };
    while (graded && blocks.length > 0 && blocks.at(-1)!.weight >= block.weight) {
      const last = blocks.pop()!;
      const size = last.size + block.size;
      const pooled = { from: last.from, m: last.m + block.m, u: last.u + block.u, size };
      block = { ...pooled, weight: weight(pooled.m, pooled.u, size) };
    }
    blocks.push(block);
  }
  for (const block of blocks) weights.fill(block.weight, block.from, block.from + block.size);
  return weights;
}
