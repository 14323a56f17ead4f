import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { MatchAccountModel } from './match-account.model.js';
import type { CandidateZone } from './match-candidates.js';
import { CandidateZoneEnum } from './match-candidates.model.js';

@ObjectType('ResolutionCandidate', {
  description:
    'A code that the answer may be, never the answer: the golden record it names is like the one asked about.',
})
export class ResolutionCandidateModel {
  @Field({ description: 'The code, in the system that was asked for.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where its system has issuers.' })
  issuer!: string | null;

  @Field(() => ID, { description: 'The golden record it names.' })
  goldenId!: string;

  @Field(() => Float, { description: '0 to 1: how likely the two golden records are one.' })
  probability!: number;

  @Field(() => CandidateZoneEnum, { description: 'What would become of the pair.' })
  zone!: CandidateZone;

  @Field(() => [String], {
    description: 'Why nothing but a person may join them; empty where nothing forbids it.',
  })
  vetoed!: readonly string[];

  @Field(() => MatchAccountModel, { description: 'Why it weighs that; left is what was asked about.' })
  account!: MatchAccountModel;
}
