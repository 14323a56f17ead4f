import type { Sides } from '../compare/comparator.js';
import { comparableLine } from '../normalise/comparable-line.js';
import { shareOfField } from '../normalise/field.js';
import type { Attribute } from './align-columns.js';
import type { Table } from './table.js';

/** Two tables (of one table twice the same) with their texts made comparable. */
export interface ReadTables {
  readonly left: Table;
  readonly right: Table;
  /** Whether they speak of drugs, devices or care: then their lines are read as such lines are. */
  readonly ofField: boolean;
  sidesOf(attribute: Attribute): Sides;
}

/** Share of the lines of some text of each table that must speak of the field. */
const leastShare = 0.3;

/** Expands the abbreviations of both tables’ texts where both are of this field; else the tables as they are. What is
 *  read is decided by the values, never by the name of a column. */
export function readLines(
  left: Table,
  right: Table,
  attributes: readonly Attribute[],
  oneTable: boolean,
): ReadTables {
  const texts = attributes.filter(({ kind }) => kind === 'text' || kind === 'long text');
  const speaks = (table: Table, side: 'left' | 'right') =>
    texts.some((attribute) => shareOfField(table.cells[attribute[side]]!) >= leastShare);
  const ofField = speaks(left, 'left') && (oneTable || speaks(right, 'right'));
  const comparable = (table: Table, side: 'left' | 'right') =>
    ofField ? withComparable(table, new Set(texts.map((attribute) => attribute[side]))) : table;
  const lefts = comparable(left, 'left');
  const rights = oneTable ? lefts : comparable(right, 'right');
  return {
    left: lefts,
    right: rights,
    ofField,
    sidesOf: (attribute) => ({
      left: lefts.cells[attribute.left]!,
      right: rights.cells[attribute.right]!,
      written: { left: left.cells[attribute.left]!, right: right.cells[attribute.right]! },
      oneTable,
    }),
  };
}

function withComparable(table: Table, columns: ReadonlySet<number>): Table {
  return {
    ...table,
    cells: table.cells.map((cells, column) => (columns.has(column) ? comparableCells(cells) : cells)),
  };
}

/** Makers, units and kinds stand in many records: each text is read once. */
function comparableCells(cells: readonly string[]): readonly string[] {
  const read = new Map<string, string>();
  return cells.map((cell) => {
    let comparable = read.get(cell);
    if (comparable === undefined) {
      comparable = comparableLine(cell);
      read.set(cell, comparable);
    }
    return comparable;
  });
}
