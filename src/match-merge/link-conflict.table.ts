import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { sourceRecord } from '../golden-records/source-record.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';

/** Why a source record could not be linked by its identifiers: together they point at several golden records; at none in
 *  common; at one whose GTIN of the same level is another; of a record that has its place, somewhere else, or its base
 *  GTIN is no longer that of the others there; or its file is so entangled that it was not settled within the rounds any
 *  list needs. */
export const conflictKinds = [
  'SEVERAL_RECORDS',
  'NO_COMMON_RECORD',
  'DIFFERENT_GTIN',
  'MOVED',
  'ENTANGLED',
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** A source record whose strong identifiers contradict each other or the hub: never guessed, left open for a person.
 *  A record that has no golden record yet is held: none of its codes point at anything until it is settled. */
export const linkConflict = pgTable(
  'link_conflict',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    recordId: bigint('record_id', { mode: 'number' })
      .notNull()
      .references(() => sourceRecord.id),
    kind: text().$type<ConflictKind>().notNull(),
    /** The golden records its identifiers point at. */
    candidates: uuid().array().notNull(),
    /** `pending` until a later layer has taken notice of it. */
    triage: text().$type<'pending' | 'noticed'>().notNull().default('pending'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('link_conflict_one_live').on(table.recordId).where(sql`${table.toChange} is null`),
    check('link_conflict_kind', isOneOf(table.kind, conflictKinds)),
    check('link_conflict_triage', sql`${table.triage} in ('pending', 'noticed')`),
    check('link_conflict_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('link_conflict_pending').on(table.id).where(sql`${table.triage} = 'pending'`),
    index('link_conflict_from_change').on(table.fromChange),
    index('link_conflict_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
