import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Survivorship } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { AttributeChangeModel } from '../golden-records/golden-history.model.js';
import { DomainEnum, SurvivorshipEnum } from '../golden-records/golden-record.model.js';
import { DecisionRefusedModel } from './refusal.model.js';

/** Golden records that a preview shows. */
export const mostSampled = 20;

@InputType({ description: 'Which words on some attributes shall survive.' })
export class SurvivorshipChangeInput {
  @Field(() => DomainEnum, { description: 'Of which domain.' })
  domain!: Domain;

  @Field(() => [String], {
    description: 'One attribute, or several whose values shall move together: all out of one word.',
  })
  attributes!: string[];

  @Field(() => SurvivorshipEnum, {
    nullable: true,
    description: 'By which strategy. Null: as the domain declares, each attribute for itself.',
  })
  strategy?: Survivorship | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Keys of the source systems that stand before all others, in order; with PRIORITY only.',
  })
  sources?: string[] | null;
}

@InputType({ description: 'A change of survivorship to make.' })
export class ChangeSurvivorshipInput extends SurvivorshipChangeInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field({ description: 'Revision that was looked at; refused if rules of the domain changed after it.' })
  seenRevision!: string;
}

@ObjectType('ChangedBelief', { description: 'A golden record that would be believed otherwise.' })
export class ChangedBeliefModel {
  @Field(() => ID, { description: 'Its id.' })
  goldenId!: string;

  @Field({ description: 'What it would be called.' })
  name!: string;

  @Field(() => [AttributeChangeModel], {
    description: 'What would change; without attributes the caller may not see.',
  })
  changes!: readonly AttributeChangeModel[];
}

@ObjectType('SurvivorshipPreview', {
  description: 'What a change of survivorship would alter. Changes nothing.',
})
export class SurvivorshipPreviewModel {
  @Field({ description: 'The revision looked at: give it as `seenRevision` to make exactly this change.' })
  revision!: string;

  @Field(() => Int, { description: 'How many golden records would be believed otherwise.' })
  changed!: number;

  @Field(() => [ChangedBeliefModel], { description: `The first ${mostSampled} of them by name.` })
  sample!: readonly ChangedBeliefModel[];
}

@ObjectType('SurvivorshipChanged', { description: 'Other words survive from now on.' })
export class SurvivorshipChangedModel {
  @Field(() => Int, { description: 'How many golden records are believed otherwise.' })
  changed!: number;

  @Field({ description: 'Revision from which it holds.' })
  revision!: string;
}

export const SurvivorshipPreviewResult = createUnionType({
  name: 'SurvivorshipPreviewResult',
  description: 'What a change would alter, or why it cannot be made.',
  types: () => [SurvivorshipPreviewModel, DecisionRefusedModel] as const,
});

export const ChangeSurvivorshipResult = createUnionType({
  name: 'ChangeSurvivorshipResult',
  description: 'How changing survivorship ended.',
  types: () => [SurvivorshipChangedModel, DecisionRefusedModel] as const,
});
