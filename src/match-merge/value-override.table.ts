import { sql } from 'drizzle-orm';
import { bigint, check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { domainColumn, isDomain } from '../golden-records/domain-column.js';
import { sourceRecord } from '../golden-records/source-record.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';

/** Why an override ended: a person withdrew it, or said something else; the sources say the same by now; its days are
 *  over. */
export const overrideEnds = ['WITHDRAWN', 'REPLACED', 'CAUGHT_UP', 'EXPIRED'] as const;
export type OverrideEnd = (typeof overrideEnds)[number];

/** A person’s word on one attribute of one golden record. The word itself is a source record of `steward`, whose key is
 *  the id here, and goes wherever that belongs; it wins while it lives. */
export const valueOverride = pgTable(
  'value_override',
  {
    id: uuid().primaryKey(),
    recordId: bigint('record_id', { mode: 'number' })
      .notNull()
      .references(() => sourceRecord.id),
    domain: domainColumn(),
    attribute: text().notNull(),
    reason: text().notNull(),
    /** First day on which it no longer holds, in the hub’s time zone; null: until somebody ends it. */
    expiresOn: date('expires_on'),
    endedBecause: text('ended_because').$type<OverrideEnd>(),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    unique('value_override_record').on(table.recordId),
    check('value_override_is_of_domain', isDomain(table.domain)),
    check('value_override_end', isOneOf(table.endedBecause, overrideEnds)),
    check('value_override_ended', sql`(${table.endedBecause} is null) = (${table.toChange} is null)`),
    check('value_override_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('value_override_expires').on(table.expiresOn).where(sql`${table.toChange} is null`),
    index('value_override_from_change').on(table.fromChange),
    index('value_override_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
