import { sql } from 'drizzle-orm';
import { check, pgTable, text } from 'drizzle-orm/pg-core';

/** A system that delivers records or codes. `steward` is one too, so an override needs no special case. */
export const sourceSystem = pgTable(
  'source_system',
  { key: text().primaryKey(), title: text().notNull() },
  (table) => [check('source_system_key', sql`${table.key} ~ '^[a-z][a-z0-9-]{0,62}$'`)],
);
