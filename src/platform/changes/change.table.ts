import { bigint, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** One published act. `revision` is set inside COMMIT by the trigger `number_change`, in commit order. */
export const change = pgTable(
  'change',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    revision: bigint({ mode: 'number' }).unique(),
    actor: text().notNull(),
    act: text().notNull(),
    importId: uuid('import_id'),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('change_import').on(table.importId)],
);
