import { comparableLine } from '../normalise/comparable-line.js';
import { remembered } from '../normalise/remembered.js';
import type { Attribute } from '../tables/align-columns.js';
import { Features } from '../text/features.js';
import { FeatureCensus, type Vectors } from '../text/vectors.js';
import { recordFeatures } from './record-features.js';

/** The records of one side after those of the other, to be looked at whole. */
export interface WholeRecords {
  /** `isLine`: its cells are lines of the field that are not made comparable yet. */
  readonly attributes: readonly (Pick<Attribute, 'kind'> & { readonly isLine: boolean })[];
  /** Of one table one side. */
  readonly sides: readonly {
    readonly records: number;
    /** A list of cells for every attribute. */
    readonly columns: readonly (readonly string[])[];
  }[];
}

/** Everything that records say, in one bag each. */
export function censusOf(records: WholeRecords): FeatureCensus {
  const census = new FeatureCensus(recordsIn(records));
  countIn(census, records);
  return census;
}

export function wholeVectors(records: WholeRecords): Vectors {
  return censusOf(records).vectors();
}

export function recordsIn({ sides }: WholeRecords): number {
  return sides.reduce((sum, { records }) => sum + records, 0);
}

/** Makers, units and kinds stand in many records. */
const comparable = remembered(comparableLine);

function lineOf(isLine: boolean, cell: string): string {
  return isLine ? comparable(cell, 0, cell.length) : cell;
}

export function countIn(census: FeatureCensus, { attributes, sides }: WholeRecords): void {
  const features = new Features();
  for (const { records, columns } of sides)
    for (let r = 0; r < records; r++)
      census.count(
        recordFeatures(
          attributes,
          columns.map((cells, at) => lineOf(attributes[at]!.isLine, cells[r]!)),
          features,
        ),
      );
}

const portion = 8_192;

/** The same records in portions, in their order: a thread that is sent them holds one at a time, not the whole table. */
export function* inPortions({ attributes, sides }: WholeRecords): Generator<WholeRecords> {
  for (const { records, columns } of sides)
    for (let from = 0; from < records; from += portion) {
      const to = Math.min(from + portion, records);
      const part = { records: to - from, columns: columns.map((cells) => cells.slice(from, to)) };
      yield { attributes, sides: [part] };
    }
}
