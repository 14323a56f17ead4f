import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';

export const importStates = ['RECEIVING', 'RECEIVED', 'APPLIED', 'REFUSED', 'FAILED'] as const;
export type ImportState = (typeof importStates)[number];

/** A full list of what the source has, without which a record has ended; or what is new and changed. */
export const deliveryKinds = ['snapshot', 'delta'] as const;
export type Delivers = (typeof deliveryKinds)[number];

/** Why a full list ended nothing: the key of a rejected row could not be read, so that any record may be in it; or it
 *  lacks over half of all records, and is likelier to be cut off. */
export const endsWithheldReasons = ['UNREADABLE_KEY', 'MOST_MISSING'] as const;
export type EndsWithheld = (typeof endsWithheldReasons)[number];

/** One delivery of one file. rows read = applied + unchanged + rejected once it is APPLIED. */
export const importRun = pgTable(
  'import_run',
  {
    id: uuid().primaryKey(),
    profile: text().notNull(),
    fileName: text('file_name').notNull(),
    state: text().$type<ImportState>().notNull(),
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    sha256: text(),
    rowsRead: integer('rows_read').notNull().default(0),
    rowsApplied: integer('rows_applied').notNull().default(0),
    rowsUnchanged: integer('rows_unchanged').notNull().default(0),
    rowsRejected: integer('rows_rejected').notNull().default(0),
    /** When its source wrote it, where the deliverer says so: what was written before comes late. */
    extractedAt: timestamp('extracted_at', { withTimezone: true }),
    /** What the deliverer says that it is, where that is not what its profile says. */
    delivers: text().$type<Delivers>(),
    /** Which edition of its code system it is, and the first day on which that holds. */
    edition: text(),
    effectiveOn: date('effective_on'),
    /** Of the applied: rows kept behind what the source said later. */
    rowsLate: integer('rows_late').notNull().default(0),
    /** Records that a full list no longer has. */
    recordsEnded: integer('records_ended').notNull().default(0),
    /** Why none of the records that a full list no longer has was ended, where that is so. */
    endsWithheld: text('ends_withheld').$type<EndsWithheld>(),
    /** Why a file was refused whole, or failed; never a value out of it. */
    problem: text(),
    actor: text().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    /** The one act that published it; null if it changed nothing. */
    changeId: bigint('change_id', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    check(
      'import_run_state',
      sql`${table.state} in ('RECEIVING', 'RECEIVED', 'APPLIED', 'REFUSED', 'FAILED')`,
    ),
    check(
      'import_run_rows_add_up',
      sql`${table.state} <> 'APPLIED' or ${table.rowsRead} = ${table.rowsApplied} + ${table.rowsUnchanged} + ${table.rowsRejected}`,
    ),
    check(
      'import_run_problem',
      sql`(${table.state} in ('REFUSED', 'FAILED')) = (${table.problem} is not null)`,
    ),
    check('import_run_edition', sql`(${table.edition} is null) = (${table.effectiveOn} is null)`),
    check('import_run_delivers', isOneOf(table.delivers, deliveryKinds)),
    check('import_run_ends_withheld', isOneOf(table.endsWithheld, endsWithheldReasons)),
    index('import_run_extracted')
      .on(table.profile, table.extractedAt)
      .where(sql`${table.extractedAt} is not null`),
    index('import_run_recent').on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('import_run_unfinished')
      .on(table.createdAt)
      .where(sql`${table.state} in ('RECEIVING', 'RECEIVED')`),
  ],
);

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** The uploaded file in pieces of 1 MiB: readable by a worker on any machine, and part of the one backup. */
export const uploadChunk = pgTable(
  'upload_chunk',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => importRun.id),
    position: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.position] })],
);

/** A row that could not be taken: where it stands in the file, what was wrong, and the row as it was. */
export const rejectedRow = pgTable(
  'rejected_row',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => importRun.id),
    /** Number of the record in the file; the header is 1. */
    rowNumber: integer('row_number').notNull(),
    column: text('column_name').notNull(),
    value: text().notNull(),
    problem: text().notNull(),
    message: text().notNull(),
    cells: text().array().notNull(),
    /** Keys of the records it speaks of, as `[part, normal form]`; null where one of them cannot be read. */
    keys: jsonb().$type<readonly (readonly [number, string])[]>(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })],
);
