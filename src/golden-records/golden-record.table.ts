import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import type { Values, Winners } from './attribute.js';
import { domainColumn, isDomain } from './domain-column.js';
import { sourceRecord } from './source-record.table.js';

/** The hub’s belief about one thing: the identity only, for ever. What it believes is in its versions. */
export const goldenRecord = pgTable(
  'golden_record',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    domain: domainColumn(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
  },
  (table) => [
    unique('golden_record_domain').on(table.id, table.domain),
    check('golden_record_is_of_domain', isDomain(table.domain)),
    index('golden_record_from_change').on(table.fromChange),
  ],
);

/** What the hub believed of a thing from one act to another, and which source version each value came from. */
export const goldenVersion = pgTable(
  'golden_version',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    goldenId: uuid('golden_id').notNull(),
    domain: domainColumn(),
    /** What people call it: the first of the domain’s name attributes that has a value, else the key it is known by. */
    name: text().notNull(),
    values: jsonb().$type<Values>().notNull(),
    /** Attribute → ids of the source record versions whose word it is. */
    winners: jsonb().$type<Winners>().notNull(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    foreignKey({
      name: 'golden_version_of_record',
      columns: [table.goldenId, table.domain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    uniqueIndex('golden_version_one_live').on(table.goldenId).where(sql`${table.toChange} is null`),
    index('golden_version_record').on(table.goldenId, table.fromChange),
    index('golden_version_by_name')
      .on(table.domain, table.name, table.goldenId)
      .where(sql`${table.toChange} is null`),
    // A btree entry holds at most 2,704 bytes.
    check('golden_version_name', sql`char_length(${table.name}) between 1 and 255`),
    check('golden_version_values', sql`jsonb_typeof(${table.values}) = 'object'`),
    check('golden_version_winners', sql`jsonb_typeof(${table.winners}) = 'object'`),
    check('golden_version_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('golden_version_values')
      .using('gin', table.values.op('jsonb_path_ops'))
      .where(sql`${table.toChange} is null`),
    // The change log reads the golden records of an act in the order of their ids, however many it touched.
    index('golden_version_began').on(table.fromChange, table.goldenId),
    index('golden_version_ended')
      .on(table.toChange, table.goldenId)
      .where(sql`${table.toChange} is not null`),
  ],
);

/** Why a source record belongs to a golden record: it carries the same key, the same identifier, the same catalog number
 *  of the same manufacturer; it founded the golden record; a person said so; or the match engine did. */
export const bases = ['KEY', 'IDENTIFIER', 'CATALOG_NUMBER', 'FOUNDED', 'PERSON', 'MATCH'] as const;
export type Basis = (typeof bases)[number];

/** Which source record belongs to which golden record. A record is live in one golden record at a time. */
export const membership = pgTable(
  'membership',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    recordId: bigint('record_id', { mode: 'number' }).notNull(),
    goldenId: uuid('golden_id').notNull(),
    domain: domainColumn(),
    basis: text().$type<Basis>().notNull(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    foreignKey({
      name: 'membership_of_source_record',
      columns: [table.recordId, table.domain],
      foreignColumns: [sourceRecord.id, sourceRecord.domain],
    }),
    foreignKey({
      name: 'membership_in_golden_record',
      columns: [table.goldenId, table.domain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    uniqueIndex('membership_one_live').on(table.recordId).where(sql`${table.toChange} is null`),
    index('membership_record_ended').on(table.recordId).where(sql`${table.toChange} is not null`),
    index('membership_golden').on(table.goldenId).where(sql`${table.toChange} is null`),
    index('membership_golden_ended').on(table.goldenId).where(sql`${table.toChange} is not null`),
    check('membership_basis', isOneOf(table.basis, bases)),
    check('membership_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('membership_began').on(table.fromChange, table.goldenId),
    index('membership_ended').on(table.toChange, table.goldenId).where(sql`${table.toChange} is not null`),
  ],
);
