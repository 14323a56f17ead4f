import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import { brokenConstraint, type Db, sqlState, sqlStates, type Tx, transact } from '../platform/db/db.js';
import type { Problem } from '../platform/problem.js';
import { closeAnsweredMisses } from './answered-misses.store.js';
import { parseDate } from './day.js';
import { claimLiveMapping, continueMapping, endMapping } from './mapping.store.js';
import type { MappingStatement } from './mapping-statement.js';
import { type Proposal, publishMapping } from './publish-mapping.js';
import { type ReadMapping, readMapping } from './read-mapping.js';

export type MappingAdded =
  | { kind: 'added'; id: string; revision: string }
  | { kind: 'already-mapped' }
  | { kind: 'too-late' }
  | { kind: 'refused'; problem: Problem };

export type MappingRetired =
  | { kind: 'retired'; revision: string }
  | { kind: 'not-live' }
  | { kind: 'refused'; problem: Problem };

/** What a later layer does in the same transaction: `claim` first, which may find itself too late, `write` last. */
export interface PartOfAct {
  claim(tx: Tx): Promise<boolean>;
  write(tx: Tx, written: { id: string; changeId: number }): Promise<void>;
}

const alone: PartOfAct = { claim: async () => true, write: async () => {} };

/** Adds an approved mapping as one published act, and closes the misses it answers. */
export async function addMapping(
  db: Db,
  statement: MappingStatement,
  caller: Caller,
  part: PartOfAct = alone,
): Promise<MappingAdded> {
  const read = await readMapping(db, statement, (system) => mayDecide(caller, system));
  if (read.kind === 'invalid') return { kind: 'refused', problem: read.problem };
  return publishing(db, async (tx) => {
    if (!(await part.claim(tx))) return { kind: 'too-late' };
    return approved(tx, read, caller, { act: 'add mapping', proposal: null, write: part.write });
  });
}

/** Of the act that publishes a statement: its name, what was proposed, and what else is written in it. */
interface Approval {
  readonly act: string;
  readonly proposal: Proposal | null;
  readonly write: PartOfAct['write'];
}

type Published = { kind: 'published'; id: string; changeId: number };

/** Publishes a statement in a transaction, if the caller may approve it. */
export async function approved(
  tx: Tx,
  read: ReadMapping,
  caller: Caller,
  { act, proposal, write }: Approval,
): Promise<Published | Extract<MappingAdded, { kind: 'refused' }>> {
  const problem = whyNotApproved(read, caller, proposal);
  if (problem) return { kind: 'refused', problem };
  const changeId = await recordChange(tx, { actor: caller.actor, act });
  const written = await publishMapping(tx, read, { caller, proposal, changeId });
  if (written.kind === 'invalid') throw new UnfitError(written.problem);
  const { id } = written;
  await closeAnsweredMisses(tx, changeId);
  await write(tx, { id, changeId });
  await audit(tx, { actor: caller.actor, act, subject: `Mapping:${id}` });
  return { kind: 'published', id, changeId };
}

/** Thrown to undo an act that names what the database does not know. */
class UnfitError extends Error {
  override name = 'UnfitError' as const;

  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Runs an act that publishes a mapping, and tells how it ended. */
export async function publishing<Other extends { kind: string }>(
  db: Db,
  work: (tx: Tx) => Promise<Published | Other>,
): Promise<Other | Exclude<MappingAdded, { kind: 'too-late' }>> {
  try {
    const done = await transact(db, work);
    if (!isPublished(done)) return done;
    return { kind: 'added', id: done.id, revision: await revisionOf(db, done.changeId) };
  } catch (error) {
    if (error instanceof UnfitError) return { kind: 'refused', problem: error.problem };
    if (sqlState(error) === sqlStates.exclusionViolation) return { kind: 'already-mapped' };
    // The policy came to ask for two people after it was read here.
    if (brokenConstraint(error) === 'mapping_four_eyes')
      return { kind: 'refused', problem: secondPersonNeeded };
    throw error;
  }
}

function isPublished(done: { kind: string }): done is Published {
  return done.kind === 'published';
}

export const secondPersonNeeded: Problem = {
  code: 'SECOND_PERSON_NEEDED',
  message: 'the policy of these systems asks for two people: one proposes, another approves',
};

/** Why the policy of the pair does not let the caller approve a statement; the database holds the first of it. */
function whyNotApproved(
  { policy }: ReadMapping,
  { role, person }: Caller,
  proposal: Proposal | null,
): Problem | undefined {
  if (policy.fourEyes && (proposal === null || proposal.person === person)) return secondPersonNeeded;
  if (policy.approvers && !policy.approvers.includes(role)) {
    return {
      code: 'ROLE_MAY_NOT_APPROVE',
      message: 'the policy of these systems lets other roles approve mappings',
    };
  }
  return undefined;
}

export function mayDecide({ ability }: Caller, system: string): boolean {
  return mayInSystem(ability, 'decide Mapping', system);
}

/** Ends a mapping, with all of its statement, as one published act: altogether, or from a day on. What was known before
 *  stays known of the past. */
export async function retireMapping(
  db: Db,
  id: string,
  caller: Caller,
  endsOn: string | null = null,
): Promise<MappingRetired> {
  if (endsOn !== null && parseDate(endsOn) === undefined) return { kind: 'refused', problem: badDay };
  const done = await transact(db, async (tx) => {
    const claimed = await claimLiveMapping(tx, id);
    if (!claimed || !mayDecide(caller, claimed.system)) return { kind: 'not-live' } as const;
    if (endsOn !== null && !(claimed.validFrom < endsOn && endsOn < claimed.validTo)) {
      return { kind: 'refused', problem: badDay } as const;
    }
    const changeId = await recordChange(tx, { actor: caller.actor, act: 'retire mapping' });
    await endMapping(tx, id, changeId);
    if (endsOn !== null) await continueMapping(tx, id, endsOn, changeId);
    await closeAnsweredMisses(tx, changeId);
    await audit(tx, { actor: caller.actor, act: 'retire mapping', subject: `Mapping:${id}` });
    return { kind: 'done', changeId } as const;
  });
  return done.kind === 'done' ? { kind: 'retired', revision: await revisionOf(db, done.changeId) } : done;
}

const badDay: Problem = {
  code: 'BAD_DATE',
  message: '`endsOn` is a date after the first day of the mapping and before its last',
};
