import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import { MatchRefusedModel } from '../runs/match-run.model.js';
import type { MatchModel } from './match-model.queries.js';
import type { ModelState } from './match-model.table.js';

export const ModelStateEnum = { DRAFT: 'DRAFT', ACTIVE: 'ACTIVE', RETIRED: 'RETIRED' } as const;
registerEnumType(ModelStateEnum, {
  name: 'MatchModelState',
  description: 'Where a model stands.',
  valuesMap: {
    DRAFT: { description: 'Answers questions where there is no active one; joins nothing.' },
    ACTIVE: { description: 'Runs go by it.' },
    RETIRED: { description: 'Another took its place.' },
  },
});

@ObjectType('MatchWeight', { description: 'What a model has learned of one comparison.' })
export class MatchWeightModel {
  @Field({ description: 'What is compared.' })
  name!: string;

  @Field(() => [Float], { description: 'log2(m / u) of each level, from least to most agreement.' })
  weights!: readonly number[];

  @Field(() => Float, { description: 'How much of that counts.' })
  share!: number;
}

@ObjectType('MatchModel', { description: 'By what pairs of a domain are weighed and zoned, one version.' })
export class MatchModelModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => DomainEnum, { description: 'The domain.' })
  domain!: Domain;

  @Field(() => Int, { description: 'Its number in the domain.' })
  version!: number;

  @Field(() => ModelStateEnum, { description: 'Where it stands.' })
  state!: ModelState;

  @Field({ description: 'Revision at which rare and common was counted.' })
  learnedRevision!: string;

  @Field(() => Float, { description: 'log2 of the odds that any two things are one.' })
  prior!: number;

  @Field(() => [MatchWeightModel], { description: 'What it has learned.' })
  weights!: readonly MatchWeightModel[];

  @Field(() => Float, { description: 'Bits from which on two things are joined.' })
  matchFrom!: number;

  @Field(() => Float, { description: 'Bits from which on a pair is shown to a person.' })
  reviewFrom!: number;

  @Field(() => Int, { nullable: true, description: 'The version that people’s judgements made this one of.' })
  basedOn!: number | null;

  @Field(() => Int, { description: 'How many judged pairs it was recalibrated by.' })
  judgedPairs!: number;

  @Field({ description: 'Who made it.' })
  madeBy!: string;

  @Field({ description: 'When.' })
  madeAt!: string;

  @Field(() => String, { nullable: true, description: 'Who activated it last.' })
  activatedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'When.' })
  activatedAt!: string | null;
}

export function modelModel({ parameters, learnedRevision, ...rest }: MatchModel): MatchModelModel {
  return Object.assign(new MatchModelModel(), {
    ...rest,
    ...{ learnedRevision: String(learnedRevision), prior: parameters.prior, weights: parameters.comparators },
  });
}

export const MatchModelResult = createUnionType({
  name: 'MatchModelResult',
  description: 'The model, or why nothing was done.',
  types: () => [MatchModelModel, MatchRefusedModel] as const,
});

@ObjectType('MeasuredShare', {
  description: 'A share, with the interval in which it lies in 19 of 20 cases (Wilson).',
})
export class MeasuredShareModel {
  @Field(() => Float, { description: 'As counted.' })
  value!: number;

  @Field(() => Float, { description: 'Lower end.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end.' })
  high!: number;

  @Field(() => Float, { description: 'Pairs that it was counted in, or that a weighted sample is worth.' })
  of!: number;
}

@ObjectType('MatchQuality', { description: 'How good a model is, by pairs that two people labelled blind.' })
export class MatchQualityModel {
  @Field(() => MeasuredShareModel, {
    nullable: true,
    description: 'Of the pairs it joins, those that are one thing.',
  })
  precision!: MeasuredShareModel | null;

  @Field(() => MeasuredShareModel, {
    nullable: true,
    description:
      'Of the pairs that are one thing and were found at all, those that it joins or shows to a person.',
  })
  recall!: MeasuredShareModel | null;

  @Field(() => MeasuredShareModel, {
    nullable: true,
    description: 'Pairs of which both people say the same.',
  })
  agreement!: MeasuredShareModel | null;

  @Field(() => Float, { nullable: true, description: 'Agreement beyond chance (Cohen’s kappa), -1 to 1.' })
  kappa!: number | null;
}

@ObjectType('MatchPairToLabel', { description: 'A sampled pair. What the model made of it is not told.' })
export class MatchPairToLabelModel {
  @Field(() => ID, { description: 'The model whose sample it is of.' })
  modelId!: string;

  @Field(() => Int, { description: 'Its number in the sample.' })
  number!: number;

  @Field(() => ID, { description: 'The one.' })
  a!: string;

  @Field(() => ID, { description: 'The other.' })
  b!: string;
}
