import { claimOpenConflict, goldenRecordStands, placeRecord } from '../match-merge/conflict.store.js';
import { isApartFrom } from '../match-merge/judgement.store.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { type InOtherHands, inOtherHands } from './queue/claim.store.js';
import { closeTaskOfConflict } from './task.store.js';
import { decision } from './task.table.js';

export type ConflictSettled =
  | { kind: 'settled'; goldenId: string; revision: string }
  | { kind: 'not-open' }
  | { kind: 'busy' }
  | { kind: 'no-such-golden-record' }
  | { kind: 'judged-different' }
  | InOtherHands;

export interface Settlement {
  readonly conflictId: string;
  /** Where the record belongs; null: it is a thing of its own. */
  readonly goldenId: string | null;
  readonly reason: string | null;
}

/** A person says where a source record belongs whose identifiers contradict each other: the placing, the end of conflict
 *  and task and the decision are one act. Its codes answer from this revision on, and misses they answer are closed. */
export async function settleConflict(
  db: Db,
  settlement: Settlement,
  caller: Caller,
): Promise<ConflictSettled> {
  const written = await transact(db, (tx) => settle(tx, settlement, caller));
  if (written.kind !== 'written') return written;
  return { kind: 'settled', goldenId: written.goldenId, revision: await revisionOf(db, written.changeId) };
}

async function settle(
  tx: Tx,
  { conflictId, goldenId, reason }: Settlement,
  caller: Caller,
): Promise<
  { kind: 'written'; goldenId: string; changeId: number } | Exclude<ConflictSettled, { kind: 'settled' }>
> {
  const claimed = await claimOpenConflict(tx, conflictId);
  if (claimed.kind !== 'claimed') return claimed;
  // The conflict first, then its task: the order in which the worker takes them.
  const others = await inOtherHands(tx, caller, conflictId);
  if (others) return others;
  const { conflict } = claimed;
  if (goldenId !== null && !(await goldenRecordStands(tx, conflict.domain, goldenId)))
    return { kind: 'no-such-golden-record' };
  if (goldenId !== null && (await isApartFrom(tx, conflict.recordId, goldenId)))
    return { kind: 'judged-different' };
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'settle conflict' });
  const placed = await placeRecord(tx, conflict, { goldenId, changeId });
  await closeTaskOfConflict(tx, conflictId);
  await tx.insert(decision).values({
    taskId: conflictId,
    kind: 'LINK',
    actor: caller.actor,
    person: caller.person,
    reason,
    changeId,
  });
  await audit(tx, { actor: caller.actor, act: 'settle conflict', subject: `LinkConflict:${conflictId}` });
  return { kind: 'written', goldenId: placed, changeId };
}
