import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { isOneOf } from '../platform/db/one-of.js';
import { type ProposalState, proposalStates } from './vocabulary.js';

/** A mapping that somebody proposes and somebody decides about. It answers nothing and takes no revision; approved, it
 *  is read again and becomes mappings (`mapping.proposal_id`). */
export const mappingProposal = pgTable(
  'mapping_proposal',
  {
    id: uuid().primaryKey(),
    /** Key of the system it starts from, `golden` for a golden record: who may see it. */
    system: text().notNull(),
    /** Nothing but what was proposed, as it was. */
    statement: text().notNull(),
    reason: text(),
    state: text().$type<ProposalState>().notNull().default('DRAFT'),
    proposedBy: text('proposed_by').notNull(),
    /** Whose key proposed it: all keys of one person are one pair of eyes. */
    proposedPerson: text('proposed_person').notNull(),
    proposedAt: timestamp('proposed_at', { withTimezone: true }).notNull().defaultNow(),
    decidedBy: text('decided_by'),
    decidedAt: timestamp('decided_at', { withTimezone: true }),
    decidedReason: text('decided_reason'),
  },
  (table) => [
    check('mapping_proposal_state', isOneOf(table.state, proposalStates)),
    check(
      'mapping_proposal_decided',
      sql`(${table.state} = 'DRAFT') = (${table.decidedBy} is null) and (${table.decidedBy} is null) = (${table.decidedAt} is null)`,
    ),
    uniqueIndex('mapping_proposal_one_draft')
      .on(sql`md5(${table.statement})`)
      .where(sql`${table.state} = 'DRAFT'`),
    index('mapping_proposal_open').on(table.proposedAt, table.id).where(sql`${table.state} = 'DRAFT'`),
  ],
);
