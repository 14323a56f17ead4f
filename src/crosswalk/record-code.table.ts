import { sql } from 'drizzle-orm';
import { bigint, check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { goldenRecord } from '../golden-records/golden-record.table.js';
import { sourceRecord } from '../golden-records/source-record.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import { code } from './code.table.js';
import { type CodeRole, codeRoles } from './vocabulary.js';

/** "This code points at this golden record, in this role, because this source record says so." An identifier may point
 *  at several records; a source’s own key at one only (`record_code_key_names_one`). Rows follow memberships: when a
 *  record changes its golden record, the row ends and another begins, so a current answer never follows a redirect. */
export const recordCode = pgTable(
  'record_code',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    codeId: bigint('code_id', { mode: 'number' })
      .notNull()
      .references(() => code.id),
    goldenId: uuid('golden_id')
      .notNull()
      .references(() => goldenRecord.id),
    recordId: bigint('record_id', { mode: 'number' })
      .notNull()
      .references(() => sourceRecord.id),
    role: text().$type<CodeRole>().notNull(),
    validFrom: date('valid_from').notNull().default('-infinity'),
    validTo: date('valid_to').notNull().default('infinity'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('record_code_one_live')
      .on(table.recordId, table.codeId, table.role)
      .where(sql`${table.toChange} is null`),
    check('record_code_role', isOneOf(table.role, codeRoles)),
    check('record_code_days', sql`${table.validFrom} < ${table.validTo}`),
    check('record_code_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('record_code_code').on(table.codeId).where(sql`${table.toChange} is null`),
    index('record_code_code_ended').on(table.codeId).where(sql`${table.toChange} is not null`),
    index('record_code_golden').on(table.goldenId).where(sql`${table.toChange} is null`),
    index('record_code_golden_ended').on(table.goldenId).where(sql`${table.toChange} is not null`),
    index('record_code_began').on(table.fromChange, table.goldenId),
    index('record_code_ended').on(table.toChange, table.goldenId).where(sql`${table.toChange} is not null`),
  ],
);
