import { sameValues } from './lineage.js';
import type { GoldenRecord } from './record.graphql.js';

export interface Cell {
  readonly sourceId: string;
  /** Undefined where the source says nothing. */
  readonly values: readonly string[] | undefined;
  /** Its word counts. */
  readonly counts: boolean;
  /** It says something else than the record. */
  readonly differs: boolean;
}

export interface ComparedRow {
  readonly attribute: string;
  readonly cells: readonly Cell[];
  readonly differs: boolean;
}

/** One row for every attribute that any source speaks of, one cell for every source record. */
export function compareSources({ lineage, sourceRecords }: GoldenRecord): readonly ComparedRow[] {
  return lineage.map((line) => {
    const { attribute } = line;
    const cells = sourceRecords.map((record): Cell => {
      const said = record.said.find((each) => each.attribute === attribute);
      const judged = line.said.find(({ sourceRecord }) => sourceRecord.id === record.id);
      return {
        sourceId: record.id,
        values: said?.values,
        counts: judged?.survives ?? false,
        // Where everything said counts together, nobody contradicts anybody.
        differs: line.rule !== 'UNION' && said !== undefined && !sameValues(said.values, line.values),
      };
    });
    return { attribute, cells, differs: cells.some((cell) => cell.differs) };
  });
}
