import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import { type Survivorship, survivorships } from './attribute.js';
import { domainColumn, isDomain } from './domain-column.js';

/** Which word on an attribute survives, from one act to another, where it is not what the domain declares. Attributes that
 *  move with the same one take their values from one word together, and by one strategy
 *  (`survivorship_rule_moves_as_one`). */
export const survivorshipRule = pgTable(
  'survivorship_rule',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    domain: domainColumn(),
    attribute: text().notNull(),
    strategy: text().$type<Survivorship>().notNull(),
    /** Source systems in the order of their standing for this attribute, before all others; of `priority` only. */
    sources: text().array().notNull().default(sql`'{}'`),
    /** The attributes that were put together to move as one, joined; null for one alone. */
    movesWith: text('moves_with'),
    reason: text(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('survivorship_rule_one_live')
      .on(table.domain, table.attribute)
      .where(sql`${table.toChange} is null`),
    check('survivorship_rule_is_of_domain', isDomain(table.domain)),
    check('survivorship_rule_strategy', isOneOf(table.strategy, survivorships)),
    check(
      'survivorship_rule_sources',
      sql`${table.strategy} = 'priority' or cardinality(${table.sources}) = 0`,
    ),
    check('survivorship_rule_union_alone', sql`${table.strategy} <> 'union' or ${table.movesWith} is null`),
    check('survivorship_rule_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('survivorship_rule_from_change').on(table.fromChange),
    index('survivorship_rule_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
