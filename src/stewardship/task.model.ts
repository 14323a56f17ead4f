import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { AlreadyMappedModel, MappingRefusedModel } from '../crosswalk/mapping.model.js';
import type { Domain } from '../golden-records/domain.js';
import { DomainEnum } from '../golden-records/golden-record.model.js';
import { describedWords, enumOf } from '../platform/graphql/enum-of.js';
import { connectionOf } from '../platform/graphql/page.model.js';
import { type TaskEventKind, type TaskKind, taskEventKinds, taskKinds } from './task-kind.js';

const kindWords: Readonly<Record<TaskKind, string>> = {
  UNRESOLVED_MAPPING: 'What a code is in another system.',
  AMBIGUOUS_MAPPING: 'Which of several equal answers holds.',
  IDENTIFIER_CONFLICT:
    'To which golden record a source record belongs whose identifiers contradict each other.',
  MATCH_REVIEW: 'Whether two things are one.',
  MATCH_RUN_STOPPED:
    'Why a match run stopped itself before it joined anything. Closed once a later run is done.',
  RETIRED_CODE_IN_USE: 'Where a mapping leads from the day on which a release has retired its code.',
};
export const TaskKindEnum = enumOf(taskKinds);
registerEnumType(TaskKindEnum, {
  name: 'TaskKind',
  description: 'What a person is asked to decide.',
  valuesMap: describedWords(kindWords),
});

const eventWords: Readonly<Record<TaskEventKind, string>> = {
  CLAIMED: 'Somebody took it, or stayed at it.',
  RETURNED: 'It went back to its queue.',
  LEASE_ENDED: 'Whoever had it did nothing more about it, and it went back to its queue.',
  ASSIGNED: 'It was given to a person, to nobody in particular, or to another queue.',
  SNOOZED: 'It was put away until later.',
  WOKEN: 'It is shown again.',
  ESCALATED: 'It was overdue, and moved to the queue that its queue escalates to.',
  COMMENTED: 'Somebody said something about it.',
};
export const TaskEventKindEnum = enumOf(taskEventKinds);
registerEnumType(TaskEventKindEnum, {
  name: 'TaskEventKind',
  description: 'What happened to a task beside its decision.',
  valuesMap: describedWords(eventWords),
});

@ObjectType('TaskEvent', { description: 'One thing that happened to a task.' })
export class TaskEventModel {
  @Field(() => TaskEventKindEnum, { description: 'What happened.' })
  kind!: TaskEventKind;

  @Field(() => String, { nullable: true, description: 'Whose doing it was; null if nobody’s.' })
  person!: string | null;

  @Field(() => String, { nullable: true, description: 'What they wrote.' })
  text!: string | null;

  @Field(() => [String], { description: 'Whom the text names, or whom the task was given to.' })
  people!: string[];

  @Field({ description: 'When.' })
  at!: string;
}

@ObjectType('Task', { description: 'One thing left open for a person.' })
export class TaskModel {
  @Field(() => ID, {
    description:
      'The id of what it is about: a miss, a conflict, a use of a retired code, a match review, a match run.',
  })
  id!: string;

  @Field(() => TaskKindEnum, { description: 'What a person is asked to decide.' })
  kind!: TaskKind;

  @Field({ description: 'Key of the queue it stands in.' })
  queue!: string;

  @Field(() => DomainEnum, { nullable: true, description: 'What kind of thing it is about, where one is.' })
  domain!: Domain | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of the code system, or of the source system, that it is about.',
  })
  system!: string | null;

  @Field(() => String, { nullable: true, description: 'The facility it is about, where one is.' })
  facility!: string | null;

  @Field({
    description:
      'Its place: tasks are taken in this order, the earliest first. When it was opened, less the head start that its rule and those who wait give it.',
  })
  urgentFrom!: string;

  @Field(() => String, { nullable: true, description: 'When it is due, by the calendar of its queue.' })
  dueAt!: string | null;

  @Field({ description: 'Whether it was overdue and has been escalated.' })
  escalated!: boolean;

  @Field(() => String, { nullable: true, description: 'The person it is for; null: whoever takes it.' })
  assignee!: string | null;

  @Field(() => String, { nullable: true, description: 'Who has it in hand now.' })
  claimedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Until when nobody else gets it.' })
  claimedUntil!: string | null;

  @Field(() => String, { nullable: true, description: 'Until when it is put away.' })
  snoozedUntil!: string | null;

  @Field({ description: 'When it was opened.' })
  openedAt!: string;

  @Field(() => String, { nullable: true, description: 'When it was closed; null while open.' })
  closedAt!: string | null;
}

export const TaskConnection = connectionOf('Task', () => TaskModel);

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
