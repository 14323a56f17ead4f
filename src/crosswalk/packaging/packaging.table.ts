import { type SQL, sql } from 'drizzle-orm';
import { bigint, check, date, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { sourceSystem } from '../../golden-records/source-system.table.js';
import { change } from '../../platform/changes/change.table.js';
import { code } from '../code.table.js';

/** What every statement about the units of a code carries. An item is named by a code, so its packaging is a code’s. */
const statement = () => ({
  /** Names the statement; its rows share it. */
  id: uuid().notNull(),
  codeId: bigint('code_id', { mode: 'number' })
    .notNull()
    .references(() => code.id),
  source: text()
    .notNull()
    .references(() => sourceSystem.key),
  reason: text(),
  approvedBy: text('approved_by').notNull(),
  approvedAt: timestamp('approved_at', { withTimezone: true }).notNull().defaultNow(),
  validFrom: date('valid_from').notNull().default('-infinity'),
  validTo: date('valid_to').notNull().default('infinity'),
  fromChange: bigint('from_change', { mode: 'number' })
    .notNull()
    .references(() => change.id),
  toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
});

/** A unit code with its system: `x12:CA` is a case, `rec20:CA` a can. */
const unitShape = (column: unknown): SQL =>
  sql`${column} ~ '^(ucum|x12|rec20|rec21|hibc|cms|hcpcs|di):[!-~]+$'`;

/** "1 `unit` of this code, as `supplier` packs it, holds `quantity` `contains_unit`". A statement of several rows is an
 *  assortment: all of them together are what the package holds. Never two answers for the same pair of units on one day
 *  (`packaging_link_no_overlap`), never one GTIN on two levels (`packaging_link_one_level`). */
export const packagingLink = pgTable(
  'packaging_link',
  {
    ...statement(),
    /** Empty: as its manufacturer packs it. */
    supplier: text().notNull().default(''),
    unit: text().notNull(),
    containsUnit: text('contains_unit').notNull(),
    quantity: bigint({ mode: 'bigint' }).notNull(),
    /** GTIN of the package, 14 digits. The level is known from here, never from the digits. */
    gtin: text(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.containsUnit] }),
    check('packaging_link_units', sql`${unitShape(table.unit)} and ${unitShape(table.containsUnit)}`),
    check('packaging_link_itself', sql`${table.unit} <> ${table.containsUnit}`),
    check('packaging_link_quantity', sql`${table.quantity} > 0`),
    check('packaging_link_gtin', sql`${table.gtin} ~ '^[0-9]{14}$'`),
    check('packaging_link_supplier', sql`char_length(${table.supplier}) <= 255`),
    check('packaging_link_days', sql`${table.validFrom} < ${table.validTo}`),
    check('packaging_link_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('packaging_link_code').on(table.codeId),
    index('packaging_link_from_change').on(table.fromChange),
    index('packaging_link_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);

/** "1 `unit` of this code holds `numerator`/`denominator` `amount_unit`": the only bridge from packages to physical units.
 *  A statement of several rows gives the whole content several times, each in another unit: 1 VI = 10 mL = 500 mg. */
export const contentStatement = pgTable(
  'content_statement',
  {
    ...statement(),
    unit: text().notNull(),
    amountUnit: text('amount_unit').notNull(),
    numerator: bigint({ mode: 'bigint' }).notNull(),
    denominator: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.amountUnit] }),
    check('content_statement_units', sql`${unitShape(table.unit)} and ${unitShape(table.amountUnit)}`),
    check('content_statement_amount', sql`${table.numerator} > 0 and ${table.denominator} > 0`),
    check('content_statement_days', sql`${table.validFrom} < ${table.validTo}`),
    check('content_statement_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('content_statement_code').on(table.codeId),
    index('content_statement_from_change').on(table.fromChange),
    index('content_statement_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);

/** The unit a code is billed, sold or stocked by: a unit that packaging knows (a distributor’s number by the case), or,
 *  with an amount, the billing unit of a HCPCS code (1 hcpcs:J0001 = 10 mg). One a day (`billing_unit_no_overlap`). */
export const billingUnit = pgTable(
  'billing_unit',
  {
    ...statement(),
    unit: text().notNull(),
    amountUnit: text('amount_unit'),
    numerator: bigint({ mode: 'bigint' }),
    denominator: bigint({ mode: 'bigint' }),
  },
  (table) => [
    primaryKey({ columns: [table.id] }),
    check('billing_unit_units', sql`${unitShape(table.unit)} and ${unitShape(table.amountUnit)}`),
    check(
      'billing_unit_amount',
      sql`num_nulls(${table.amountUnit}, ${table.numerator}, ${table.denominator}) in (0, 3)
          and ${table.numerator} > 0 and ${table.denominator} > 0`,
    ),
    check('billing_unit_hcpcs', sql`(${table.unit} like 'hcpcs:%') = (${table.amountUnit} is not null)`),
    check('billing_unit_days', sql`${table.validFrom} < ${table.validTo}`),
    check('billing_unit_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('billing_unit_code').on(table.codeId),
    index('billing_unit_from_change').on(table.fromChange),
    index('billing_unit_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
