import { sql } from 'drizzle-orm';
import { bigint, check, date, index, numeric, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { sourceRecord } from './source-record.table.js';

/** That a source no longer has a record: said by the record’s own end, or by a full list without it. Ended itself when
 *  the source has the record again. */
export const sourceRecordEnd = pgTable(
  'source_record_end',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    recordId: bigint('record_id', { mode: 'number' })
      .notNull()
      .references(() => sourceRecord.id),
    /** The source’s own number of this act, as that of a version. */
    sourceVersion: numeric('source_version', { precision: 38, scale: 0 }),
    /** First day on which the source no longer has it. */
    endedOn: date('ended_on').notNull(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('source_record_end_one_live').on(table.recordId).where(sql`${table.toChange} is null`),
    index('source_record_end_record').on(table.recordId, table.fromChange),
    check('source_record_end_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('source_record_end_from_change').on(table.fromChange),
    index('source_record_end_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
