import type { VetoParts } from '../measure/veto-measure.js';
import { type FeatureGrain, placesOfVetoes, sayComparison, vetoes } from '../normalise/compare-features.js';
import type { CodesInLinesComparator } from './codes-in-lines-comparator.js';
import { Comparator } from './comparator.js';
import type { LineFeatures } from './line-features.js';

/** Bits of a veto: hardly any agreement of texts makes up for it. */
const vetoBits = -40;

/** Speaks only where text must not join two lines: 16 Fr against 18 Fr. A number that both lines hold is more than text:
 *  then one of them may be mistyped, and the pair is put before a person. `grain`: what the pair must be one of. */
export class VetoComparator extends Comparator {
  override readonly levels = ['vetoed', 'vetoed, but of one number'];
  override readonly fixed = [vetoBits, 0];
  readonly #places: readonly number[];

  constructor(
    private readonly features: LineFeatures,
    private readonly codes: CodesInLinesComparator,
    private readonly grain: FeatureGrain,
  ) {
    super();
    this.#places = placesOfVetoes(grain);
  }

  override parts(): VetoParts {
    return { kind: 'veto', said: this.features.flat(this.#places), codes: this.codes.parts() };
  }

  /** To be called when the features have taken in or forgotten records. */
  follow(): void {
    this.changed();
  }

  /** `16 Fr against 18 Fr` of every kind that forbids the pair. */
  override vetoes(left: number, right: number): readonly string[] {
    return this.#differing(left, right).map(sayComparison);
  }

  override values(left: number, right: number): readonly [string, string] {
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
