import type { Attribute } from '../tables/align-columns.js';
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

/** Vectors of whole records, and one more than the greatest feature in them. */
export interface WholeVectors {
  readonly vectors: Vectors;
  readonly featureCount: number;
}

/** Everything that records say, in one bag each. */
export function censusOf({ attributes, sides }: WholeRecords): FeatureCensus {
  const census = new FeatureCensus(sides.reduce((sum, { records }) => sum + records, 0));
  for (const { records, columns } of sides)
    for (let r = 0; r < records; r++)
      census.count(
        recordFeatures(
          attributes,
          columns.map((cells) => cells[r]!),
        ),
      );
  return census;
}

export function wholeVectors(records: WholeRecords): WholeVectors {
  const census = censusOf(records);
  const vectors = census.vectors();
  return { vectors, featureCount: census.size };
}
