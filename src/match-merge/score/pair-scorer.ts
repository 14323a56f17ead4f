import type { Measure } from '../measure/measure.js';
import { bitsOf, type ComparatorModel, type Model } from './model.js';

/** What is cheap to ask is asked first, and so is what may end the matter. */
const costs: Readonly<Record<string, number>> = {
  'item number': 0,
  package: 0,
  code: 2,
  veto: 1,
  number: 2,
  date: 2,
  'feature group': 2,
  'codes in lines': 2,
  figures: 3,
  'shared code': 4,
  text: 5,
};

/** Scores pairs one by one by a model that stands. */
export class PairScorer {
  readonly #order: readonly number[];
  /** Of each place in the order, bits that all comparators from there on can add, at most. */
  readonly #mostFrom: Float64Array;
  readonly #mostSurprises: Float64Array;
  readonly #bits: Float64Array;

  /** `kinds`: of each measure, the kind of its parts; `mostSurprises`: bits that it may be surprised by, at most. */
  constructor(
    private readonly model: Model,
    private readonly measures: readonly Measure[],
    kinds: readonly string[],
    mostSurprises: readonly number[],
  ) {
    this.#order = [...measures.keys()].sort((a, b) => costs[kinds[a]!]! - costs[kinds[b]!]! || a - b);
    this.#mostFrom = new Float64Array(measures.length + 1);
    for (let n = measures.length - 1; n >= 0; n--) {
      const c = this.#order[n]!;
      const most = mostBits(model.comparators[c]!, mostSurprises[c]!, model.surpriseShare);
      this.#mostFrom[n] = this.#mostFrom[n + 1]! + most;
    }
    this.#mostSurprises = Float64Array.from(mostSurprises);
    this.#bits = new Float64Array(measures.length);
  }

  /** Bits of a pair, the same as its explanation sums to; -Infinity where they are less than `least`, as soon as that is
   *  sure. */
  score(left: number, right: number, least = Number.NEGATIVE_INFINITY): number {
    const { comparators, prior, surpriseShare } = this.model;
    const bits = this.#bits;
    const order = this.#order;
    let sum = prior;
    for (let n = 0; n < order.length; n++) {
      // Sums of other orders differ in the last digits.
      if (sum + this.#mostFrom[n]! < least - 1e-9) return Number.NEGATIVE_INFINITY;
      const c = order[n]!;
      const measure = this.measures[c]!;
      const place = Math.fround(measure.place(left, right));
      const surprise =
        place < 0 || this.#mostSurprises[c] === 0 ? 0 : Math.fround(measure.surprise(left, right));
      const own = bitsOf(comparators[c]!, place, surprise, surpriseShare);
      bits[c] = own;
      sum += own;
    }
    let score = prior;
    for (let c = 0; c < bits.length; c++) score += bits[c]!;
    return score < least ? Number.NEGATIVE_INFINITY : score;
  }
}

function mostBits(
  { weights, meanSurprise, share }: ComparatorModel,
  mostSurprise: number,
  surpriseShare: number,
): number {
  const rare = mostSurprise > 0 ? Math.max(0, surpriseShare * (mostSurprise - meanSurprise)) : 0;
  // Without evidence it adds nothing.
  return Math.max(0, share * (Math.max(...weights) + rare));
}
