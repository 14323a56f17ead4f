import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { change } from '../changes/change.table.js';

/** What the hub tells others that it did: the outbox. A row is written in the transaction of its act, gets the act’s revision
 *  inside COMMIT (`number_change`), and is never rewritten but for that. Read in the order of revisions it has no hole:
 *  whoever has read up to one never misses a smaller one later. */
export const event = pgTable(
  'event',
  {
    /** The order within one act. */
    position: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The same when the same thing is told again: `webhook-id`. */
    id: uuid().notNull().unique(),
    type: text().notNull(),
    /** Whom it is for, an actor: `key:NAME`. */
    recipient: text().notNull(),
    /** Code system it is about, by which readers are confined. */
    system: text().notNull(),
    data: jsonb().notNull(),
    changeId: bigint('change_id', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    /** Of the act; null until that commits. */
    revision: bigint({ mode: 'number' }),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('event_type', sql`${table.type} ~ '^[a-z]+([.][a-z]+)+[.]v[0-9]+$'`),
    index('event_order').on(table.revision, table.position),
    index('event_of_recipient').on(table.recipient, table.revision, table.position),
    index('event_change').on(table.changeId),
    index('event_at').on(table.at),
  ],
);
