import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { sourceSystem } from '../golden-records/source-system.table.js';
import { change } from '../platform/changes/change.table.js';
import { codeSystem } from './code-system.table.js';

/** A code as a string in its system: the identity only. What is said of it, and when it is valid, is a code fact. */
export const code = pgTable(
  'code',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    systemId: integer('system_id')
      .notNull()
      .references(() => codeSystem.id),
    /** Empty where the system is not scoped by issuer. */
    issuer: text().notNull().default(''),
    /** The normal form, stored when written so that old answers can be given again. */
    normal: text().notNull(),
    /** The form in which it was first seen. */
    written: text().notNull(),
  },
  (table) => [
    unique('code_identity').on(table.systemId, table.issuer, table.normal),
    // A code is searched for whatever its system and issuer (`goldenRecords(search:)`).
    index('code_normal').on(table.normal),
    check('code_normal_length', sql`char_length(${table.normal}) between 1 and 255`),
    check('code_issuer_length', sql`char_length(${table.issuer}) <= 255`),
  ],
);

/** What a source says of a code over some days: two live facts of one code never overlap (`code_fact_no_overlap`). */
export const codeFact = pgTable(
  'code_fact',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    codeId: bigint('code_id', { mode: 'number' })
      .notNull()
      .references(() => code.id),
    display: text(),
    status: text().$type<'ACTIVE' | 'RETIRED'>().notNull().default('ACTIVE'),
    /** Further attributes by their declared names, as written, e.g. `price`. */
    properties: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    source: text()
      .notNull()
      .references(() => sourceSystem.key),
    /** First day of validity, at the place. */
    validFrom: date('valid_from').notNull().default('-infinity'),
    /** First day on which it no longer holds. */
    validTo: date('valid_to').notNull().default('infinity'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    check('code_fact_status', sql`${table.status} in ('ACTIVE', 'RETIRED')`),
    check('code_fact_days', sql`${table.validFrom} < ${table.validTo}`),
    check('code_fact_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('code_fact_code').on(table.codeId),
    index('code_fact_from_change').on(table.fromChange),
    index('code_fact_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
