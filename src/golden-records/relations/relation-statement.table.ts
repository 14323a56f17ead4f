import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { change } from '../../platform/changes/change.table.js';
import type { Values } from '../attribute.js';
import { domainColumn } from '../domain-column.js';
import { goldenRecord } from '../golden-record.table.js';
import { sourceRecord } from '../source-record.table.js';
import { relationDeclarations } from './relation-declarations.js';
import type { RelationKind } from './relation-kind.js';

/** A check that a row’s kind joins the domains that its declaration says. */
export function joinsItsDomains(kind: unknown, from: unknown, to: unknown) {
  const joined = Object.entries(relationDeclarations).map(
    ([key, declared]) => `('${key}', '${declared.from}', '${declared.to}')`,
  );
  return sql`(${kind}, ${from}, ${to}) in (${sql.raw(joined.join(', '))})`;
}

/** What somebody said of how two things stand to each other: never rewritten, ended when it is said no longer. A source
 *  record says it of itself and names the other by a code, which may be that of a record still to come; a person says it
 *  of two golden records. What is believed of it stands in `relation`. */
export const relationStatement = pgTable(
  'relation_statement',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<RelationKind>().notNull(),
    fromDomain: domainColumn('from_domain'),
    toDomain: domainColumn('to_domain'),
    /** The source record that says it of itself; null where a person says it. */
    recordId: bigint('record_id', { mode: 'number' }),
    /** Of which golden record a person says it. */
    fromGolden: uuid('from_golden'),
    /** The code by which a source names the other: system, issuer (empty where codes have none), normal form. */
    toSystem: text('to_system'),
    toIssuer: text('to_issuer'),
    toCode: text('to_code'),
    /** The other, where a person says it. */
    toGolden: uuid('to_golden'),
    /** When it holds, in words; empty: always. */
    condition: text().notNull().default(''),
    /** What it carries, by the names of the kind’s declaration. */
    attributes: jsonb().$type<Values>().notNull(),
    /** Why a person says it. */
    reason: text(),
    /** First day on which it holds in the world. */
    validFrom: date('valid_from').notNull().default('-infinity'),
    /** First day on which it no longer holds. */
    validTo: date('valid_to').notNull().default('infinity'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    unique('relation_statement_kind').on(table.id, table.kind),
    check('relation_statement_domains', joinsItsDomains(table.kind, table.fromDomain, table.toDomain)),
    foreignKey({
      name: 'relation_statement_of_source_record',
      columns: [table.recordId, table.fromDomain],
      foreignColumns: [sourceRecord.id, sourceRecord.domain],
    }),
    foreignKey({
      name: 'relation_statement_from_record',
      columns: [table.fromGolden, table.fromDomain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    foreignKey({
      name: 'relation_statement_to_record',
      columns: [table.toGolden, table.toDomain],
      foreignColumns: [goldenRecord.id, goldenRecord.domain],
    }),
    check('relation_statement_speaker', sql`num_nonnulls(${table.recordId}, ${table.fromGolden}) = 1`),
    check(
      'relation_statement_other',
      sql`num_nonnulls(${table.toSystem}, ${table.toIssuer}, ${table.toCode}) = case when ${table.toGolden} is null then 3 else 0 end`,
    ),
    check('relation_statement_reason', sql`(${table.fromGolden} is null) or ${table.reason} is not null`),
    check('relation_statement_condition', sql`char_length(${table.condition}) <= 1000`),
    check('relation_statement_attributes', sql`jsonb_typeof(${table.attributes}) = 'object'`),
    check('relation_statement_days', sql`${table.validFrom} < ${table.validTo}`),
    check('relation_statement_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('relation_statement_record').on(table.recordId).where(sql`${table.toChange} is null`),
    index('relation_statement_code')
      .on(table.toCode, table.toSystem, table.toIssuer)
      .where(sql`${table.toChange} is null`),
    index('relation_statement_from').on(table.fromGolden).where(sql`${table.toChange} is null`),
    index('relation_statement_to').on(table.toGolden).where(sql`${table.toChange} is null`),
    index('relation_statement_from_change').on(table.fromChange),
    index('relation_statement_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
