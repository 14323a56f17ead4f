import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import type { Values } from './attribute.js';
import { domainColumn, isDomain } from './domain-column.js';
import type { RelationKind } from './relations/relation-kind.js';
import { sourceSystem } from './source-system.table.js';

/** One thing as one feed of one source system names it: the identity only. What it said of it is in its versions. */
export const sourceRecord = pgTable(
  'source_record',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    source: text()
      .notNull()
      .references(() => sourceSystem.key),
    /** Which of the source’s deliveries speaks: a profile’s key. Two files about one thing are two records of it. */
    feed: text().notNull(),
    domain: domainColumn(),
    /** Empty where the source’s keys need no issuer. */
    issuer: text().notNull().default(''),
    /** The source’s own key, in its normal form. */
    key: text().notNull(),
    /** The highest source version at which the source has spoken of it, said something new or not; null where it numbers
     *  nothing. What is numbered lower comes late. */
    latestVersion: numeric('latest_version', { precision: 38, scale: 0 }),
  },
  (table) => [
    unique('source_record_identity').on(table.source, table.feed, table.domain, table.issuer, table.key),
    unique('source_record_domain').on(table.id, table.domain),
    check('source_record_is_of_domain', isDomain(table.domain)),
    check('source_record_feed', sql`${table.feed} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check('source_record_key', sql`char_length(${table.key}) between 1 and 255`),
    check('source_record_issuer', sql`char_length(${table.issuer}) <= 255`),
  ],
);

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** A code that a source record carries: which system and issuer, its normal form, and the role in which it points. */
export interface CarriedCode {
  readonly system: string;
  readonly issuer: string;
  readonly code: string;
  readonly role: string;
}

/** How the thing of a source record stands to another, as the record says: which kind, the other’s code in its normal
 *  form, under which condition and on which days, and what the relation carries. */
export interface SaidRelation {
  readonly kind: RelationKind;
  readonly system: string;
  readonly issuer: string;
  readonly code: string;
  /** Empty: always. */
  readonly condition: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly attributes: Values;
}

/** What a source said, word for word: never rewritten, ended when it says something else. What came late, behind a newer
 *  version, is kept with the same change at both ends: it was never what the source said last. */
export const sourceRecordVersion = pgTable(
  'source_record_version',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    recordId: bigint('record_id', { mode: 'number' })
      .notNull()
      .references(() => sourceRecord.id),
    /** SHA-256 of values, codes, days and relations: the same content again is no new version. */
    contentHash: bytea('content_hash').notNull(),
    /** Attribute → value, by the names of the domain’s declaration. */
    values: jsonb().$type<Values>().notNull(),
    codes: jsonb().$type<readonly CarriedCode[]>().notNull(),
    relations: jsonb().$type<readonly SaidRelation[]>().notNull().default([]),
    /** The source’s own number of this wording, the higher the newer; of a moment the microseconds since 1970. Null where
     *  the order of arrival is all there is. */
    sourceVersion: numeric('source_version', { precision: 38, scale: 0 }),
    /** When its source said it: the moment that its version is, and no later than it came; where no moment is known, when
     *  it came. By it the newest word is found among records of several feeds. */
    saidAt: timestamp('said_at', { withTimezone: true }).notNull().default(sql`statement_timestamp()`),
    /** First day on which it holds in the world, as its source says. */
    validFrom: date('valid_from').notNull().default('-infinity'),
    /** First day on which it no longer holds. */
    validTo: date('valid_to').notNull().default('infinity'),
    /** Where it stood in its file; the header is row 1. */
    rowNumber: integer('row_number'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    uniqueIndex('source_record_version_one_live').on(table.recordId).where(sql`${table.toChange} is null`),
    index('source_record_version_record').on(table.recordId, table.fromChange),
    check('source_record_version_hash', sql`octet_length(${table.contentHash}) = 32`),
    check('source_record_version_values', sql`jsonb_typeof(${table.values}) = 'object'`),
    check('source_record_version_codes', sql`jsonb_typeof(${table.codes}) = 'array'`),
    check('source_record_version_relations', sql`jsonb_typeof(${table.relations}) = 'array'`),
    check('source_record_version_days', sql`${table.validFrom} < ${table.validTo}`),
    check('source_record_version_known', sql`${table.toChange} >= ${table.fromChange}`),
    index('source_record_version_from_change').on(table.fromChange),
    index('source_record_version_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
