import { sql } from 'drizzle-orm';
import { bigint, check, date, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { miss } from './miss.table.js';
import type { WaiterContext } from './waiter.js';

/** Who waits for the answer to a miss, each with the question as they asked it. Its id is a UUIDv5 of who and what
 *  (`waiter.ts`), so the same one is one row on every process. */
export const missWaiter = pgTable(
  'miss_waiter',
  {
    id: uuid().primaryKey(),
    missId: uuid('miss_id')
      .notNull()
      .references(() => miss.id),
    caller: text().notNull(),
    context: jsonb().$type<readonly WaiterContext[]>().notNull(),
    /** The day asked about; null for whatever day it is. */
    asOf: date('as_of'),
    quantity: text(),
    unit: text(),
    ref: text(),
    firstAsked: timestamp('first_asked', { withTimezone: true }).notNull().defaultNow(),
    lastAsked: timestamp('last_asked', { withTimezone: true }).notNull().defaultNow(),
    count: bigint({ mode: 'number' }).notNull(),
    /** The act that told them; null while they wait. */
    releasedChange: bigint('released_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    check('miss_waiter_count', sql`${table.count} > 0`),
    check('miss_waiter_context', sql`jsonb_typeof(${table.context}) = 'array'`),
    check('miss_waiter_amount', sql`(${table.quantity} is null) = (${table.unit} is null)`),
    check('miss_waiter_ref', sql`char_length(${table.ref}) between 1 and 100`),
    index('miss_waiter_waiting').on(table.missId, table.id).where(sql`${table.releasedChange} is null`),
    index('miss_waiter_miss').on(table.missId, table.lastAsked),
    index('miss_waiter_released').on(table.releasedChange).where(sql`${table.releasedChange} is not null`),
  ],
);
