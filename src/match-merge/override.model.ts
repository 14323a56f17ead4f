import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { DecisionRefusedModel } from './refusal.model.js';

@ObjectType('ValueOverride', {
  description: 'A person’s word on one attribute, which wins over every source while it stands.',
})
export class ValueOverrideModel {
  @Field(() => ID, { description: 'Its id: the key of the source record of `steward` that holds the word.' })
  id!: string;

  @Field({ description: 'Name of the attribute.' })
  attribute!: string;

  @Field({ description: 'Why.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'First day on which it no longer holds.' })
  expiresOn!: string | null;

  @Field({ description: 'Who said so.' })
  actor!: string;

  @Field({ description: 'When.' })
  at!: string;

  @Field({ description: 'Revision of the act.' })
  revision!: string;
}

@InputType({ description: 'What a person says of one attribute.' })
export class OverrideValueInput {
  @Field(() => ID, { description: 'The golden record.' })
  goldenId!: string;

  @Field({ description: 'Name of the attribute; one that holds a list of objects cannot be overridden.' })
  attribute!: string;

  @Field(() => [String], {
    description: 'The value as text, as lineage shows it: `true`, `12.50`, `2026-03-31`; several of a list.',
  })
  values!: string[];

  @Field({ description: 'Why.' })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'First day on which it no longer holds; null: until it is withdrawn or the sources say the same.',
  })
  expiresOn?: string | null;

  @Field({ description: 'Revision that was looked at; refused if the record changed after it.' })
  seenRevision!: string;
}

@ObjectType('ValueOverridden', { description: 'The person’s word is what the hub believes.' })
export class ValueOverriddenModel {
  @Field(() => ID, { description: 'The override.' })
  overrideId!: string;

  @Field({ description: 'Revision from which it holds.' })
  revision!: string;
}

@ObjectType('OverrideWithdrawn', { description: 'What the sources say survives again.' })
export class OverrideWithdrawnModel {
  @Field({ description: 'Revision from which it does.' })
  revision!: string;
}

export const OverrideResult = createUnionType({
  name: 'OverrideValueResult',
  description: 'How overriding ended.',
  types: () => [ValueOverriddenModel, DecisionRefusedModel] as const,
});

export const WithdrawOverrideResult = createUnionType({
  name: 'WithdrawOverrideResult',
  description: 'How withdrawing an override ended.',
  types: () => [OverrideWithdrawnModel, DecisionRefusedModel] as const,
});
