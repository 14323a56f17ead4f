import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { domains } from '../../golden-records/domain.js';
import { isOneOf } from '../../platform/db/one-of.js';
import { type TaskKind, taskKinds } from '../task-kind.js';
import { taskQueue } from './task-queue.table.js';

/** Where new tasks go: of the live rules whose conditions all hold (null holds always) the one of the lowest position. A
 *  rule that was changed is ended, never rewritten. */
export const routingRule = pgTable(
  'routing_rule',
  {
    id: uuid().primaryKey(),
    position: integer().notNull(),
    kind: text().$type<TaskKind>(),
    domain: text(),
    /** Key of the code system, or of the source system, that the task is about. */
    system: text(),
    facility: text(),
    queue: text()
      .notNull()
      .references(() => taskQueue.key),
    /** The person it is for; null: whoever takes it. */
    assignee: text(),
    /** Minutes by which a task of this rule stands further ahead than its age. */
    headStart: integer('head_start').notNull().default(0),
    createdBy: text('created_by').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [
    check('routing_rule_kind', isOneOf(table.kind, taskKinds)),
    check('routing_rule_domain', isOneOf(table.domain, domains)),
    check('routing_rule_head_start', sql`${table.headStart} between -1000000 and 1000000`),
    uniqueIndex('routing_rule_one_a_position').on(table.position).where(sql`${table.endedAt} is null`),
  ],
);
