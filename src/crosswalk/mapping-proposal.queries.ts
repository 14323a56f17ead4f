import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import { type Page, type PageStart, pageOf } from '../platform/graphql/page.js';
import type { MappingProposalModel } from './mapping-proposal.model.js';

/** Sort value of a proposal: its id, which is in the order of time. */
export const proposalKey = z.tuple([z.uuid()]);

/** Proposals that nobody has decided, the oldest first. Reads the partial index `mapping_proposal_open`. */
export async function openProposals(
  db: Db,
  ability: Ability,
  { first, after }: PageStart<z.infer<typeof proposalKey>>,
): Promise<Page<MappingProposalModel>> {
  const past = after ? sql`and id > ${after[0]}::uuid` : sql``;
  const rows = await db.execute<MappingProposalModel & Record<string, unknown>>(sql`
    select ${columns} from mapping_proposal
    where state = 'DRAFT' and ${allowed(ability)} ${past} order by id limit ${first + 1}`);
  return pageOf(
    rows,
    first,
    (row) => [row.id],
    (row) => row,
  );
}

/** One proposal the caller may read, decided or not. */
export async function findProposal(
  db: Db,
  ability: Ability,
  id: string,
): Promise<MappingProposalModel | undefined> {
  const [row] = await db.execute<MappingProposalModel & Record<string, unknown>>(sql`
    select ${columns} from mapping_proposal where id = ${id} and ${allowed(ability)}`);
  return row;
}

const utc = (column: string) =>
  sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const columns = sql`
  id, system, statement, reason, state, proposed_by as "proposedBy", ${utc('proposed_at')} as "proposedAt",
  decided_by as "decidedBy", ${utc('decided_at')} as "decidedAt", decided_reason as "decidedReason"`;

function allowed(ability: Ability) {
  return rowFilter(ability, 'read Mapping', { system: sql`mapping_proposal.system` });
}
