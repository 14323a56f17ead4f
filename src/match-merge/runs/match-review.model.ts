import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import { VerdictEnum } from '../judgement.model.js';
import type { Verdict } from '../judgement.table.js';
import { accountModel, MatchAccountModel } from '../models/match-account.model.js';
import { DecisionRefusedModel } from '../refusal.model.js';
import type { ReviewReason } from './decide-things.js';
import type { ReviewRow } from './match-review.queries.js';
import type { ReviewState } from './match-review.table.js';

export const ReviewReasonEnum = {
  LIKELY: 'LIKELY',
  VETOED: 'VETOED',
  CONTESTED: 'CONTESTED',
  IN_CONFLICT: 'IN_CONFLICT',
} as const;
registerEnumType(ReviewReasonEnum, {
  name: 'MatchReviewReason',
  description: 'Why a person is asked.',
  valuesMap: {
    LIKELY: { description: 'The two are likely one, but not likely enough.' },
    VETOED: { description: 'Their texts say something that must not differ.' },
    CONTESTED: { description: 'Another candidate is about as likely, and excludes this one.' },
    IN_CONFLICT: { description: 'Identifiers of one of them contradict each other.' },
  },
});

export const ReviewStateEnum = { PENDING: 'PENDING', DECIDED: 'DECIDED', OVERTAKEN: 'OVERTAKEN' } as const;
registerEnumType(ReviewStateEnum, {
  name: 'MatchReviewState',
  description: 'Where a review stands.',
  valuesMap: {
    PENDING: { description: 'Somebody has to decide.' },
    DECIDED: { description: 'A person has decided.' },
    OVERTAKEN: { description: 'What was said or decided since has answered it.' },
  },
});

@ObjectType('MatchReview', { description: 'Two things that may be one, put before a person.' })
export class MatchReviewModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => DomainEnum, { description: 'The domain.' })
  domain!: Domain;

  @Field(() => ID, { description: 'Golden record that the one founded; it leads to where it is now.' })
  a!: string;

  @Field(() => ID, { description: 'Golden record that the other founded.' })
  b!: string;

  @Field({ description: 'The revision looked at: give it as `seenRevision` to decide what was seen.' })
  revision!: string;

  @Field(() => Float, { description: 'log2 of the odds that the two are one.' })
  weight!: number;

  @Field(() => ReviewReasonEnum, { description: 'Why a person is asked.' })
  why!: ReviewReason;

  @Field(() => [String], { description: 'What must not differ and does.' })
  vetoed!: readonly string[];

  @Field(() => MatchAccountModel, { description: 'Why it weighs that.' })
  account!: MatchAccountModel;

  @Field(() => ReviewStateEnum, { description: 'Where it stands.' })
  state!: ReviewState;

  @Field(() => VerdictEnum, { nullable: true, description: 'What was decided, if it was.' })
  verdict!: Verdict | null;

  @Field(() => Int, { description: 'Version of the model that asks.' })
  modelVersion!: number;
}

/** `revision`: one that was there before anything of the review was read. */
export function reviewModel({ explanation, ...rest }: ReviewRow, revision: number): MatchReviewModel {
  const account = accountModel(explanation);
  return Object.assign(new MatchReviewModel(), { ...rest, account, revision: String(revision) });
}

@ObjectType('MatchReviewDecided', { description: 'The judgement stands.' })
export class MatchReviewDecidedModel {
  @Field(() => ID, { description: 'The judgement.' })
  judgementId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The golden record that both are now, if they were made one.',
  })
  survivorId!: string | null;

  @Field({ description: 'Revision from which it stands.' })
  revision!: string;
}

export const MatchReviewResult = createUnionType({
  name: 'MatchReviewResult',
  description: 'How deciding ended.',
  types: () => [MatchReviewDecidedModel, DecisionRefusedModel] as const,
});

@ObjectType('MatchDecision', { description: 'Why the engine joined two golden records.' })
export class MatchDecisionModel {
  @Field(() => MatchAccountModel, { description: 'The account of the pair that tied them.' })
  account!: MatchAccountModel;

  @Field(() => Int, { description: 'Version of the model by which it was weighed.' })
  modelVersion!: number;

  @Field(() => ID, { description: 'The run that joined them.' })
  runId!: string;
}
