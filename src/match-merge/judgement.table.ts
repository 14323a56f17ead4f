import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { domainColumn, isDomain } from '../golden-records/domain-column.js';
import { sourceRecord } from '../golden-records/source-record.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';

/** What was decided of two records. */
export const verdicts = ['SAME', 'DIFFERENT', 'UNSURE'] as const;
export type Verdict = (typeof verdicts)[number];

/** Who decides; a person outranks the engine. */
export const judges = ['PERSON', 'ENGINE'] as const;
export type Judge = (typeof judges)[number];

/** "These are the same thing", "these are not", "I cannot tell": appended, withdrawn, never deleted or altered. What it is
 *  about are source records, two sides of them (`judgement_record`), for what sources say stays when beliefs change. While
 *  a person’s DIFFERENT stands, the engine puts no record of one side where one of the other is. */
export const judgement = pgTable(
  'judgement',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    domain: domainColumn(),
    verdict: text().$type<Verdict>().notNull(),
    judge: text().$type<Judge>().notNull(),
    reason: text(),
    /** The revision of the hub that whoever decided had seen. */
    seenRevision: bigint('seen_revision', { mode: 'number' }).notNull(),
    withdrawnReason: text('withdrawn_reason'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    check('judgement_is_of_domain', isDomain(table.domain)),
    check('judgement_verdict', isOneOf(table.verdict, verdicts)),
    check('judgement_judge', isOneOf(table.judge, judges)),
    check('judgement_known', sql`${table.toChange} >= ${table.fromChange}`),
    check(
      'judgement_withdrawn_with_a_reason',
      sql`${table.withdrawnReason} is null or ${table.toChange} is not null`,
    ),
    index('judgement_from_change').on(table.fromChange),
    index('judgement_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
    index('judgement_apart')
      .on(table.id)
      .where(sql`${table.verdict} = 'DIFFERENT' and ${table.toChange} is null`),
  ],
);

/** The source records that a judgement is about: which of them stood on which side when it was made. */
export const judgementRecord = pgTable(
  'judgement_record',
  {
    judgementId: uuid('judgement_id')
      .notNull()
      .references(() => judgement.id),
    recordId: bigint('record_id', { mode: 'number' })
      .notNull()
      .references(() => sourceRecord.id),
    side: smallint().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.judgementId, table.recordId] }),
    check('judgement_record_side', sql`${table.side} in (0, 1)`),
    index('judgement_record_record').on(table.recordId),
  ],
);
