import { type FeatureGroupParts, featureGroupLevels } from '../measure/feature-group-measure.js';
import type { FeatureKind } from '../normalise/feature.js';
import { Comparator } from './comparator.js';
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
export class FeatureGroupComparator extends Comparator {
  override readonly levels = featureGroupLevels;
  readonly #places: readonly number[];

  constructor(
    private readonly features: LineFeatures,
    kinds: readonly FeatureKind[],
  ) {
    super();
    this.#places = kinds.map(placeOf);
  }

  /** Share of the records that say any of it, 0 to 1. */
  get filled(): number {
    return this.features.filled(this.#places);
  }

  override parts(): FeatureGroupParts {
    return { kind: 'feature group', said: this.features.flat(this.#places) };
  }

  /** To be called when the features have taken in or forgotten records. */
  follow(): void {
    this.changed();
  }

  override values(left: number, right: number): readonly [string, string] {
    return [this.#said('left', left), this.#said('right', right)];
  }

  #said(side: 'left' | 'right', record: number): string {
    const { byRule } = this.features.features(side, record);
    return this.#places.flatMap((place) => byRule[place]!.map(({ say }) => say)).join(', ');
  }
}
