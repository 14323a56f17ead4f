import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, index, pgTable, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { domainColumn } from './domain-column.js';
import { goldenRecord } from './golden-record.table.js';

/** From one act to another, what was known by this golden id is known by the survivor’s. Ids never die: whoever asks for
 *  a merged one is led on, step by step where the survivor was merged later. No circle (`golden_redirect_no_cycle`). */
export const goldenRedirect = pgTable(
  'golden_redirect',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    goldenId: uuid('golden_id').notNull(),
    survivorId: uuid('survivor_id').notNull(),
    domain: domainColumn(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    foreignKey({
      name: 'golden_redirect_of_record',
      columns: [table.goldenId, table.domain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    foreignKey({
      name: 'golden_redirect_to_record',
      columns: [table.survivorId, table.domain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    uniqueIndex('golden_redirect_one_live').on(table.goldenId).where(sql`${table.toChange} is null`),
    check('golden_redirect_elsewhere', sql`${table.goldenId} <> ${table.survivorId}`),
    check('golden_redirect_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('golden_redirect_record').on(table.goldenId),
    index('golden_redirect_survivor').on(table.survivorId),
    index('golden_redirect_began').on(table.fromChange, table.goldenId),
    index('golden_redirect_ended')
      .on(table.toChange, table.goldenId)
      .where(sql`${table.toChange} is not null`),
    index('golden_redirect_began_to').on(table.fromChange, table.survivorId),
    index('golden_redirect_ended_to')
      .on(table.toChange, table.survivorId)
      .where(sql`${table.toChange} is not null`),
  ],
);
