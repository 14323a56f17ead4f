import type { Attribute } from '../tables/align-columns.js';
import { Features } from '../text/features.js';
import { FeatureCensus, type Vectors } from '../text/vectors.js';
import { recordFeatures } from './record-features.js';

/** The records of one side after those of the other, to be looked at whole. */
export interface WholeRecords {
  readonly attributes: readonly Pick<Attribute, 'kind'>[];
  /** Of one table one side. */
  readonly sides: readonly {
    readonly records: number;
    /** A list of cells for every attribute. */
    readonly columns: readonly (readonly string[])[];
  }[];
}

/** Everything that records say, in one bag each. */
export function censusOf({ attributes, sides }: WholeRecords): FeatureCensus {
  const census = new FeatureCensus(sides.reduce((sum, { records }) => sum + records, 0));
  const features = new Features();
  for (const { records, columns } of sides)
    for (let r = 0; r < records; r++)
      census.count(
        recordFeatures(
          attributes,
          columns.map((cells) => cells[r]!),
          features,
        ),
      );
  return census;
}

export function wholeVectors(records: WholeRecords): Vectors {
  return censusOf(records).vectors();
}
