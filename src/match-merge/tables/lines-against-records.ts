import { normalText } from '../text/normal-text.js';
import { profileColumn } from './column-kind.js';
import type { Table } from './table.js';

/** Columns with fewer different values tell nothing apart: flags, states. */
const leastDifferent = 8;

/** One table may hold lines, everything in one text, and the other records of many columns: name, maker, model, catalog
 *  number, sizes. Then a line is compared with all that a record says, put together in one text under the line’s name.
 *  Two tables with several texts each, or one each, stay as they are. */
export function linesAgainstRecords(left: Table, right: Table): readonly [Table, Table] {
  const lefts = speaking(left);
  const rights = speaking(right);
  if (lefts.texts.length === 1 && rights.all.length > 1 && rights.texts.length > 0)
    return [left, together(right, rights.all, left, lefts.texts[0]!)];
  if (rights.texts.length === 1 && lefts.all.length > 1 && lefts.texts.length > 0)
    return [together(left, lefts.all, right, rights.texts[0]!), right];
  return [left, right];
}

/** The columns that say what a thing is: texts, and codes beside them. */
function speaking(table: Table): { readonly texts: readonly number[]; readonly all: readonly number[] } {
  const kinds = table.cells.map((cells) => {
    const different = new Set(cells).size;
    return different < Math.min(leastDifferent, table.ids.length / 2) ? 'nothing' : profileColumn(cells).kind;
  });
  const places = [...kinds.keys()];
  const texts = places.filter((c) => kinds[c] === 'text' || kinds[c] === 'long text');
  return { texts, all: places.filter((c) => texts.includes(c) || kinds[c] === 'code') };
}

/** One column of the cells of several; a cell that another one of the record says already is left out. Where lines quote
 *  records by their id (`L2820 SOFT INTERFACE`), the id is said too. */
function together(table: Table, columns: readonly number[], lines: Table, line: number): Table {
  const name = lines.columns[line]!;
  const quoted = quotes(lines.cells[line]!, table.ids);
  const joined = table.ids.map((_, r) => {
    const said = columns.map((c) => table.cells[c]![r]!);
    const cells = (quoted ? [table.ids[r]!, ...said] : said).filter((cell) => cell !== '');
    const normal = cells.map((cell) => ` ${normalText(cell)} `);
    return cells
      .filter(
        (_, n) =>
          !normal.some((other, m) => m !== n && other.includes(normal[n]!) && (other !== normal[n] || m < n)),
      )
      .join(' | ');
  });
  const others = table.columns.flatMap((column, c) =>
    columns.includes(c) || column === name ? [] : [{ column, cells: table.cells[c]! }],
  );
  return {
    columns: [name, ...others.map(({ column }) => column)],
    ids: table.ids,
    cells: [joined, ...others.map(({ cells }) => cells)],
  };
}

/** Share of the lines that must quote an id before ids are taken for more than numbers of rows. */
const leastQuoted = 0.002;
const shortestId = 5;

function quotes(lines: readonly string[], ids: readonly string[]): boolean {
  const codes = new Set(
    ids.filter((id) => id.length >= shortestId && /\d/.test(id)).map((id) => id.toUpperCase()),
  );
  if (codes.size === 0) return false;
  const quoting = lines.filter((line) =>
    (line.toUpperCase().match(/[A-Z0-9]+/g) ?? []).some((word) => codes.has(word)),
  );
  return quoting.length >= Math.max(3, leastQuoted * lines.length);
}
