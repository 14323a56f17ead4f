import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { isOneOf } from '../../platform/db/one-of.js';
import { workingCalendar } from '../calendar/working-calendar.table.js';
import { taskEvent } from '../task.table.js';

/** Where a person wants to be told, and after which calendar their day begins. */
export const noticeAddress = pgTable(
  'notice_address',
  {
    person: text().primaryKey(),
    email: text().notNull(),
    calendar: text()
      .notNull()
      .references(() => workingCalendar.key),
  },
  (table) => [
    check(
      'notice_address_email',
      sql`${table.email} ~ '^[^[:space:]@]+@[^[:space:]@]+$' and length(${table.email}) <= 254`,
    ),
  ],
);

export const noticeKinds = ['ASSIGNED', 'MENTIONED', 'DIGEST'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Something a person is to be told, once: what happened to a task, or the digest of a day. */
export const notice = pgTable(
  'notice',
  {
    id: uuid().primaryKey(),
    person: text()
      .notNull()
      .references(() => noticeAddress.person),
    kind: text().$type<NoticeKind>().notNull(),
    eventId: bigint('event_id', { mode: 'number' }).references(() => taskEvent.id),
    /** Of a digest: the day at the person’s calendar. */
    day: date(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** Not before this is it tried (again). */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    /** Given up after so many attempts. */
    failedAt: timestamp('failed_at', { withTimezone: true }),
  },
  (table) => [
    check('notice_kind', isOneOf(table.kind, noticeKinds)),
    check(
      'notice_cause',
      sql`(${table.kind} = 'DIGEST') = (${table.day} is not null) and num_nonnulls(${table.day}, ${table.eventId}) = 1`,
    ),
    unique('notice_one_an_event').on(table.person, table.eventId),
    unique('notice_one_digest_a_day').on(table.person, table.day),
    index('notice_waiting').on(table.dueAt).where(sql`${table.sentAt} is null and ${table.failedAt} is null`),
  ],
);
