import { sql } from 'drizzle-orm';
import { bigint, check, date, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { sourceSystem } from '../golden-records/source-system.table.js';
import { change } from '../platform/changes/change.table.js';
import { code } from './code.table.js';
import type { Purpose, Relationship } from './vocabulary.js';

/** An approved statement "this code corresponds to that one". The same statement never overlaps itself in days
 *  (`mapping_no_overlap`); different targets of equal standing may be on file and are AMBIGUOUS when asked. */
export const mapping = pgTable(
  'mapping',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    fromCode: bigint('from_code', { mode: 'number' })
      .notNull()
      .references(() => code.id),
    toCode: bigint('to_code', { mode: 'number' })
      .notNull()
      .references(() => code.id),
    purpose: text().$type<Purpose>().notNull(),
    /** Of the target relative to the source. */
    relationship: text().$type<Relationship>().notNull().default('EQUIVALENT'),
    source: text()
      .notNull()
      .references(() => sourceSystem.key),
    reason: text(),
    approvedBy: text('approved_by').notNull(),
    approvedAt: timestamp('approved_at', { withTimezone: true }).notNull().defaultNow(),
    validFrom: date('valid_from').notNull().default('-infinity'),
    validTo: date('valid_to').notNull().default('infinity'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    check(
      'mapping_purpose',
      sql`${table.purpose} in ('SAME_THING', 'CHARGES_AS', 'POSTS_TO', 'CLASSIFIED_AS', 'REPLACED_BY')`,
    ),
    check(
      'mapping_relationship',
      sql`${table.relationship} in ('EQUIVALENT', 'BROADER', 'NARROWER', 'RELATED')`,
    ),
    check('mapping_ends', sql`${table.fromCode} <> ${table.toCode}`),
    check('mapping_days', sql`${table.validFrom} < ${table.validTo}`),
    check('mapping_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('mapping_from_code').on(table.fromCode),
    index('mapping_to_code').on(table.toCode),
    index('mapping_from_change').on(table.fromChange),
    index('mapping_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
