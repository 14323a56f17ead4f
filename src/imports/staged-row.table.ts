import { date, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';

/** What one part of a valid row says, on its way in: a code, or a record. Made UNLOGGED by migration: it is always
 *  rebuilt from the upload, so a crash may empty it. Without a key or an index, which took over a third of PostgreSQL’s
 *  time for a row: it holds what is under way only, and each import reads it once. */
export const stagedRow = pgTable('staged_row', {
  importId: uuid('import_id').notNull(),
  rowNumber: integer('row_number').notNull(),
  /** Which of the profile’s parts, from 0. */
  part: smallint().notNull(),
  issuer: text().notNull(),
  normal: text().notNull(),
  written: text().notNull(),
  display: text(),
  /** Attribute → value: what every row of the same key must say alike. */
  values: jsonb().notNull(),
  /** Attribute → list: what several rows of the same key say together. Null: nothing. */
  lists: jsonb(),
  /** The identifiers it carries, as `CarriedCode`. Null: none. */
  codes: jsonb(),
  /** How its thing stands to others, as `StagedRelation`. Null: nothing is said. */
  relations: jsonb(),
  status: text().notNull(),
  validFrom: date('valid_from').notNull(),
  validTo: date('valid_to').notNull(),
  /** Of part 0: the row as it stood in the file, for the reject list if another row contradicts it. */
  cells: text().array(),
});
