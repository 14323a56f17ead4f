import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Caller } from '../platform/access/ability.js';
import type { Tx } from '../platform/db/db.js';
import type { MappingStatement } from './mapping-statement.js';
import type { ProposalState } from './vocabulary.js';

/** A proposal that a transaction has locked. */
export interface ClaimedProposal {
  readonly id: string;
  readonly system: string;
  readonly statement: MappingStatement;
  readonly actor: string;
  readonly person: string;
}

/** Keeps what somebody proposes; undefined if the same is proposed already and nobody has decided. */
export async function insertProposal(
  tx: Tx,
  statement: MappingStatement,
  { actor, person }: Caller,
): Promise<string | undefined> {
  const { reason = null, ...said } = statement;
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into mapping_proposal (id, system, statement, reason, proposed_by, proposed_person)
    values (${v7()}, ${said.system}, ${canonical(said)}, ${reason}, ${actor}, ${person})
    on conflict do nothing returning id`);
  return row?.id;
}

/** Locks a proposal that nobody has decided; undefined if there is none of this id. */
export async function claimProposal(tx: Tx, id: string): Promise<ClaimedProposal | undefined> {
  const [row] = await tx.execute<{
    system: string;
    statement: string;
    reason: string | null;
    actor: string;
    person: string;
  }>(sql`
    select system, statement, reason, proposed_by as actor, proposed_person as person
    from mapping_proposal where id = ${id} and state = 'DRAFT' for update`);
  if (!row) return undefined;
  const { system, statement, reason, actor, person } = row;
  return { id, system, statement: { ...JSON.parse(statement), reason }, actor, person };
}

/** Says how a proposal that this transaction has claimed was decided. */
export async function decideProposal(
  tx: Tx,
  id: string,
  decided: { state: Exclude<ProposalState, 'DRAFT'>; by: string; reason: string | null },
): Promise<void> {
  await tx.execute(sql`
    update mapping_proposal set state = ${decided.state}, decided_by = ${decided.by}, decided_at = now(),
      decided_reason = ${decided.reason}
    where id = ${id}`);
}

/** The same statement in the same words, in whatever order its fields were sent. */
function canonical(statement: object): string {
  return JSON.stringify(statement, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, field]) => field != null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  );
}
