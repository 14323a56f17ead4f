import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import { MatchAccountModel } from './match-account.model.js';
import type { CandidateZone } from './match-candidates.js';

export const CandidateZoneEnum = { MATCH: 'MATCH', REVIEW: 'REVIEW', NONE: 'NONE' } as const;
registerEnumType(CandidateZoneEnum, {
  name: 'MatchZone',
  description: 'What becomes of a pair.',
  valuesMap: {
    MATCH: {
      description: 'So likely that the engine joins it by itself, unless another candidate excludes it.',
    },
    REVIEW: { description: 'For a person to look at.' },
    NONE: { description: 'Not likely enough, or impossible: why is told.' },
  },
});

@InputType({ description: 'What is said of one attribute of a thing.' })
export class MatchValueInput {
  @Field({
    description: 'An attribute of the domain, such as `description`, `manufacturer`, `catalogNumber`.',
  })
  attribute!: string;

  @Field({ description: 'Its value as text.' })
  value!: string;
}

@InputType({ description: 'A thing that need not be known to the hub.' })
export class MatchRecordInput {
  @Field(() => DomainEnum, { description: 'What kind of thing it is.' })
  domain!: Domain;

  @Field(() => [MatchValueInput], { description: 'What is known of it.' })
  values!: readonly MatchValueInput[];

  @Field(() => [String], { nullable: true, description: 'GTINs of its base package, where they are known.' })
  baseGtins?: readonly string[] | null;
}

@ObjectType('MatchCandidate', { description: 'A golden record that a thing may be, and why, or why not.' })
export class MatchCandidateModel {
  @Field(() => ID, { description: 'Its id; ask `golden` for the survivor where it was merged.' })
  id!: string;

  @Field(() => Float, { description: '0 to 1: the weight as a probability.' })
  probability!: number;

  @Field(() => Float, { description: 'log2 of the odds that the two are one.' })
  weight!: number;

  @Field(() => CandidateZoneEnum, { description: 'What would become of the pair.' })
  zone!: CandidateZone;

  @Field(() => [String], {
    description: 'Why nothing but a person may join them; empty where nothing forbids it.',
  })
  vetoed!: readonly string[];

  @Field(() => MatchAccountModel, { description: 'Why it weighs that; left is what was asked about.' })
  account!: MatchAccountModel;
}

@ObjectType('MatchCandidates', { description: 'The likeliest golden records, likeliest first.' })
export class MatchCandidatesModel {
  @Field(() => [MatchCandidateModel], { description: 'Also those that are none, with why.' })
  candidates!: readonly MatchCandidateModel[];

  @Field(() => Int, { description: 'Version of the model by which they were weighed.' })
  modelVersion!: number;

  @Field({ description: 'Revision at which they were looked for.' })
  revision!: string;

  @Field({ description: 'More would have had to be read to be sure that there is none nearer.' })
  cutShort!: boolean;
}

@ObjectType('NoMatchModel', {
  description: 'The domain has no model yet by which anything could be weighed.',
})
export class NoMatchModelModel {
  @Field(() => DomainEnum, { description: 'The domain.' })
  domain!: Domain;
}

export const MatchCandidatesResult = createUnionType({
  name: 'MatchCandidatesResult',
  description: 'How the search ended.',
  types: () => [MatchCandidatesModel, NoMatchModelModel] as const,
});
