import {
  decideReview,
  type ReviewDecided,
  type ReviewDecision,
} from '../match-merge/runs/decide-review.service.js';
import type { Caller } from '../platform/access/ability.js';
import type { Db } from '../platform/db/db.js';
import { type InOtherHands, inOtherHands } from './queue/claim.store.js';
import { closeTaskOfReview } from './task.store.js';
import { decision } from './task.table.js';

/** A person decides a review out of the queue: what `decideReview` does, the closing of the task and the decision are one
 *  act. Nobody decides what somebody else has in hand. */
export async function decideReviewTask(
  db: Db,
  review: ReviewDecision,
  caller: Caller,
): Promise<Exclude<ReviewDecided, { kind: 'too-late' }> | InOtherHands> {
  const { reviewId: taskId, reason } = review;
  let others: InOtherHands | undefined;
  const decided = await decideReview(db, review, caller, {
    // The review first, then its task: the order in which the worker takes them.
    claim: async (tx) => {
      others = await inOtherHands(tx, caller, taskId);
      return others === undefined;
    },
    write: async (tx, { changeId }) => {
      await closeTaskOfReview(tx, taskId);
      const { actor, person } = caller;
      await tx.insert(decision).values({ taskId, kind: 'MATCH', actor, person, reason, changeId });
    },
  });
  if (decided.kind !== 'too-late') return decided;
  if (!others) throw new Error('a review was too late for nobody');
  return others;
}
