import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { workingCalendar } from '../calendar/working-calendar.table.js';

/** A line in which tasks stand until somebody takes them. */
export const taskQueue = pgTable(
  'task_queue',
  {
    key: text().primaryKey(),
    title: text().notNull(),
    /** After which hours its due dates are reckoned. */
    calendar: text()
      .notNull()
      .references(() => workingCalendar.key),
    /** Working minutes until a task of this queue is due; null: it never is. */
    dueMinutes: integer('due_minutes'),
    /** Where a task goes that is overdue; null: it stays, and is told of once. */
    escalatesTo: text('escalates_to'),
  },
  (table) => [
    check('task_queue_key', sql`${table.key} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check('task_queue_due', sql`${table.dueMinutes} between 1 and 1000000`),
    check('task_queue_escalates_elsewhere', sql`${table.escalatesTo} <> ${table.key}`),
  ],
);

/** Who may take tasks out of a queue. A queue without members is open to everybody who may decide tasks. */
export const taskQueueMember = pgTable(
  'task_queue_member',
  {
    queue: text()
      .notNull()
      .references(() => taskQueue.key),
    person: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.person] })],
);

/** While a person is away, the deputy sees and takes what was assigned to them. */
export const absence = pgTable(
  'absence',
  {
    person: text().notNull(),
    deputy: text().notNull(),
    startsAt: timestamp('starts_at', { withTimezone: true }).notNull(),
    endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.startsAt] }),
    check('absence_deputy', sql`${table.deputy} <> ${table.person}`),
    check('absence_days', sql`${table.startsAt} < ${table.endsAt}`),
    index('absence_deputy_of').on(table.deputy, table.endsAt),
  ],
);
