import type { FiledFeatures } from '../normalise/compare-features.js';
import type { Measure } from './measure.js';
import { Verdicts } from './verdicts.js';

/** What the records of both sides say of some kinds of features. */
export interface FlatSayings {
  /** Places of the kinds in `KIND_RULES`, and of each what every record says: the number of a saying, or -1. */
  readonly places: readonly number[];
  readonly left: readonly Int32Array[];
  readonly right: readonly Int32Array[];
  /** Of each saying, the features of a line that says it. */
  readonly sayings: readonly FiledFeatures[];
}

export interface FeatureGroupParts {
  readonly kind: 'feature group';
  readonly said: FlatSayings;
}

export const featureGroupLevels = ['different', 'compatible', 'equal', 'equal in several'];

/** What two lines say of some kinds of features, as one evidence. */
export class FeatureGroupMeasure implements Measure {
  readonly #places: readonly number[];
  readonly #left: readonly Int32Array[];
  readonly #right: readonly Int32Array[];
  readonly #verdicts: Verdicts;

  constructor({ said }: FeatureGroupParts) {
    this.#places = said.places;
    this.#left = said.left;
    this.#right = said.right;
    this.#verdicts = Verdicts.of(said.sayings);
  }

  place(left: number, right: number): number {
    let equal = 0;
    let compatible = 0;
    for (let n = 0; n < this.#places.length; n++) {
      const a = this.#left[n]![left]!;
      const b = this.#right[n]![right]!;
      if (a < 0 || b < 0) continue;
      switch (this.#verdicts.on(this.#places[n]!, a, b)) {
        case 'different':
          return 0.5;
        case 'equal':
          equal++;
          break;
        case 'compatible':
          compatible++;
      }
    }
    if (equal > 0) return equal > 1 ? 3.5 : 2.5;
    return compatible > 0 ? 1.5 : -1;
  }

  surprise(): number {
    return 0;
  }
}
