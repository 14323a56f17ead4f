import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

/** Requests that bear an idempotency key: which attempt is at it, whether it has acted, and what came of it. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    caller: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of the request: the same key with another body is refused. */
    hash: text().notNull(),
    /** Who is at it; an attempt that lost its place cannot act any more. */
    attempt: uuid().notNull(),
    leasedUntil: timestamp('leased_until', { withTimezone: true }).notNull(),
    /** Set in the transaction of the act itself. */
    acted: boolean().notNull().default(false),
    /** HTTP status of the outcome; null while there is none. */
    status: integer(),
    /** Body of the outcome; null of one that is shown once only or too long to keep. */
    body: text(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caller, table.key] }),
    check('idempotency_key_key', sql`${table.key} ~ '^[!-~]{1,255}$'`),
    index('idempotency_key_expires').on(table.expiresAt),
  ],
);
