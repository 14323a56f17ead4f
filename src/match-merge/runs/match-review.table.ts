import { sql } from 'drizzle-orm';
import {
  check,
  doublePrecision,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { domainColumn } from '../../golden-records/domain-column.js';
import { goldenRecord } from '../../golden-records/golden-record.table.js';
import { isOneOf } from '../../platform/db/one-of.js';
import { judgement, type Verdict, verdicts } from '../judgement.table.js';
import { matchModel } from '../models/match-model.table.js';
import type { Explanation } from '../score/explanation.js';
import { matchRun } from './match-run.table.js';

export const reviewReasons = ['LIKELY', 'VETOED', 'CONTESTED', 'IN_CONFLICT'] as const;

export const reviewStates = ['PENDING', 'DECIDED', 'OVERTAKEN'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Two things that may be one, put before a person: the likeliest pair of their clusters. */
export const matchReview = pgTable(
  'match_review',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    domain: domainColumn(),
    modelId: uuid('model_id').notNull(),
    runId: uuid('run_id')
      .notNull()
      .references(() => matchRun.id),
    /** In the order of their ids. */
    a: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    b: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    weight: doublePrecision().notNull(),
    why: text().$type<(typeof reviewReasons)[number]>().notNull(),
    vetoed: text().array().notNull().default(sql`'{}'`),
    explanation: jsonb().$type<Explanation>().notNull(),
    state: text().$type<ReviewState>().notNull().default('PENDING'),
    verdict: text().$type<Verdict>(),
    decidedBy: text('decided_by'),
    judgementId: uuid('judgement_id').references(() => judgement.id),
    /** `pending` until a later layer has taken notice of it. */
    triage: text().$type<'pending' | 'noticed'>().notNull().default('pending'),
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [
    foreignKey({
      name: 'match_review_of_model',
      columns: [table.modelId, table.domain],
      foreignColumns: [matchModel.id, matchModel.domain],
    }),
    uniqueIndex('match_review_one_pending').on(table.a, table.b).where(sql`${table.state} = 'PENDING'`),
    index('match_review_queue')
      .on(table.domain, table.weight, table.id)
      .where(sql`${table.state} = 'PENDING'`),
    index('match_review_of_b').on(table.b).where(sql`${table.state} = 'PENDING'`),
    index('match_review_decided').on(table.modelId).where(sql`${table.state} = 'DECIDED'`),
    index('match_review_triage').on(table.id).where(sql`${table.triage} = 'pending'`),
    check('match_review_order', sql`${table.a} < ${table.b}`),
    check('match_review_why', isOneOf(table.why, reviewReasons)),
    check('match_review_state', isOneOf(table.state, reviewStates)),
    check('match_review_verdict', isOneOf(table.verdict, verdicts)),
    check('match_review_closed', sql`(${table.state} = 'PENDING') = (${table.closedAt} is null)`),
    check(
      'match_review_decided_by_somebody',
      sql`(${table.state} = 'DECIDED') = (${table.verdict} is not null)
        and (${table.verdict} is null) = (${table.decidedBy} is null)
        and (${table.judgementId} is null or ${table.verdict} is not null)`,
    ),
    check('match_review_triage_state', sql`${table.triage} in ('pending', 'noticed')`),
  ],
);

/** Why the engine joined two things: the account of the pair that tied them, kept with its judgement. */
export const matchDecision = pgTable(
  'match_decision',
  {
    judgementId: uuid('judgement_id')
      .primaryKey()
      .references(() => judgement.id),
    runId: uuid('run_id')
      .notNull()
      .references(() => matchRun.id),
    modelId: uuid('model_id')
      .notNull()
      .references(() => matchModel.id),
    survivorId: uuid('survivor_id')
      .notNull()
      .references(() => goldenRecord.id),
    mergedId: uuid('merged_id')
      .notNull()
      .references(() => goldenRecord.id),
    weight: doublePrecision().notNull(),
    explanation: jsonb().$type<Explanation>().notNull(),
  },
  (table) => [
    index('match_decision_run').on(table.runId),
    index('match_decision_merged').on(table.mergedId),
    check('match_decision_of_two', sql`${table.survivorId} <> ${table.mergedId}`),
  ],
);
