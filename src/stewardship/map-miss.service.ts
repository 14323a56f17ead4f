import { findMiss } from '../crosswalk/ledger.queries.js';
import { addMapping, type MappingAdded } from '../crosswalk/mapping.service.js';
import { claimOpenMiss } from '../crosswalk/miss.store.js';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import type { Db, Tx } from '../platform/db/db.js';
import { type InOtherHands, inOtherHands } from './queue/claim.store.js';
import { closeTasks, openTasksOfMisses } from './task.store.js';
import { decision } from './task.table.js';

export type MissMapped = Exclude<MappingAdded, { kind: 'too-late' }> | { kind: 'not-open' } | InOtherHands;

/** A person answers a miss: the mapping, the closing of miss and task and the decision are one act. */
export async function mapMiss(
  db: Db,
  { missId, code, reason }: { missId: string; code: string; reason: string | null },
  caller: Caller,
): Promise<MissMapped> {
  const miss = await findMiss(db, caller.ability, missId);
  if (!miss?.open || !mayInSystem(caller.ability, 'decide Task', miss.system)) return { kind: 'not-open' };
  const hopeless = hopelessSentences[miss.problem];
  if (hopeless) return { kind: 'refused', problem: { code: miss.problem, message: hopeless } };
  const { system, issuer, target, purpose } = miss;
  const statement = { system, issuer, code: miss.code, target, targetCode: code, purpose, reason };
  let others: InOtherHands | undefined;
  const mapped = await addMapping(db, statement, caller, {
    // The miss first, then its task: the order in which the worker takes them.
    claim: async (tx) => {
      if (!(await claimOpenMiss(tx, missId))) return false;
      others = await inOtherHands(tx, caller, missId);
      return others === undefined;
    },
    write: (tx, { changeId }) => decide(tx, { missId, reason, caller, changeId }),
  });
  return mapped.kind === 'too-late' ? (others ?? { kind: 'not-open' }) : mapped;
}

/** Problems that one more mapping cannot mend. */
const hopelessSentences: Readonly<Record<string, string>> = {
  SEVERAL_TARGETS: 'several mappings hold already: retire those that are wrong',
  NO_CONVERSION: 'the mapping is there: what is missing is packaging, content or a billing unit',
  ASSORTMENT: 'the mapping is there, but the package asked holds different things',
  CODE_INACTIVE: 'the code asked is not active, so a mapping from it would not answer',
};

async function decide(
  tx: Tx,
  {
    missId,
    reason,
    caller,
    changeId,
  }: { missId: string; reason: string | null; caller: Caller; changeId: number },
): Promise<void> {
  // The task may not be there yet: the worker opens it a moment after the miss.
  await openTasksOfMisses(tx, [{ id: missId }]);
  await tx.insert(decision).values({
    ...{ taskId: missId, kind: 'MAP', actor: caller.actor, person: caller.person, reason, changeId },
  });
  await closeTasks(tx, [missId]);
}
