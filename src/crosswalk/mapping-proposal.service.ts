import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import type { Problem } from '../platform/problem.js';
import { approved, type MappingAdded, mayDecide, publishing } from './mapping.service.js';
import { claimProposal, decideProposal, insertProposal } from './mapping-proposal.store.js';
import type { MappingStatement } from './mapping-statement.js';
import { readMapping } from './read-mapping.js';

export type MappingProposed =
  | { kind: 'proposed'; id: string }
  | { kind: 'already-proposed' }
  | { kind: 'refused'; problem: Problem };

export type ProposalApproved = Exclude<MappingAdded, { kind: 'too-late' }> | { kind: 'not-open' };

export type ProposalRejected = { kind: 'rejected' } | { kind: 'not-open' };

/** Puts a statement before those who may approve it. It answers nothing until then. */
export async function proposeMapping(
  db: Db,
  statement: MappingStatement,
  caller: Caller,
): Promise<MappingProposed> {
  const may = (system: string) => mayInSystem(caller.ability, 'propose Mapping', system);
  const read = await readMapping(db, statement, may);
  if (read.kind === 'invalid') return { kind: 'refused', problem: read.problem };
  return transact(db, async (tx) => {
    const id = await insertProposal(tx, statement, caller);
    if (id === undefined) return { kind: 'already-proposed' };
    await note(tx, caller, 'propose mapping', id);
    return { kind: 'proposed', id };
  });
}

/** Publishes what was proposed, read again as the hub knows things now. Two at once: one mapping. */
export async function approveMapping(
  db: Db,
  { id, reason }: { id: string; reason: string | null },
  caller: Caller,
): Promise<ProposalApproved> {
  return publishing(db, async (tx) => {
    const proposal = await claimProposal(tx, id);
    if (!proposal || !mayDecide(caller, proposal.system)) return { kind: 'not-open' } as const;
    const read = await readMapping(tx, proposal.statement, (system) => mayDecide(caller, system));
    if (read.kind === 'invalid') return { kind: 'refused', problem: read.problem } as const;
    return approved(tx, read, caller, {
      act: 'approve mapping',
      proposal,
      write: () => decideProposal(tx, id, { state: 'APPROVED', by: caller.actor, reason }),
    });
  });
}

/** Turns a proposal down; whoever proposed it takes it back so. */
export async function rejectMapping(
  db: Db,
  { id, reason }: { id: string; reason: string | null },
  caller: Caller,
): Promise<ProposalRejected> {
  return transact(db, async (tx) => {
    const proposal = await claimProposal(tx, id);
    if (!proposal) return { kind: 'not-open' };
    if (!mayDecide(caller, proposal.system) && proposal.person !== caller.person) return { kind: 'not-open' };
    await decideProposal(tx, id, { state: 'REJECTED', by: caller.actor, reason });
    await note(tx, caller, 'reject mapping', id);
    return { kind: 'rejected' };
  });
}

function note(tx: Tx, { actor }: Caller, act: string, id: string): Promise<void> {
  return audit(tx, { actor, act, subject: `MappingProposal:${id}` });
}
