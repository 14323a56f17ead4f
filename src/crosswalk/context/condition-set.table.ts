import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { goldenRecord } from '../../golden-records/golden-record.table.js';
import { contextKey } from './context-key.table.js';

/** A set of conditions, written once however many mappings stand under it. Never altered. */
export const conditionSet = pgTable('condition_set', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  /** Its conditions in one form (`canonicalConditions`), so that equal sets are one. */
  canonical: text().notNull().unique(),
});

/** "This key has this value": all of a set must hold. A golden record stands for itself and what lies below it. */
export const mappingCondition = pgTable(
  'mapping_condition',
  {
    setId: integer('set_id')
      .notNull()
      .references(() => conditionSet.id),
    keyId: integer('key_id')
      .notNull()
      .references(() => contextKey.id),
    word: text(),
    goldenId: uuid('golden_id').references(() => goldenRecord.id),
  },
  (table) => [
    primaryKey({ columns: [table.setId, table.keyId] }),
    check('mapping_condition_value', sql`num_nonnulls(${table.word}, ${table.goldenId}) = 1`),
    check('mapping_condition_word', sql`char_length(${table.word}) between 1 and 255`),
    index('mapping_condition_golden').on(table.goldenId).where(sql`${table.goldenId} is not null`),
  ],
);
