import { CodesInLinesMeasure, type CodesInLinesParts } from './codes-in-lines-measure.js';
import { CommonSayings, type FlatSayings } from './feature-group-measure.js';
import type { Measure } from './measure.js';

export interface VetoParts {
  readonly kind: 'veto';
  readonly said: FlatSayings;
  readonly codes: CodesInLinesParts;
}

/** Speaks where two lines say what cannot be true of one thing. */
export class VetoMeasure implements Measure {
  readonly #common: CommonSayings;
  readonly #codes: CodesInLinesMeasure;

  constructor({ said, codes }: VetoParts) {
    this.#common = new CommonSayings(said);
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
    for (let rest = this.#common.of(left, right); rest !== 0; rest &= rest - 1)
      if (this.#common.verdict(rest & -rest, left, right) === 'different') return true;
    return false;
  }
}
