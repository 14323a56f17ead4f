import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { isDomain } from '../golden-records/domain-column.js';
import { sourceSystem } from '../golden-records/source-system.table.js';

/** A numbering: a source system’s own keys, a standard identifier or a terminology. */
export const codeSystem = pgTable(
  'code_system',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    key: text().notNull().unique(),
    title: text().notNull(),
    kind: text().$type<'SOURCE_KEY' | 'IDENTIFIER' | 'TERMINOLOGY'>().notNull(),
    /** What its codes name; null where one system carries several domains. */
    domain: text(),
    source: text().references(() => sourceSystem.key),
    /** A code is unique only per issuer: two distributors may both sell a "1001". */
    issuerScoped: boolean('issuer_scoped').notNull().default(false),
    /** How issuers are brought to one form; null where they are compared as written. */
    issuerForm: text('issuer_form').$type<'organisation-name'>(),
    /** Key of the identifier format that checks and normalises its codes. */
    format: text(),
    foldCase: boolean('fold_case').notNull().default(false),
    stripLeadingZeros: boolean('strip_leading_zeros').notNull().default(false),
    /** Months, 1 to 12, on whose first day its publisher brings a release; null: no calendar. */
    releaseMonths: smallint('release_months').array(),
  },
  (table) => [
    check('code_system_key', sql`${table.key} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check('code_system_kind', sql`${table.kind} in ('SOURCE_KEY', 'IDENTIFIER', 'TERMINOLOGY')`),
    check(
      'code_system_issuer_form',
      sql`${table.issuerForm} is null or (${table.issuerForm} in ('organisation-name') and ${table.issuerScoped})`,
    ),
    check('code_system_domain', isDomain(table.domain)),
    check('code_system_source', sql`(${table.kind} = 'SOURCE_KEY') = (${table.source} is not null)`),
    check(
      'code_system_release_months',
      sql`${table.releaseMonths} <@ array[1,2,3,4,5,6,7,8,9,10,11,12]::smallint[] and cardinality(${table.releaseMonths}) between 1 and 12`,
    ),
    check('code_system_format', sql`${table.kind} <> 'IDENTIFIER' or ${table.format} is not null`),
  ],
);
