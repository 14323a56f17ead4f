import { type GeneratedRecord, makeItems } from '../../scripts/match-items/make-items.mjs';
import { onePerNumber, readDevices } from '../../scripts/sample-data/gudid.mjs';
import type { Table } from '../../src/match-merge/tables/table.js';

const columns = ['description', 'manufacturer', 'catalog_number', 'unit', 'pack', 'gtin'];

/** Item records with duplicates and near misses, as `npm run generate -- items` makes them. */
export function generatedItems(count: number, seed: string): Table {
  return tableOf([...makeItems(onePerNumber(readDevices('seed-data/gudid')), { count, seed })]);
}

export function tableOf(made: readonly GeneratedRecord[]): Table {
  return {
    columns,
    ids: made.map(({ id }) => id),
    cells: columns.map((_, column) => made.map(({ cells }) => cells[column]!)),
  };
}
