import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core';

/** A system that delivers records or codes. `steward` is one too, so an override needs no special case. */
export const sourceSystem = pgTable(
  'source_system',
  {
    key: text().primaryKey(),
    title: text().notNull(),
    /** Whose word survives where sources differ: 0 to 100, the lower the more trusted. */
    rank: integer().notNull().default(50),
  },
  (table) => [
    check('source_system_key', sql`${table.key} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check('source_system_rank', sql`${table.rank} between 0 and 100`),
  ],
);
