import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { goldenRecord } from '../../golden-records/golden-record.table.js';
import { matchModel } from '../models/match-model.table.js';

/** What a thing found when it was looked for, by a model: each row belongs to the thing that found, so that workers which
 *  look for both ends at once never write the same row. Two things are a pair if either found the other. */
export const matchPair = pgTable(
  'match_pair',
  {
    modelId: uuid('model_id')
      .notNull()
      .references(() => matchModel.id),
    thing: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    other: uuid()
      .notNull()
      .references(() => goldenRecord.id),
    /** Bits. */
    weight: doublePrecision().notNull(),
    /** Why no text may join them. */
    vetoed: text().array().notNull().default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.thing, table.other] }),
    index('match_pair_other').on(table.modelId, table.other),
    check('match_pair_of_two', sql`${table.thing} <> ${table.other}`),
  ],
);
