import { KIND_RULES, sayComparison } from '../normalise/compare-features.js';
import type { Comparator } from './comparator.js';
import type { LineFeatures } from './line-features.js';

/** Bits of a veto: no agreement of texts makes up for it. */
const vetoBits = -40;

/** Speaks only where text must not join two lines: 16 Fr against 18 Fr. What two packages of one product differ in
 *  forbids nothing here. */
export class VetoComparator implements Comparator {
  readonly levels = ['vetoed'];
  readonly graded = false;
  readonly derived = false;
  readonly fixed = vetoBits;
  readonly #places = KIND_RULES.flatMap(({ vetoes, grain }, place) =>
    vetoes && grain === 'product' ? [place] : [],
  );

  constructor(private readonly features: LineFeatures) {}

  place(left: number, right: number): number {
    return this.#places.some((place) => this.features.verdict(place, left, right) === 'different') ? 0.5 : -1;
  }

  surprise(): number {
    return 0;
  }

  values(left: number, right: number): readonly [string, string] {
    const differing = this.#differing(left, right);
    return [
      differing.flatMap((each) => each.left.map(({ say }) => say)).join(', '),
      differing.flatMap((each) => each.right.map(({ say }) => say)).join(', '),
    ];
  }

  /** `16 Fr against 18 Fr` of every kind that forbids the pair. */
  reasons(left: number, right: number): readonly string[] {
    return this.#differing(left, right).map(sayComparison);
  }

  #differing(left: number, right: number) {
    return this.features
      .comparisons(left, right)
      .filter(({ veto, grain }) => veto && grain === 'product');
  }
}
