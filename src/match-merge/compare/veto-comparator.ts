import { type FeatureGrain, placesOfVetoes, sayComparison, vetoes } from '../normalise/compare-features.js';
import type { CodesInLinesComparator } from './codes-in-lines-comparator.js';
import type { Comparator } from './comparator.js';
import type { LineFeatures } from './line-features.js';

/** Bits of a veto: hardly any agreement of texts makes up for it. */
const vetoBits = -40;

/** Speaks only where text must not join two lines: 16 Fr against 18 Fr. A number that both lines hold is more than text:
 *  then one of them may be mistyped, and the pair is put before a person. `grain`: what the pair must be one of. */
export class VetoComparator implements Comparator {
  readonly levels = ['vetoed', 'vetoed, but of one number'];
  readonly graded = false;
  readonly derived = false;
  readonly fixed = [vetoBits, 0];
  readonly #places: readonly number[];

  constructor(
    private readonly features: LineFeatures,
    private readonly codes: CodesInLinesComparator,
    private readonly grain: FeatureGrain,
  ) {
    this.#places = placesOfVetoes(grain);
  }

  place(left: number, right: number): number {
    if (!this.#places.some((place) => this.features.verdict(place, left, right) === 'different')) return -1;
    return this.codes.share(left, right) ? 1.5 : 0.5;
  }

  surprise(): number {
    return 0;
  }

  /** `16 Fr against 18 Fr` of every kind that forbids the pair. */
  vetoes(left: number, right: number): readonly string[] {
    return this.#differing(left, right).map(sayComparison);
  }

  values(left: number, right: number): readonly [string, string] {
    const differing = this.#differing(left, right);
    return [
      differing.flatMap((each) => each.left.map(({ say }) => say)).join(', '),
      differing.flatMap((each) => each.right.map(({ say }) => say)).join(', '),
    ];
  }

  #differing(left: number, right: number) {
    return vetoes(this.features.comparisons(left, right), this.grain);
  }
}
