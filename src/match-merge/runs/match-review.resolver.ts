import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum, GoldenRecordModel } from '../../golden-records/golden-record.model.js';
import { idNow } from '../../golden-records/pinned-id.js';
import { recordLoaders } from '../../golden-records/record-loaders.js';
import { Needs } from '../../platform/access/needs.js';
import { newestRevision } from '../../platform/changes/change.store.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import { perRequest, type RequestContext } from '../../platform/graphql/per-request.js';
import { readId } from '../../platform/graphql/read-id.js';
import { JudgementModel } from '../judgement.model.js';
import { accountModel } from '../models/match-account.model.js';
import { MatchDecisionModel, MatchReviewModel, reviewModel } from './match-review.model.js';
import { type DecisionRow, decisionsOf, readReview, reviewQueue } from './match-review.queries.js';

const mostReviews = 200;

/** Reviews; they are decided where tasks are. */
@Resolver(() => MatchReviewModel)
export class MatchReviewResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => [MatchReviewModel], { description: 'Open reviews of a domain, the likeliest first.' })
  async matchReviews(
    @Args('domain', { type: () => DomainEnum, description: 'The domain.' }) domain: Domain,
    @Args('first', { type: () => Int, description: `How many, at most ${mostReviews}.` }) first: number,
    @Args('after', { type: () => ID, nullable: true, description: 'Those after this one.' }) after:
      | string
      | null,
  ) {
    if (first < 1 || first > mostReviews) throw refusal('BAD_ARGUMENT', `first is 1 to ${mostReviews}.`);
    const last = after == null ? null : await readReview(this.database.db, readId(after));
    if (last === undefined) throw refusal('BAD_ARGUMENT', 'There is no review of the id in after.');
    const revision = await newestRevision(this.database.db);
    const rows = await reviewQueue(this.database.db, domain, { first, after: last });
    return rows.map((row) => reviewModel(row, revision));
  }

  @Needs('read GoldenRecord')
  @Query(() => MatchReviewModel, { nullable: true, description: 'One review.' })
  async matchReview(@Args('id', { type: () => ID, description: 'The review.' }) id: string) {
    const revision = await newestRevision(this.database.db);
    const review = await readReview(this.database.db, readId(id));
    return review ? reviewModel(review, revision) : null;
  }

  @ResolveField(() => GoldenRecordModel, { nullable: true, description: 'The one, or its survivor.' })
  one(@Parent() { a }: MatchReviewModel, @Context() context: RequestContext) {
    return recordLoaders(this.database.db, context).golden.load(idNow(a));
  }

  @ResolveField(() => GoldenRecordModel, { nullable: true, description: 'The other, or its survivor.' })
  other(@Parent() { b }: MatchReviewModel, @Context() context: RequestContext) {
    return recordLoaders(this.database.db, context).golden.load(idNow(b));
  }
}

const decisionLoader = perRequest(
  (db) =>
    new DataLoader<string, DecisionRow | null>(async (ids) => {
      const found = new Map((await decisionsOf(db, ids)).map((row) => [row.judgementId, row]));
      return ids.map((id) => found.get(id) ?? null);
    }),
);

/** What stands behind a judgement of the engine. */
@Resolver(() => JudgementModel)
export class JudgementDecisionResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => MatchDecisionModel, {
    nullable: true,
    description: 'Why the engine decided so; null of a person’s judgement.',
  })
  async decision(@Parent() { id }: JudgementModel, @Context() context: RequestContext) {
    const found = await decisionLoader(this.database.db, context).load(id);
    if (!found) return null;
    const { explanation, modelVersion, runId } = found;
    return Object.assign(new MatchDecisionModel(), {
      account: accountModel(explanation),
      modelVersion,
      runId,
    });
  }
}
