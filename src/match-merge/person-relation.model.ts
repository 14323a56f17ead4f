import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { RelationKindEnum } from '../golden-records/relations/relation.model.js';
import type { RelationKind } from '../golden-records/relations/relation-kind.js';
import { DecisionRefusedModel } from './refusal.model.js';

@InputType({ description: 'One attribute that a relation carries.' })
export class RelationAttributeInput {
  @Field({ description: 'Its name; one that holds a list comes from sources only.' })
  attribute!: string;

  @Field({ description: 'Its value as text.' })
  value!: string;
}

@InputType({ description: 'How one golden record stands to another, as a person says.' })
export class StateRelationInput {
  @Field(() => RelationKindEnum, { description: 'The kind.' })
  kind!: RelationKind;

  @Field(() => ID, { description: 'The golden record at its first end.' })
  fromId!: string;

  @Field(() => ID, { description: 'The golden record at its second end.' })
  toId!: string;

  @Field(() => String, { nullable: true, description: 'When it holds, in words, where the kind may say so.' })
  condition?: string | null;

  @Field(() => [RelationAttributeInput], { nullable: true, description: 'What it carries.' })
  attributes?: RelationAttributeInput[] | null;

  @Field({ description: 'Why.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'First day on which it holds; null: always.' })
  validFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null: without end.',
  })
  validTo?: string | null;

  @Field({ description: 'Revision that was looked at; refused if either record changed after it.' })
  seenRevision!: string;
}

@ObjectType('RelationWritten', { description: 'What a person said of a relation is kept.' })
export class RelationWrittenModel {
  @Field(() => ID, { description: 'The relation: the `id` that `GoldenRecord.relations` shows.' })
  relationId!: string;

  @Field({ description: 'Revision from which it counts.' })
  revision!: string;
}

export const RelationResult = createUnionType({
  name: 'RelationResult',
  description: 'How a decision about a relation ended.',
  types: () => [RelationWrittenModel, DecisionRefusedModel] as const,
});
