import { sql } from 'drizzle-orm';
import {
  check,
  doublePrecision,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { goldenRecord } from '../../golden-records/golden-record.table.js';
import { isOneOf } from '../../platform/db/one-of.js';
import { type Verdict, verdicts } from '../judgement.table.js';
import { matchModel } from './match-model.table.js';

/** What a model made of a sampled pair: joined by itself, shown to a person, left apart. */
export const zones = ['MATCH', 'REVIEW', 'NONE'] as const;
export type Zone = (typeof zones)[number];

/** Pairs of a model drawn for people to label without seeing what the model made of them. Each zone is drawn by itself;
 *  `stands_for` says for how many pairs of its zone one of the sample stands. */
export const matchSample = pgTable(
  'match_sample',
  {
    modelId: uuid('model_id')
      .notNull()
      .references(() => matchModel.id),
    number: integer().notNull(),
    a: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    b: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    zone: text().$type<Zone>().notNull(),
    standsFor: doublePrecision('stands_for').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.number] }),
    unique('match_sample_pair').on(table.modelId, table.a, table.b),
    check('match_sample_order', sql`${table.a} < ${table.b}`),
    check('match_sample_zone', isOneOf(table.zone, zones)),
    check('match_sample_stands_for', sql`${table.standsFor} >= 1`),
  ],
);

/** What one person says of a sampled pair: two say it of each, neither seeing what the other said. */
export const matchLabel = pgTable(
  'match_label',
  {
    modelId: uuid('model_id').notNull(),
    number: integer().notNull(),
    /** 1 for who came first, 2 for the second: there is no third. */
    place: integer().notNull(),
    labeller: text().notNull(),
    verdict: text().$type<Verdict>().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.number, table.place] }),
    foreignKey({
      name: 'match_label_of_pair',
      columns: [table.modelId, table.number],
      foreignColumns: [matchSample.modelId, matchSample.number],
    }),
    unique('match_label_once').on(table.modelId, table.number, table.labeller),
    check('match_label_place', sql`${table.place} in (1, 2)`),
    check('match_label_verdict', isOneOf(table.verdict, verdicts)),
  ],
);
