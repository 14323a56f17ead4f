import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import { code } from './code.table.js';
import { codeSystem } from './code-system.table.js';
import {
  type Cardinality,
  type CodeRole,
  cardinalities,
  codeRoles,
  type OnMiss,
  onMisses,
  type Purpose,
  purposes,
} from './vocabulary.js';

/** What questions from one system to another allow. One live row a pair; a system left empty is the golden records. */
export const policy = pgTable(
  'policy',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    fromSystem: integer('from_system').references(() => codeSystem.id),
    toSystem: integer('to_system').references(() => codeSystem.id),
    /** The purpose meant when the caller names none. */
    purpose: text().$type<Purpose>().notNull(),
    onMiss: text('on_miss').$type<OnMiss>().notNull(),
    /** What answers, flagged as DEFAULTED, where nothing else does. */
    defaultCode: bigint('default_code', { mode: 'number' }).references(() => code.id),
    /** Which of several codes of one record is meant when they point at it in different roles; null: none, all are equal. */
    level: text().$type<CodeRole>(),
    /** Whether one code may stand for several at once. */
    cardinality: text().$type<Cardinality>().notNull().default('ONE'),
    followReplacements: boolean('follow_replacements').notNull().default(false),
    /** Whether a target that means more than the code asked may answer. */
    allowBroader: boolean('allow_broader').notNull().default(true),
    /** Whether a target that is not active that day may answer. */
    allowRetired: boolean('allow_retired').notNull().default(false),
    /** Context keys, the weightiest first: decides between mappings of which neither is more specific. */
    keyOrder: text('key_order').array().notNull().default(sql`'{}'`),
    /** Whoever proposes a mapping may not approve it (`mapping_four_eyes`). */
    fourEyes: boolean('four_eyes').notNull().default(false),
    /** Roles that may approve; null: all that may decide mappings. */
    approvers: text().array(),
    changedBy: text('changed_by'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('policy_one_live')
      .on(sql`coalesce(${table.fromSystem}, 0)`, sql`coalesce(${table.toSystem}, 0)`)
      .where(sql`${table.toChange} is null`),
    check('policy_purpose', isOneOf(table.purpose, purposes)),
    check('policy_level', isOneOf(table.level, codeRoles)),
    check('policy_on_miss', isOneOf(table.onMiss, onMisses)),
    check('policy_default', sql`(${table.onMiss} = 'DEFAULT') = (${table.defaultCode} is not null)`),
    check('policy_cardinality', isOneOf(table.cardinality, cardinalities)),
    check('policy_approvers', sql`cardinality(${table.approvers}) > 0`),
    index('policy_from_change').on(table.fromChange),
    index('policy_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
