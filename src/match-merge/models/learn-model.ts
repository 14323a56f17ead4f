import type { Domain } from '../../golden-records/domain.js';
import { dedupe } from '../dedupe.js';
import type { Attribute } from '../tables/align-columns.js';
import type { Table } from '../tables/table.js';
import { columnsOf } from './match-columns.js';
import type { IndexedThing } from './match-index.js';
import { type MatchParameters, parametersOf } from './parameters.js';

/** Things without which nothing is learned: of fewer, what agrees by chance and what does not cannot be told. */
export const fewestToLearn = 50;

/** Things as a table of their domain’s columns. */
export function tableOf(domain: Domain, things: readonly IndexedThing[]): Table {
  return {
    columns: columnsOf(domain).map(({ name }) => name),
    ids: things.map(({ id }) => id),
    cells: columnsOf(domain).map((_, column) => things.map(({ cells }) => cells[column] ?? '')),
  };
}

/** The columns of a table of which anything is said, as they are declared. */
export function attributesIn(domain: Domain, { cells }: Table): readonly Attribute[] {
  return columnsOf(domain).flatMap(({ name, kind }, column) =>
    new Set(cells[column]).size > 1 ? [{ name, kind, left: column, right: column }] : [],
  );
}

/** Weights of a domain without labels, from the table that its index begins with. */
export function learnParameters(domain: Domain, base: Table): MatchParameters {
  const { prepared, model } = dedupe(base, { attributes: attributesIn(domain, base) });
  return parametersOf(prepared.names, model);
}
