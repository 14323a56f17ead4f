import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/page.model.js';
import { MappingKindEnum } from './mapping.model.js';
import { PurposeEnum, RelationshipEnum } from './resolution.model.js';
import type { MappingKind } from './vocabulary.js';

@ObjectType('MappingCondition', { description: 'What has to be so for a mapping to hold.' })
export class MappingConditionModel {
  @Field({ description: 'Context key.' })
  key!: string;

  @Field(() => ID, { nullable: true, description: 'The golden record it has to be, or to lie in.' })
  goldenId!: string | null;

  @Field(() => String, { nullable: true, description: 'The word it has to be.' })
  word!: string | null;
}

@ObjectType('Mapping', { description: 'A live mapping: one row of an approved statement.' })
export class MappingModel {
  @Field(() => ID, { description: 'Its id; `retireMapping` takes it.' })
  id!: string;

  @Field(() => MappingKindEnum, { description: 'What it states.' })
  kind!: MappingKind;

  @Field({ description: 'Key of the system it starts in; `golden` for a golden record.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Issuer of the code it starts at.' })
  issuer!: string | null;

  @Field({ description: 'The code it starts at, or the golden id.' })
  code!: string;

  @Field({ description: 'Key of the system it leads to; `golden` for a golden record.' })
  target!: string;

  @Field(() => String, { nullable: true, description: 'Issuer of the code it leads to.' })
  targetIssuer!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code it leads to, or the golden id; null of a NO_MAP.',
  })
  targetCode!: string | null;

  @Field(() => PurposeEnum, { description: 'Why one stands for the other.' })
  purpose!: keyof typeof PurposeEnum;

  @Field(() => RelationshipEnum, { description: 'The target relative to the code.' })
  relationship!: keyof typeof RelationshipEnum;

  @Field(() => [MappingConditionModel], { description: 'Under which context it holds; all of these must.' })
  conditions!: MappingConditionModel[];

  @Field({ description: 'Whether it answers though the golden record behind the code says otherwise.' })
  exception!: boolean;

  @Field(() => ID, { nullable: true, description: 'The same for all targets of one statement.' })
  groupId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of one of several targets: what it is.' })
  part!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of one of several targets: its place, from 1.' })
  sequence!: number | null;

  @Field(() => String, { nullable: true, description: 'First day on which it holds; null is always.' })
  validFrom!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null is open.',
  })
  validTo!: string | null;

  @Field({ description: 'Source system that says so; `steward` are people.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'Who proposed it, where somebody did.' })
  proposedBy!: string | null;

  @Field({ description: 'Who approved it.' })
  approvedBy!: string;

  @Field({ description: 'When, in UTC.' })
  approvedAt!: string;
}

export const MappingConnection = connectionOf('Mapping', () => MappingModel);
