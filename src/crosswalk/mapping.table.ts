import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { goldenRecord } from '../golden-records/golden-record.table.js';
import { sourceSystem } from '../golden-records/source-system.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import { code } from './code.table.js';
import { codeSystem } from './code-system.table.js';
import { conditionSet } from './context/condition-set.table.js';
import { mappingProposal } from './mapping-proposal.table.js';
import {
  type MappingKind,
  mappingKinds,
  type Purpose,
  purposes,
  type Relationship,
  relationships,
} from './vocabulary.js';

/** An approved statement "this code or golden record corresponds to that one", or does not, or to nothing there. The same
 *  statement never overlaps itself in days (`mapping_no_overlap`, `mapping_conditional_no_overlap`); different targets of
 *  equal standing may be on file and are AMBIGUOUS when asked. */
export const mapping = pgTable(
  'mapping',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    kind: text().$type<MappingKind>().notNull().default('MAP'),
    fromCode: bigint('from_code', { mode: 'number' }).references(() => code.id),
    fromGolden: uuid('from_golden').references(() => goldenRecord.id),
    toCode: bigint('to_code', { mode: 'number' }).references(() => code.id),
    toGolden: uuid('to_golden').references(() => goldenRecord.id),
    /** Of a NO_MAP: the system in which nothing corresponds. */
    toSystem: integer('to_system').references(() => codeSystem.id),
    purpose: text().$type<Purpose>().notNull(),
    /** Of the target relative to the source. */
    relationship: text().$type<Relationship>().notNull().default('EQUIVALENT'),
    /** Null: it holds whatever the context. */
    conditionSetId: integer('condition_set_id').references(() => conditionSet.id),
    /** Answers though the golden record says otherwise. */
    exception: boolean().notNull().default(false),
    /** One-to-many: rows of one group are one statement with several targets (`mapping_group_is_whole`). */
    groupId: uuid('group_id'),
    role: text(),
    sequence: integer(),
    source: text()
      .notNull()
      .references(() => sourceSystem.key),
    reason: text(),
    proposedBy: text('proposed_by'),
    /** Whose keys proposed and approved it: where two people must look, these differ. */
    proposedPerson: text('proposed_person'),
    approvedPerson: text('approved_person'),
    proposalId: uuid('proposal_id').references(() => mappingProposal.id),
    approvedBy: text('approved_by').notNull(),
    approvedAt: timestamp('approved_at', { withTimezone: true }).notNull().defaultNow(),
    /** The row that this one goes on from: the same statement until an earlier day. */
    continues: uuid().references((): AnyPgColumn => mapping.id),
    validFrom: date('valid_from').notNull().default('-infinity'),
    validTo: date('valid_to').notNull().default('infinity'),
    fromChange: bigint('from_change', { mode: 'number' })
      .notNull()
      .references(() => change.id),
    toChange: bigint('to_change', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    check('mapping_kind', isOneOf(table.kind, mappingKinds)),
    check('mapping_purpose', isOneOf(table.purpose, purposes)),
    check('mapping_relationship', isOneOf(table.relationship, relationships)),
    check('mapping_from', sql`num_nonnulls(${table.fromCode}, ${table.fromGolden}) = 1`),
    check('mapping_to', sql`num_nonnulls(${table.toCode}, ${table.toGolden}, ${table.toSystem}) = 1`),
    check('mapping_no_map', sql`(${table.kind} = 'NO_MAP') = (${table.toSystem} is not null)`),
    check('mapping_no_map_reason', sql`${table.kind} <> 'NO_MAP' or ${table.reason} is not null`),
    check('mapping_ends', sql`${table.fromCode} <> ${table.toCode}`),
    check('mapping_golden_ends', sql`${table.fromGolden} <> ${table.toGolden}`),
    check(
      'mapping_group',
      sql`(${table.groupId} is null) = (${table.sequence} is null)
        and (${table.kind} = 'MAP' or ${table.groupId} is null)
        and (${table.groupId} is not null or ${table.role} is null)`,
    ),
    check('mapping_sequence', sql`${table.sequence} > 0`),
    check('mapping_role', sql`char_length(${table.role}) between 1 and 60`),
    check('mapping_days', sql`${table.validFrom} < ${table.validTo}`),
    check('mapping_known', sql`${table.toChange} >= ${table.fromChange}`),
    uniqueIndex('mapping_group_sequence')
      .on(table.groupId, table.sequence)
      .where(sql`${table.groupId} is not null`),
    index('mapping_from_code').on(table.fromCode),
    index('mapping_to_code').on(table.toCode),
    index('mapping_from_golden').on(table.fromGolden).where(sql`${table.fromGolden} is not null`),
    index('mapping_to_golden').on(table.toGolden).where(sql`${table.toGolden} is not null`),
    index('mapping_continues').on(table.continues).where(sql`${table.continues} is not null`),
    index('mapping_of_proposal').on(table.proposalId).where(sql`${table.proposalId} is not null`),
    index('mapping_from_change').on(table.fromChange),
    index('mapping_to_change').on(table.toChange).where(sql`${table.toChange} is not null`),
  ],
);
