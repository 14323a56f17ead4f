import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { Domain } from '../../golden-records/domain.js';
import { isDomain } from '../../golden-records/domain-column.js';
import { change } from '../../platform/changes/change.table.js';
import { codeSystem } from '../code-system.table.js';

/** What a question may say of where it is asked: a facility, a payer, a patient class. What is not declared here is refused,
 *  so that nothing about a patient can be said. Rows are only added: conditions stand on them. */
export const contextKey = pgTable(
  'context_key',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    key: text().notNull().unique(),
    title: text().notNull(),
    /** Its values are golden records of this domain; null: plain words. */
    domain: text().$type<Domain>(),
    /** The code system meant where a caller names none; null: the golden id. */
    systemId: integer('system_id').references(() => codeSystem.id),
    /** The only words allowed; null: any. */
    values: text().array(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
  },
  (table) => [
    check('context_key_key', sql`${table.key} ~ '^[a-z][A-Za-z0-9]{0,62}$'`),
    check('context_key_domain', isDomain(table.domain)),
    check(
      'context_key_is_record_or_word',
      sql`(${table.domain} is null or ${table.values} is null) and (${table.domain} is not null or ${table.systemId} is null)`,
    ),
    check('context_key_values', sql`cardinality(${table.values}) > 0`),
  ],
);
