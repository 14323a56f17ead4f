import { type FlatSets, type Measure, sharedOf, sizeOf } from './measure.js';

export interface FiguresParts {
  readonly kind: 'figures';
  readonly left: FlatSets;
  readonly right: FlatSets;
}

export const figuresLevels = ['none in common', 'one has none', 'some in common', 'one has more', 'equal'];

/** What was read out of two texts, as sets. */
export class FiguresMeasure implements Measure {
  constructor(private readonly parts: FiguresParts) {}

  place(left: number, right: number): number {
    const a = sizeOf(this.parts.left, left);
    const b = sizeOf(this.parts.right, right);
    if (a === 0 && b === 0) return -1;
    if (a === 0 || b === 0) return 1.5;
    const shared = sharedOf(this.parts.left, left, this.parts.right, right);
    if (shared === 0) return 0.5;
    if (shared === a && shared === b) return 4.5;
    return shared === a || shared === b ? 3.5 : 2.5;
  }

  surprise(): number {
    return 0;
  }
}
