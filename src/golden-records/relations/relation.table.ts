import { sql } from 'drizzle-orm';
import { bigint, check, date, foreignKey, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { change } from '../../platform/changes/change.table.js';
import { isOneOf } from '../../platform/db/one-of.js';
import { domainColumn } from '../domain-column.js';
import { goldenRecord } from '../golden-record.table.js';
import type { RelationKind } from './relation-kind.js';
import { joinsItsDomains, relationStatement } from './relation-statement.table.js';

/** How a statement stands on some days. It HOLDS, or it does not: an end has no golden record yet (WAITING); the code of
 *  the other names several (AMBIGUOUS); both ends are one (SAME_RECORD); nobody has approved it (DRAFT); a more trusted
 *  statement speaks of these days (OUTWEIGHED); it would lead in a circle with older ones (CIRCULAR). */
export const standings = [
  'HOLDS',
  'WAITING',
  'AMBIGUOUS',
  'SAME_RECORD',
  'DRAFT',
  'OUTWEIGHED',
  'CIRCULAR',
] as const;
export type Standing = (typeof standings)[number];

/** What the hub believes of a statement: the golden records at its ends, which follow memberships and codes, and how it
 *  stands. The live rows of a live statement share out its days among them: nothing that is said is dropped. One a day
 *  (`relation_one_a_day`), in no circle (`relation_no_circle`) where the kind is declared so. */
export const relation = pgTable(
  'relation',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    statementId: bigint('statement_id', { mode: 'number' }).notNull(),
    kind: text().$type<RelationKind>().notNull(),
    fromDomain: domainColumn('from_domain'),
    toDomain: domainColumn('to_domain'),
    fromGolden: uuid('from_golden'),
    toGolden: uuid('to_golden'),
    standing: text().$type<Standing>().notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to').notNull(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    foreignKey({
      name: 'relation_of_statement',
      columns: [table.statementId, table.kind],
      foreignColumns: [relationStatement.id, relationStatement.kind],
    }),
    foreignKey({
      name: 'relation_from_record',
      columns: [table.fromGolden, table.fromDomain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    foreignKey({
      name: 'relation_to_record',
      columns: [table.toGolden, table.toDomain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    check('relation_domains', joinsItsDomains(table.kind, table.fromDomain, table.toDomain)),
    check('relation_standing', isOneOf(table.standing, standings)),
    check(
      'relation_ends',
      sql`${table.standing} <> 'HOLDS' or coalesce(${table.fromGolden} <> ${table.toGolden}, false)`,
    ),
    check('relation_days', sql`${table.validFrom} < ${table.validTo}`),
    check('relation_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('relation_statement_live').on(table.statementId).where(sql`${table.toChange} is null`),
    index('relation_from').on(table.fromGolden, table.kind, table.id).where(sql`${table.toChange} is null`),
    index('relation_from_ended')
      .on(table.fromGolden, table.kind, table.id)
      .where(sql`${table.toChange} is not null`),
    index('relation_to').on(table.toGolden, table.kind, table.id).where(sql`${table.toChange} is null`),
    index('relation_to_ended')
      .on(table.toGolden, table.kind, table.id)
      .where(sql`${table.toChange} is not null`),
    index('relation_circular')
      .on(table.kind)
      .where(sql`${table.toChange} is null and ${table.standing} = 'CIRCULAR'`),
    index('relation_began_from').on(table.fromChange, table.fromGolden),
    index('relation_ended_from')
      .on(table.toChange, table.fromGolden)
      .where(sql`${table.toChange} is not null`),
    index('relation_began_to').on(table.fromChange, table.toGolden),
    index('relation_ended_to').on(table.toChange, table.toGolden).where(sql`${table.toChange} is not null`),
  ],
);
