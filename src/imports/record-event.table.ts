import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  customType,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { sourceSystem } from '../golden-records/source-system.table.js';
import { change } from '../platform/changes/change.table.js';
import { isOneOf } from '../platform/db/one-of.js';
import type { RecordOutcome } from './record-outcome.js';

export const recordEventStates = ['RECEIVED', 'APPLIED', 'REFUSED'] as const;
export type RecordEventState = (typeof recordEventStates)[number];

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Records that a source sent at once, as they arrived: kept before anything is made of them, each event once however
 *  often it is sent. */
export const recordEvent = pgTable(
  'record_event',
  {
    id: uuid().primaryKey(),
    source: text()
      .notNull()
      .references(() => sourceSystem.key),
    /** In the order of arrival, in which a source’s events are applied: whoever was answered before another began to send
     *  has the lower one. */
    position: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** The sender’s own id of the event; null where it gave none, and the same body may be news again. */
    eventId: text('event_id'),
    body: bytea().notNull(),
    actor: text().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
    state: text().$type<RecordEventState>().notNull().default('RECEIVED'),
    /** How often applying it has failed for reasons of its own. */
    failures: smallint().notNull().default(0),
    /** What became of each record, in the order of the body. */
    outcomes: jsonb().$type<readonly RecordOutcome[]>(),
    /** Why nothing of the body could be taken; never a value out of it. */
    problem: text(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    /** The last act that published any of it; null if nothing was new. */
    changeId: bigint('change_id', { mode: 'number' }).references(() => change.id),
  },
  (table) => [
    unique('record_event_once').on(table.source, table.eventId),
    check('record_event_id', sql`char_length(${table.eventId}) between 1 and 255`),
    check('record_event_state', isOneOf(table.state, recordEventStates)),
    check('record_event_outcomes', sql`(${table.state} = 'APPLIED') = (${table.outcomes} is not null)`),
    check('record_event_problem', sql`(${table.state} = 'REFUSED') = (${table.problem} is not null)`),
    index('record_event_unfinished').on(table.source, table.position).where(sql`${table.state} = 'RECEIVED'`),
  ],
);
