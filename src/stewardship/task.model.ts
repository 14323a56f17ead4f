import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { AlreadyMappedModel, MappingRefusedModel } from '../crosswalk/mapping.model.js';

export const TaskKindEnum = {
  UNRESOLVED_MAPPING: 'UNRESOLVED_MAPPING',
  AMBIGUOUS_MAPPING: 'AMBIGUOUS_MAPPING',
  IDENTIFIER_CONFLICT: 'IDENTIFIER_CONFLICT',
  RETIRED_CODE_IN_USE: 'RETIRED_CODE_IN_USE',
} as const;
registerEnumType(TaskKindEnum, {
  name: 'TaskKind',
  description: 'What a person is asked to decide.',
  valuesMap: {
    UNRESOLVED_MAPPING: { description: 'What a code is in another system.' },
    AMBIGUOUS_MAPPING: { description: 'Which of several equal answers holds.' },
    IDENTIFIER_CONFLICT: {
      description: 'To which golden record a source record belongs whose identifiers contradict each other.',
    },
    RETIRED_CODE_IN_USE: {
      description: 'Where a mapping leads from the day on which a release has retired its code.',
    },
  },
});

@ObjectType('Task', { description: 'One thing left open for a person.' })
export class TaskModel {
  @Field(() => ID, { description: 'The task of a miss or of a conflict has that one’s own id.' })
  id!: string;

  @Field(() => TaskKindEnum, { description: 'What a person is asked to decide.' })
  kind!: keyof typeof TaskKindEnum;

  @Field({ description: 'When it was opened.' })
  openedAt!: string;

  @Field(() => String, { nullable: true, description: 'When it was closed; null while open.' })
  closedAt!: string | null;
}

@InputType({ description: 'A person’s answer to a miss: it is this code there.' })
export class MapMissInput {
  @Field(() => ID, { description: 'The miss.' })
  missId!: string;

  @Field({ description: 'The code in the system that was asked for; it must be known there.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@ObjectType('MissMapped', { description: 'The miss is answered.' })
export class MissMappedModel {
  @Field(() => ID, { description: 'The mapping that was published.' })
  mappingId!: string;

  @Field({ description: 'Revision from which `resolve` answers.' })
  revision!: string;
}

@ObjectType('MissNotOpen', {
  description: 'There is no such miss open to you, or somebody has answered it already.',
})
export class MissNotOpenModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

export const MapMissResult = createUnionType({
  name: 'MapMissResult',
  description: 'How mapping a miss ended.',
  types: () => [MissMappedModel, MissNotOpenModel, AlreadyMappedModel, MappingRefusedModel] as const,
});
