import type { FeatureVerdict, FiledFeatures } from '../normalise/compare-features.js';
import type { Measure } from './measure.js';
import { Verdicts } from './verdicts.js';

/** What the records of both sides say of some kinds of features. */
export interface FlatSayings {
  /** Places of the kinds in `KIND_RULES`, and of each what every record says: the number of a saying, or -1. */
  readonly places: readonly number[];
  readonly left: readonly Int32Array[];
  readonly right: readonly Int32Array[];
  /** Of every record, one bit for each place in `KIND_RULES` that it says anything of, these or others. */
  readonly saidLeft: Int32Array;
  readonly saidRight: Int32Array;
  /** Of each saying, the features of a line that says it. */
  readonly sayings: readonly FiledFeatures[];
}

export interface FeatureGroupParts {
  readonly kind: 'feature group';
  readonly said: FlatSayings;
}

export const featureGroupLevels = ['different', 'compatible', 'equal', 'equal in several'];

/** The kinds of features that two lines both speak of, out of some, and the verdict on each. */
export class CommonSayings {
  /** Of each place in `KIND_RULES`, where its sayings are. */
  readonly #at: readonly number[];
  readonly #kinds: number;
  readonly #left: readonly Int32Array[];
  readonly #right: readonly Int32Array[];
  readonly #saidLeft: Int32Array;
  readonly #saidRight: Int32Array;
  readonly #verdicts: Verdicts;

  constructor({ places, left, right, saidLeft, saidRight, sayings }: FlatSayings) {
    this.#at = Array.from({ length: 32 }, (_, place) => Math.max(0, places.indexOf(place)));
    this.#kinds = places.reduce((bits, place) => bits | (1 << place), 0);
    this.#left = left;
    this.#right = right;
    this.#saidLeft = saidLeft;
    this.#saidRight = saidRight;
    this.#verdicts = Verdicts.of(sayings);
  }

  /** One bit for each kind that both speak of. */
  of(left: number, right: number): number {
    return this.#saidLeft[left]! & this.#saidRight[right]! & this.#kinds;
  }

  /** The verdict on the kind of one bit. */
  verdict(bit: number, left: number, right: number): FeatureVerdict {
    const place = 31 - Math.clz32(bit);
    const at = this.#at[place]!;
    return this.#verdicts.on(place, this.#left[at]![left]!, this.#right[at]![right]!);
  }
}

/** What two lines say of some kinds of features, as one evidence. */
export class FeatureGroupMeasure implements Measure {
  readonly #common: CommonSayings;

  constructor({ said }: FeatureGroupParts) {
    this.#common = new CommonSayings(said);
  }

  place(left: number, right: number): number {
    let equal = 0;
    let compatible = 0;
    for (let rest = this.#common.of(left, right); rest !== 0; rest &= rest - 1) {
      switch (this.#common.verdict(rest & -rest, left, right)) {
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
