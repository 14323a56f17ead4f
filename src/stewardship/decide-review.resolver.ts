import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { VerdictEnum } from '../match-merge/judgement.model.js';
import type { Verdict } from '../match-merge/judgement.table.js';
import { readReason, readSeenRevision } from '../match-merge/read-decision.js';
import { refused } from '../match-merge/refusal.js';
import { refusedModel } from '../match-merge/refusal.model.js';
import { MatchReviewDecidedModel, MatchReviewResult } from '../match-merge/runs/match-review.model.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { readId } from '../platform/graphql/read-id.js';
import { decideReviewTask } from './decide-review.service.js';
import { handsSentence } from './queue/claim.store.js';

@Resolver()
export class DecideReviewResolver {
  constructor(private readonly database: Database) {}

  @Needs('decide GoldenRecord')
  @Mutation(() => MatchReviewResult, {
    description:
      'Decides a review: keeps the judgement, makes the two one where they are the same, and closes the task. Refused while somebody else has the task in hand.',
  })
  async decideMatchReview(
    @Args('id', { type: () => ID, description: 'The review.' }) id: string,
    @Args('verdict', { type: () => VerdictEnum, description: 'What the two are.' }) verdict: Verdict,
    @Args('reason', { type: () => String, nullable: true, description: 'Why.' }) reason: string | null,
    @Args('seenRevision', { description: 'Revision that was looked at; refused if either changed after it.' })
    seenRevision: string,
    @CurrentCaller() caller: Caller,
  ) {
    const decision = {
      ...{ reviewId: readId(id), verdict, reason: readReason(reason) },
      seenRevision: readSeenRevision(seenRevision),
    };
    const done = await decideReviewTask(this.database.db, decision, caller);
    if (done.kind === 'refused') return refusedModel(done);
    if (done.kind === 'claimed-by-other') {
      const message = handsSentence(done);
      return Object.assign(refusedModel(refused('IN_OTHER_HANDS')), { message });
    }
    return Object.assign(new MatchReviewDecidedModel(), done);
  }
}
