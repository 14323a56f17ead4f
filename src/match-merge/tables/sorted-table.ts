import type { Table } from './table.js';

/** The same table in the order of its ids, so that nothing depends on the order of a file. */
export function sortedById(table: Table): Table {
  const order = table.ids.map((_, r) => r).sort((a, b) => compareText(table.ids[a]!, table.ids[b]!));
  return {
    columns: table.columns,
    ids: order.map((r) => table.ids[r]!),
    cells: table.cells.map((cells) => order.map((r) => cells[r]!)),
  };
}

/** By code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
