import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { miss } from '../crosswalk/miss.table.js';
import { retiredCodeUse } from '../crosswalk/releases/release.table.js';
import { domains } from '../golden-records/domain.js';
import { linkConflict } from '../match-merge/link-conflict.table.js';
import { matchReview } from '../match-merge/runs/match-review.table.js';
import { matchRun } from '../match-merge/runs/match-run.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import { taskQueue } from './queue/task-queue.table.js';
import { type TaskEventKind, type TaskKind, taskEventKinds, taskKinds } from './task-kind.js';

/** One thing left open for a person. A task has the id of its cause: of a miss, a conflict, a use of a retired code, a match
 *  review or a match run that stopped itself. */
export const task = pgTable(
  'task',
  {
    id: uuid().primaryKey(),
    kind: text().$type<TaskKind>().notNull(),
    missId: uuid('miss_id')
      .unique()
      .references(() => miss.id),
    conflictId: uuid('conflict_id')
      .unique()
      .references(() => linkConflict.id),
    queue: text()
      .notNull()
      .default('inbox')
      .references(() => taskQueue.key),
    domain: text(),
    /** Key of the code system, or of the source system, that it is about. */
    system: text(),
    facility: text(),
    /** Its place in the queue, the earliest first: when it was opened, less the head start that its rule, those who ask
     *  and their number give it. So what is urgent goes first, and what waits is never overtaken for ever. */
    urgentFrom: timestamp('urgent_from', { withTimezone: true }).notNull().defaultNow(),
    dueAt: timestamp('due_at', { withTimezone: true }),
    escalatedAt: timestamp('escalated_at', { withTimezone: true }),
    /** The person it is for; null: whoever takes it. */
    assignee: text(),
    /** Who has it in hand, and until when nobody else gets it. */
    claimedBy: text('claimed_by'),
    claimedUntil: timestamp('claimed_until', { withTimezone: true }),
    /** Until when nobody is shown it. */
    snoozedUntil: timestamp('snoozed_until', { withTimezone: true }),
    retiredUseId: uuid('retired_use_id')
      .unique()
      .references(() => retiredCodeUse.id),
    reviewId: uuid('review_id')
      .unique()
      .references(() => matchReview.id),
    stoppedRunId: uuid('stopped_run_id')
      .unique()
      .references(() => matchRun.id),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [
    check('task_kind', isOneOf(table.kind, taskKinds)),
    check('task_domain', isOneOf(table.domain, domains)),
    check('task_claim', sql`num_nulls(${table.claimedBy}, ${table.claimedUntil}) in (0, 2)`),
    check('task_claimed_awake', sql`${table.claimedBy} is null or ${table.snoozedUntil} is null`),
    check('task_miss', sql`${table.missId} = ${table.id}`),
    check('task_conflict', sql`${table.conflictId} = ${table.id}`),
    check('task_retired_use', sql`${table.retiredUseId} = ${table.id}`),
    check('task_review', sql`${table.reviewId} = ${table.id}`),
    check('task_stopped_run', sql`${table.stoppedRunId} = ${table.id}`),
    check(
      'task_cause',
      sql`num_nonnulls(${table.missId}, ${table.conflictId}, ${table.retiredUseId}, ${table.reviewId}, ${table.stoppedRunId}) = 1`,
    ),
    check(
      'task_kind_of_cause',
      sql`(${table.kind} = 'IDENTIFIER_CONFLICT') = (${table.conflictId} is not null)`,
    ),
    check(
      'task_kind_of_use',
      sql`(${table.kind} = 'RETIRED_CODE_IN_USE') = (${table.retiredUseId} is not null)`,
    ),
    check('task_kind_of_review', sql`(${table.kind} = 'MATCH_REVIEW') = (${table.reviewId} is not null)`),
    check(
      'task_kind_of_stopped_run',
      sql`(${table.kind} = 'MATCH_RUN_STOPPED') = (${table.stoppedRunId} is not null)`,
    ),
    index('task_next')
      .on(table.queue, table.urgentFrom, table.id)
      .where(sql`${table.closedAt} is null and ${table.snoozedUntil} is null and ${table.claimedBy} is null`),
    index('task_open').on(table.urgentFrom, table.id).where(sql`${table.closedAt} is null`),
    index('task_open_of_queue')
      .on(table.queue, table.urgentFrom, table.id)
      .where(sql`${table.closedAt} is null`),
    index('task_open_of_kind')
      .on(table.kind, table.urgentFrom, table.id)
      .where(sql`${table.closedAt} is null`),
    index('task_open_of_system')
      .on(table.system, table.urgentFrom, table.id)
      .where(sql`${table.closedAt} is null`),
    index('task_of_assignee')
      .on(table.assignee, table.urgentFrom, table.id)
      .where(sql`${table.closedAt} is null and ${table.assignee} is not null`),
    index('task_of_claimer')
      .on(table.claimedBy, table.claimedUntil)
      .where(sql`${table.claimedBy} is not null`),
    index('task_claimed').on(table.claimedUntil).where(sql`${table.claimedBy} is not null`),
    index('task_snoozed').on(table.snoozedUntil).where(sql`${table.snoozedUntil} is not null`),
    index('task_due')
      .on(table.dueAt)
      .where(sql`${table.closedAt} is null and ${table.escalatedAt} is null and ${table.dueAt} is not null`),
    index('task_closed').on(table.closedAt, table.id).where(sql`${table.closedAt} is not null`),
  ],
);

/** What happened to a task beside its decision: appended, never rewritten. */
export const taskEvent = pgTable(
  'task_event',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    taskId: uuid('task_id')
      .notNull()
      .references(() => task.id),
    kind: text().$type<TaskEventKind>().notNull(),
    actor: text().notNull(),
    person: text(),
    /** What a person wrote about it. */
    text: text(),
    /** Whom the text names, or whom the task was given to. */
    people: text().array(),
    detail: jsonb().$type<Readonly<Record<string, string | number | null>>>(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('task_event_kind', isOneOf(table.kind, taskEventKinds)),
    check('task_event_text', sql`length(${table.text}) between 1 and 4000`),
    index('task_event_task').on(table.taskId, table.id),
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
    kind: text().$type<'MAP' | 'LINK' | 'MATCH'>().notNull(),
    actor: text().notNull(),
    person: text().notNull(),
    reason: text(),
    changeId: bigint('change_id', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('decision_kind', sql`${table.kind} in ('MAP', 'LINK', 'MATCH')`),
    index('decision_task').on(table.taskId, table.at),
    index('decision_change').on(table.changeId),
  ],
);
