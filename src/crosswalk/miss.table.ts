import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { codeSystem } from './code-system.table.js';
import type { OnMiss, Purpose } from './vocabulary.js';

/** A question without an answer: one row however often it is asked. Its id is a UUIDv5 of its key (`miss-key.ts`). */
export const miss = pgTable(
  'miss',
  {
    id: uuid().primaryKey(),
    systemId: integer('system_id')
      .notNull()
      .references(() => codeSystem.id),
    issuer: text().notNull(),
    normal: text().notNull(),
    targetSystemId: integer('target_system_id')
      .notNull()
      .references(() => codeSystem.id),
    purpose: text().$type<Purpose>().notNull(),
    /** The code as it was last asked. */
    written: text().notNull(),
    outcome: text().$type<'UNRESOLVED' | 'AMBIGUOUS'>().notNull(),
    problem: text().notNull(),
    onMiss: text('on_miss').$type<OnMiss>().notNull(),
    firstSeen: timestamp('first_seen', { withTimezone: true }).notNull(),
    lastSeen: timestamp('last_seen', { withTimezone: true }).notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    /** `pending` until a later layer has taken notice of it. */
    triage: text().$type<'pending' | 'noticed'>().notNull().default('pending'),
    /** How often somebody was not written down among those who wait, for there were too many. */
    turnedAway: bigint('turned_away', { mode: 'number' }).notNull().default(0),
    /** Somebody waits for it though it is closed: they were on their way when it was answered. */
    overtaken: boolean().notNull().default(false),
    /** The act that answered it; null while open. */
    closedChange: bigint('closed_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    unique('miss_identity').on(
      table.systemId,
      table.issuer,
      table.normal,
      table.targetSystemId,
      table.purpose,
    ),
    check('miss_outcome', sql`${table.outcome} in ('UNRESOLVED', 'AMBIGUOUS')`),
    check('miss_on_miss', sql`${table.onMiss} in ('TASK', 'COUNT')`),
    check('miss_count', sql`${table.count} > 0`),
    check('miss_triage', sql`${table.triage} in ('pending', 'noticed')`),
    index('miss_pending').on(table.firstSeen).where(sql`${table.triage} = 'pending'`),
    index('miss_open')
      .on(table.count.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.closedChange} is null`),
    // For whoever looks for the task of a code: by its beginning, in the order of bytes.
    index('miss_open_code').on(table.normal).where(sql`${table.closedChange} is null`),
    index('miss_overtaken').on(table.id).where(sql`${table.overtaken}`),
    index('miss_closed_change').on(table.closedChange).where(sql`${table.closedChange} is not null`),
  ],
);

/** Who asked, how often. */
export const missCaller = pgTable(
  'miss_caller',
  {
    missId: uuid('miss_id')
      .notNull()
      .references(() => miss.id),
    caller: text().notNull(),
    lastSeen: timestamp('last_seen', { withTimezone: true }).notNull(),
    count: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.missId, table.caller] })],
);

/** Groups of misses that are on the ledger, each once: one that a process handed in again, since it could not know, is
 *  recognised by its id. */
export const missBatch = pgTable(
  'miss_batch',
  {
    id: uuid().primaryKey(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [index('miss_batch_at').on(table.at)],
);
