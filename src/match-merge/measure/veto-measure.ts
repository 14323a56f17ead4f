import { CodesInLinesMeasure, type CodesInLinesParts } from './codes-in-lines-measure.js';
import type { FlatSayings } from './feature-group-measure.js';
import type { Measure } from './measure.js';
import { Verdicts } from './verdicts.js';

export interface VetoParts {
  readonly kind: 'veto';
  readonly said: FlatSayings;
  readonly codes: CodesInLinesParts;
}

/** Speaks where two lines say what cannot be true of one thing. */
export class VetoMeasure implements Measure {
  readonly #places: readonly number[];
  readonly #left: readonly Int32Array[];
  readonly #right: readonly Int32Array[];
  readonly #verdicts: Verdicts;
  readonly #codes: CodesInLinesMeasure;

  constructor({ said, codes }: VetoParts) {
    this.#places = said.places;
    this.#left = said.left;
    this.#right = said.right;
    this.#verdicts = Verdicts.of(said.sayings);
    this.#codes = new CodesInLinesMeasure(codes);
  }

  place(left: number, right: number): number {
    if (!this.#differ(left, right)) return -1;
    return this.#codes.share(left, right) ? 1.5 : 0.5;
  }

  surprise(): number {
    return 0;
  }

  #differ(left: number, right: number): boolean {
    for (let n = 0; n < this.#places.length; n++) {
      const a = this.#left[n]![left]!;
      const b = this.#right[n]![right]!;
      if (a >= 0 && b >= 0 && this.#verdicts.on(this.#places[n]!, a, b) === 'different') return true;
    }
    return false;
  }
}
