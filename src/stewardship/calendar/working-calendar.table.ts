import { sql } from 'drizzle-orm';
import { check, date, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { WorkingHours } from './working-calendar.js';

/** When people work: due dates count these hours only. */
export const workingCalendar = pgTable(
  'working_calendar',
  {
    key: text().primaryKey(),
    title: text().notNull(),
    /** IANA name; the hours below are on its clocks. */
    timeZone: text('time_zone').notNull(),
    hours: jsonb().$type<readonly WorkingHours[]>().notNull(),
  },
  (table) => [
    check('working_calendar_key', sql`${table.key} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check('working_calendar_hours', sql`jsonb_array_length(${table.hours}) between 1 and 50`),
  ],
);

export const holiday = pgTable(
  'holiday',
  {
    calendar: text()
      .notNull()
      .references(() => workingCalendar.key),
    day: date().notNull(),
    title: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.calendar, table.day] })],
);
