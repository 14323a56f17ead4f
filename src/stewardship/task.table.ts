import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { miss } from '../crosswalk/miss.table.js';
import { retiredCodeUse } from '../crosswalk/releases/release.table.js';
import { linkConflict } from '../match-merge/link-conflict.table.js';
import { change } from '../platform/changes/change.table.js';

/** One thing left open for a person. The task of a miss, a conflict or a use of a retired code has that one’s own id. */
export const task = pgTable(
  'task',
  {
    id: uuid().primaryKey(),
    kind: text()
      .$type<'UNRESOLVED_MAPPING' | 'AMBIGUOUS_MAPPING' | 'IDENTIFIER_CONFLICT' | 'RETIRED_CODE_IN_USE'>()
      .notNull(),
    missId: uuid('miss_id')
      .unique()
      .references(() => miss.id),
    conflictId: uuid('conflict_id')
      .unique()
      .references(() => linkConflict.id),
    retiredUseId: uuid('retired_use_id')
      .unique()
      .references(() => retiredCodeUse.id),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [
    check(
      'task_kind',
      sql`${table.kind} in ('UNRESOLVED_MAPPING', 'AMBIGUOUS_MAPPING', 'IDENTIFIER_CONFLICT', 'RETIRED_CODE_IN_USE')`,
    ),
    check('task_miss', sql`${table.missId} = ${table.id}`),
    check('task_conflict', sql`${table.conflictId} = ${table.id}`),
    check('task_retired_use', sql`${table.retiredUseId} = ${table.id}`),
    check('task_cause', sql`num_nonnulls(${table.missId}, ${table.conflictId}, ${table.retiredUseId}) = 1`),
    check(
      'task_kind_of_cause',
      sql`(${table.kind} = 'IDENTIFIER_CONFLICT') = (${table.conflictId} is not null)`,
    ),
    check(
      'task_kind_of_use',
      sql`(${table.kind} = 'RETIRED_CODE_IN_USE') = (${table.retiredUseId} is not null)`,
    ),
    index('task_open').on(table.openedAt, table.id).where(sql`${table.closedAt} is null`),
  ],
);

/** What a person decided: appended, never rewritten. */
export const decision = pgTable(
  'decision',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    taskId: uuid('task_id')
      .notNull()
      .references(() => task.id),
    kind: text().$type<'MAP' | 'LINK'>().notNull(),
    actor: text().notNull(),
    reason: text(),
    changeId: bigint('change_id', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('decision_kind', sql`${table.kind} in ('MAP', 'LINK')`),
    index('decision_task').on(table.taskId, table.at),
    index('decision_change').on(table.changeId),
  ],
);
