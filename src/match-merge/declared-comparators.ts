import type { ColumnKind } from './tables/column-kind.js';

/** The comparators by the names under which domain declarations call them: the kinds of column that the engine tells
 *  apart by itself where nobody declares them. */
export const declaredComparators = [
  'text',
  'long text',
  'date',
  'number',
  'code',
] as const satisfies readonly ColumnKind[];
