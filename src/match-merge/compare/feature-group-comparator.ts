import type { FeatureKind } from '../normalise/feature.js';
import type { Comparator } from './comparator.js';
import { type LineFeatures, placeOf } from './line-features.js';

/** Kinds that speak of one side of a product, and are weighed together. */
export const featureGroups: readonly { readonly name: string; readonly kinds: readonly FeatureKind[] }[] = [
  { name: 'strength', kinds: ['strength'] },
  {
    name: 'size',
    kinds: [
      ...(['french', 'gauge', 'length', 'volume', 'angle', 'diopter', 'holes', 'levels', 'suture'] as const),
      'size',
    ],
  },
  { name: 'form', kinds: ['form'] },
  { name: 'release', kinds: ['release'] },
  { name: 'route', kinds: ['route'] },
  { name: 'marks', kinds: ['laterality', 'sterility', 'latex', 'sex', 'age', 'use'] },
  { name: 'content', kinds: ['content'] },
  { name: 'pack', kinds: ['pack', 'packaging'] },
];

/** What two lines say of some kinds of features, as one evidence. */
export class FeatureGroupComparator implements Comparator {
  readonly levels = ['different', 'compatible', 'equal', 'equal in several'];
  readonly graded = false;
  readonly derived = false;
  readonly #places: readonly number[];

  constructor(
    private readonly features: LineFeatures,
    kinds: readonly FeatureKind[],
  ) {
    this.#places = kinds.map(placeOf);
  }

  /** Share of the records that say any of it, 0 to 1. */
  get filled(): number {
    return this.features.filled(this.#places);
  }

  place(left: number, right: number): number {
    let equal = 0;
    let compatible = 0;
    for (const place of this.#places)
      switch (this.features.verdict(place, left, right)) {
        case 'different':
          return 0.5;
        case 'equal':
          equal++;
          break;
        case 'compatible':
          compatible++;
      }
    if (equal > 0) return equal > 1 ? 3.5 : 2.5;
    return compatible > 0 ? 1.5 : -1;
  }

  surprise(): number {
    return 0;
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.#said('left', left), this.#said('right', right)];
  }

  #said(side: 'left' | 'right', record: number): string {
    const { byRule } = this.features.features(side, record);
    return this.#places.flatMap((place) => byRule[place]!.map(({ say }) => say)).join(', ');
  }
}
