import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sourceSystem } from '../../golden-records/source-system.table.js';
import { change } from '../../platform/changes/change.table.js';
import { isOneOf } from '../../platform/db/one-of.js';
import { code } from '../code.table.js';
import { codeSystem } from '../code-system.table.js';
import { mapping } from '../mapping.table.js';
import { type SuccessorBasis, successorBases } from './successor-basis.js';

/** A dated edition of a code system, such as HCPCS Level II of January 2019: all its codes as they stand from that day. */
export const codeRelease = pgTable(
  'code_release',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    systemId: integer('system_id')
      .notNull()
      .references(() => codeSystem.id),
    /** What its publisher calls it: `2019`, `2019-Q2`. */
    edition: text().notNull(),
    /** First day on which it holds. */
    effectiveOn: date('effective_on').notNull(),
    source: text()
      .notNull()
      .references(() => sourceSystem.key),
    loadedAt: timestamp('loaded_at', { withTimezone: true }).notNull().defaultNow(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
  },
  (table) => [
    unique('code_release_edition').on(table.systemId, table.edition),
    unique('code_release_day').on(table.systemId, table.effectiveOn),
    check('code_release_edition_form', sql`${table.edition} ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'`),
    index('code_release_from_change').on(table.fromChange),
  ],
);

/** A code as a release has it. What is believed of a code are its facts, which follow from the newest release that has
 *  it; these rows say what each edition said. */
export const codeReleaseEntry = pgTable(
  'code_release_entry',
  {
    releaseId: uuid('release_id')
      .notNull()
      .references(() => codeRelease.id),
    codeId: bigint('code_id', { mode: 'number' })
      .notNull()
      .references(() => code.id),
    display: text(),
    properties: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    status: text().$type<'ACTIVE' | 'RETIRED'>().notNull(),
    /** Days on which the edition says that the code may be used. */
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.codeId] }),
    check('code_release_entry_status', sql`${table.status} in ('ACTIVE', 'RETIRED')`),
    check('code_release_entry_days', sql`${table.validFrom} < ${table.validTo}`),
    index('code_release_entry_code').on(table.codeId),
  ],
);

/** A live mapping onto a code that a release has retired, and the code proposed in its place: left for people, who follow
 *  it by its task (`triage`). Ends when the mapping does, or the code is back. */
export const retiredCodeUse = pgTable(
  'retired_code_use',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    mappingId: uuid('mapping_id')
      .notNull()
      .references(() => mapping.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => codeRelease.id),
    /** First day on which the code no longer holds. */
    retiredOn: date('retired_on').notNull(),
    successorCode: bigint('successor_code', { mode: 'number' }).references(() => code.id),
    basis: text().$type<SuccessorBasis>(),
    /** How alike the two displays are, 0 to 1; null where it was not asked. */
    similarity: real(),
    triage: text().$type<'pending' | 'done'>().notNull().default('pending'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('retired_code_use_one_live').on(table.mappingId).where(sql`${table.toChange} is null`),
    index('retired_code_use_pending').on(table.id).where(sql`${table.triage} = 'pending'`),
    index('retired_code_use_open').on(table.id).where(sql`${table.toChange} is null`),
    check('retired_code_use_basis', isOneOf(table.basis, successorBases)),
    check('retired_code_use_successor', sql`(${table.successorCode} is null) = (${table.basis} is null)`),
    check('retired_code_use_triage', sql`${table.triage} in ('pending', 'done')`),
    check('retired_code_use_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('retired_code_use_from_change').on(table.fromChange),
    index('retired_code_use_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
