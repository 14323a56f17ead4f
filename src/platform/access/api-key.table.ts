import { sql } from 'drizzle-orm';
import { check, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** A caller's key. Only its SHA-256 is kept: a key is 256 random bits, so no slow hash is needed. */
export const apiKey = pgTable(
  'api_key',
  {
    id: uuid().primaryKey(),
    name: text().notNull().unique(),
    hash: text().notNull().unique(),
    /** Whose key it is. Two keys of one person are one pair of eyes where a rule asks for two. */
    person: text().notNull(),
    role: text().notNull(),
    /** Code systems the key is confined to; null means all. */
    systems: text().array(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    createdBy: text('created_by').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  (table) => [
    check('api_key_role', sql`${table.role} in ('administrator', 'steward', 'loader', 'flow', 'reader')`),
    check('api_key_name', sql`${table.name} ~ '^[a-zA-Z0-9][a-zA-Z0-9 ._-]{0,62}$'`),
    check('api_key_person', sql`${table.person} ~ '^[a-zA-Z0-9][a-zA-Z0-9 ._@-]{0,126}$'`),
    check(
      'api_key_systems',
      sql`${table.systems} is null or cardinality(${table.systems}) between 1 and 100`,
    ),
  ],
);
