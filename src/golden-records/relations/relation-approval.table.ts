import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { change } from '../../platform/changes/change.table.js';
import { relationStatement } from './relation-statement.table.js';

/** A person lets a proposed relation hold: somebody other than whoever said it (`relation_approval_by_another`). */
export const relationApproval = pgTable(
  'relation_approval',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    statementId: bigint('statement_id', { mode: 'number' })
      .notNull()
      .references(() => relationStatement.id),
    reason: text(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('relation_approval_one_live').on(table.statementId).where(sql`${table.toChange} is null`),
    check('relation_approval_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('relation_approval_from_change').on(table.fromChange),
    index('relation_approval_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
