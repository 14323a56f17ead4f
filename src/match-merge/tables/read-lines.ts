import type { Sides } from '../compare/comparator.js';
import { comparableLine } from '../normalise/comparable-line.js';
import { shareOfField } from '../normalise/field.js';
import type { Attribute } from './align-columns.js';
import type { Table } from './table.js';

/** Two tables (of one table twice the same), and their texts made comparable. */
export interface ReadTables {
  /** As they were written. */
  readonly left: Table;
  readonly right: Table;
  /** Whether they speak of drugs, devices or care: then their lines are read as such lines are. */
  readonly ofField: boolean;
  /** Whether the cells of an attribute are lines of the field: then they are made comparable. */
  isLine(attribute: Attribute): boolean;
  /** Its lines are made comparable when somebody asks for them: of most lines only the name is compared. */
  sidesOf(
    attribute: Attribute,
  ): Sides & { readonly written: { readonly left: Cells; readonly right: Cells } };
}

type Cells = readonly string[];

/** Share of the lines of some text of each table that must speak of the field. */
const leastShare = 0.3;

/** Expands the abbreviations of both tables’ texts where both are of this field; else the tables as they are. What is
 *  read is decided by the values, never by the name of a column. */
export function readLines(
  left: Table,
  right: Table,
  attributes: readonly Attribute[],
  { oneTable, grows }: { readonly oneTable: boolean; readonly grows: boolean },
): ReadTables {
  const texts = attributes.filter(({ kind }) => kind === 'text' || kind === 'long text');
  const speaks = (table: Table, side: 'left' | 'right') =>
    texts.some((attribute) => shareOfField(table.cells[attribute[side]]!) >= leastShare);
  const ofField = speaks(left, 'left') && (oneTable || speaks(right, 'right'));
  const lines = new Set(ofField ? texts : []);
  const made = new Map<Cells, Cells>();
  const comparable = (attribute: Attribute, cells: Cells) => {
    if (!lines.has(attribute)) return cells;
    const known = made.get(cells) ?? comparableCells(cells);
    made.set(cells, known);
    return known;
  };
  return {
    left,
    right,
    ofField,
    isLine: (attribute) => lines.has(attribute),
    sidesOf: (attribute) => {
      const written = { left: left.cells[attribute.left]!, right: right.cells[attribute.right]! };
      return {
        get left() {
          return comparable(attribute, written.left);
        },
        get right() {
          return comparable(attribute, written.right);
        },
        written,
        oneTable,
        grows,
      };
    },
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
