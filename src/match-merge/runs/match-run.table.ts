import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { domainColumn } from '../../golden-records/domain-column.js';
import { goldenRecord } from '../../golden-records/golden-record.table.js';
import { isOneOf } from '../../platform/db/one-of.js';
import { matchModel } from '../models/match-model.table.js';

/** MATCH joins and parts golden records; SHADOW only says what it would do. */
export const runKinds = ['MATCH', 'SHADOW'] as const;
export type RunKind = (typeof runKinds)[number];

export const runStates = ['RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'STOPPED'] as const;
export type RunState = (typeof runStates)[number];

/** Why a run ended itself before anything was joined. */
export const stopReasons = ['BLOCK_TOO_LARGE', 'TOO_MANY_MERGES', 'PRECISION_TOO_LOW'] as const;
export type StopReason = (typeof stopReasons)[number];

/** What a run would change, as a shadow run reports it. */
export interface RunReport {
  readonly merges: number;
  readonly splits: number;
  /** Things that were looked at. */
  readonly things: number;
  readonly queueBefore: number;
  readonly queueAfter: number;
  /** Some of the pairs, the likeliest first: golden records that would become one, or two. */
  readonly wouldMerge: readonly { readonly a: string; readonly b: string; readonly weight: number }[];
  readonly wouldSplit: readonly { readonly merged: string; readonly from: string }[];
}

/** One matching of what is new or changed in a domain up to a revision. Its things are weighed in partitions that any
 *  worker takes; then one of them decides. Whatever is killed is done again, to the same end. */
export const matchRun = pgTable(
  'match_run',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    domain: domainColumn(),
    modelId: uuid('model_id').notNull(),
    kind: text().$type<RunKind>().notNull(),
    state: text().$type<RunState>().notNull().default('RUNNING'),
    /** What sources had said up to here is matched. */
    revision: bigint({ mode: 'number' }).notNull(),
    things: integer().notNull(),
    /** Merges that are allowed, as a share of the things of the domain. */
    mostMerged: doublePrecision('most_merged').notNull(),
    /** Until when a worker has taken the deciding. */
    decidingUntil: timestamp('deciding_until', { withTimezone: true }),
    merged: integer().notNull().default(0),
    split: integer().notNull().default(0),
    /** Decisions that waited for the next run, for something changed meanwhile. */
    skipped: integer().notNull().default(0),
    reviews: integer().notNull().default(0),
    report: jsonb().$type<RunReport>(),
    stopReason: text('stop_reason').$type<StopReason>(),
    /** What it found, in numbers. */
    stopDetail: jsonb('stop_detail').$type<Readonly<Record<string, number>>>(),
    /** `pending` until a later layer has taken notice that it stopped itself. */
    triage: text().$type<'none' | 'pending' | 'noticed'>().notNull().default('none'),
    startedBy: text('started_by').notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
  },
  (table) => [
    foreignKey({
      name: 'match_run_of_model',
      columns: [table.modelId, table.domain],
      foreignColumns: [matchModel.id, matchModel.domain],
    }),
    uniqueIndex('match_run_one_at_a_time')
      .on(table.domain)
      .where(sql`${table.state} in ('RUNNING', 'PAUSED')`),
    index('match_run_of_domain').on(table.domain, table.startedAt),
    index('match_run_of_its_model').on(table.modelId, table.revision),
    index('match_run_pending').on(table.id).where(sql`${table.triage} = 'pending'`),
    check('match_run_kind', isOneOf(table.kind, runKinds)),
    check('match_run_state', isOneOf(table.state, runStates)),
    check('match_run_stop_reason', isOneOf(table.stopReason, stopReasons)),
    check('match_run_stopped', sql`(${table.state} = 'STOPPED') = (${table.stopReason} is not null)`),
    check(
      'match_run_finished',
      sql`(${table.state} in ('RUNNING', 'PAUSED')) = (${table.finishedAt} is null)`,
    ),
    check('match_run_share', sql`${table.mostMerged} between 0 and 1`),
    check('match_run_triage', sql`${table.triage} in ('none', 'pending', 'noticed')`),
  ],
);

/** A part of a run’s things. A worker that has taken it is given time; one that died loses it to the next. */
export const matchPartition = pgTable(
  'match_partition',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => matchRun.id),
    number: integer().notNull(),
    state: text().$type<'OPEN' | 'DONE'>().notNull().default('OPEN'),
    takenUntil: timestamp('taken_until', { withTimezone: true }),
    /** Pairs found. */
    pairs: integer().notNull().default(0),
    /** Things with more likely candidates than are kept of one. */
    overfull: integer().notNull().default(0),
    /** Searches that ended because they had read as much as they may. */
    cutShort: integer('cut_short').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.number] }),
    check('match_partition_state', sql`${table.state} in ('OPEN', 'DONE')`),
  ],
);

/** The things that a run looks at, each in one partition. */
export const matchPending = pgTable(
  'match_pending',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => matchRun.id),
    thing: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    partition: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.thing] }),
    index('match_pending_partition').on(table.runId, table.partition),
  ],
);
