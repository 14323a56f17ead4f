import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import { codeSystem } from './code-system.table.js';
import { type CodeRole, codeRoles, type OnMiss, type Purpose } from './vocabulary.js';

/** What questions from one system to another allow. One live row a pair. */
export const policy = pgTable(
  'policy',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    fromSystem: integer('from_system')
      .notNull()
      .references(() => codeSystem.id),
    toSystem: integer('to_system')
      .notNull()
      .references(() => codeSystem.id),
    /** The purpose meant when the caller names none. */
    purpose: text().$type<Purpose>().notNull(),
    onMiss: text('on_miss').$type<OnMiss>().notNull(),
    /** Which of several codes of one record is meant when they point at it in different roles; null: none, all are equal. */
    level: text().$type<CodeRole>(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('policy_one_live').on(table.fromSystem, table.toSystem).where(sql`${table.toChange} is null`),
    check(
      'policy_purpose',
      sql`${table.purpose} in ('SAME_THING', 'CHARGES_AS', 'POSTS_TO', 'CLASSIFIED_AS', 'REPLACED_BY')`,
    ),
    check('policy_level', isOneOf(table.level, codeRoles)),
    check('policy_on_miss', sql`${table.onMiss} in ('TASK', 'COUNT')`),
    index('policy_from_change').on(table.fromChange),
    index('policy_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
