import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/** One valid row of a file on its way in: a code, and optionally the code it maps to. Made UNLOGGED by migration:
 *  it is always rebuilt from the upload, so a crash may empty it. */
export const stagedRow = pgTable(
  'staged_row',
  {
    importId: uuid('import_id').notNull(),
    rowNumber: integer('row_number').notNull(),
    normal: text().notNull(),
    written: text().notNull(),
    display: text(),
    properties: jsonb().notNull(),
    targetNormal: text('target_normal'),
    targetWritten: text('target_written'),
    targetDisplay: text('target_display'),
    targetProperties: jsonb('target_properties'),
    /** The row as it stood in the file, for the reject list if another row contradicts it. */
    cells: text().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })],
);
