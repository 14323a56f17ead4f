import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { domainColumn, isDomain } from '../../golden-records/domain-column.js';
import { isOneOf } from '../../platform/db/one-of.js';
import type { MatchParameters } from './parameters.js';

/** A model decides nothing until a person has made it the active one of its domain; the one before is retired then. */
export const modelStates = ['DRAFT', 'ACTIVE', 'RETIRED'] as const;
export type ModelState = (typeof modelStates)[number];

/** By what pairs of a domain are weighed and zoned, version by version: learned without labels, or recalibrated by what
 *  people judged. Never altered but for its state. How rare words and values are is counted in what sources had said at
 *  `learned_revision`, so every process that reads a model weighs alike. */
export const matchModel = pgTable(
  'match_model',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    domain: domainColumn(),
    version: integer().notNull(),
    state: text().$type<ModelState>().notNull().default('DRAFT'),
    learnedRevision: bigint('learned_revision', { mode: 'number' }).notNull(),
    parameters: jsonb().$type<MatchParameters>().notNull(),
    /** Bits from which on a pair is a match, and from which on it is shown to a person. */
    matchFrom: doublePrecision('match_from').notNull(),
    reviewFrom: doublePrecision('review_from').notNull(),
    /** The version whose weights people’s judgements changed into these; null for one learned without labels. */
    basedOn: integer('based_on'),
    /** How many judged pairs it was recalibrated by. */
    judgedPairs: integer('judged_pairs').notNull().default(0),
    madeBy: text('made_by').notNull(),
    madeAt: timestamp('made_at', { withTimezone: true }).notNull().defaultNow(),
    activatedBy: text('activated_by'),
    activatedAt: timestamp('activated_at', { withTimezone: true }),
  },
  (table) => [
    unique('match_model_version').on(table.domain, table.version),
    unique('match_model_of_domain').on(table.id, table.domain),
    uniqueIndex('match_model_one_active').on(table.domain).where(sql`${table.state} = 'ACTIVE'`),
    check('match_model_is_of_domain', isDomain(table.domain)),
    check('match_model_state', isOneOf(table.state, modelStates)),
    check('match_model_thresholds', sql`${table.reviewFrom} <= ${table.matchFrom}`),
    check('match_model_parameters', sql`jsonb_typeof(${table.parameters}) = 'object'`),
    check(
      'match_model_activation',
      sql`(${table.state} = 'DRAFT') = (${table.activatedAt} is null) and (${table.activatedAt} is null) = (${table.activatedBy} is null)`,
    ),
  ],
);
