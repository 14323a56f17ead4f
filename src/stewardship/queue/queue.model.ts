import {
  ArgsType,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import { describedWords, enumOf } from '../../platform/graphql/enum-of.js';
import { PageArgs } from '../../platform/graphql/page.model.js';
import { TaskKindEnum, TaskModel } from '../task.model.js';
import type { TaskState } from '../task.queries.js';
import type { TaskKind } from '../task-kind.js';

export const TaskStateEnum = enumOf(['OPEN', 'SNOOZED', 'CLOSED']);
registerEnumType(TaskStateEnum, {
  name: 'TaskState',
  description: 'Where a task stands.',
  valuesMap: describedWords({
    OPEN: 'It waits, or somebody has it in hand.',
    SNOOZED: 'It is put away until later.',
    CLOSED: 'It is decided, or its cause is gone.',
  }),
});

@ArgsType()
export class TasksArgs extends PageArgs {
  @Field(() => TaskStateEnum, { nullable: true, description: 'Where they stand; open unless said.' })
  state?: TaskState | null;

  @Field(() => String, { nullable: true, description: 'Only those of this queue.' })
  queue?: string | null;

  @Field(() => TaskKindEnum, { nullable: true, description: 'Only those of this kind.' })
  kind?: TaskKind | null;

  @Field(() => DomainEnum, { nullable: true, description: 'Only those about things of this kind.' })
  domain?: Domain | null;

  @Field(() => String, { nullable: true, description: 'Only those about this code system or source system.' })
  system?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those about this facility.' })
  facility?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those in your hands, or assigned to you or to somebody you stand in for.',
  })
  mine?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those of misses whose code begins so, in small or capital letters.',
  })
  code?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that nobody has in hand and that are assigned to nobody.',
  })
  unclaimed?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that are overdue.' })
  overdue?: boolean | null;
}

@ObjectType('TaskCount', { description: 'Open tasks of one queue, kind, system and facility.' })
export class TaskCountModel {
  @Field({ description: 'Key of the queue.' })
  queue!: string;

  @Field(() => TaskKindEnum, { description: 'What a person is asked to decide.' })
  kind!: TaskKind;

  @Field(() => String, { nullable: true, description: 'What they are about.' })
  system!: string | null;

  @Field(() => String, { nullable: true, description: 'The facility they are about.' })
  facility!: string | null;

  @Field(() => Int, { description: 'How many are open, those put away included.' })
  open!: number;

  @Field(() => Int, { description: 'How many of them somebody has in hand.' })
  claimed!: number;

  @Field(() => Int, { description: 'How many of them are put away.' })
  snoozed!: number;

  @Field(() => Int, { description: 'How many of them are overdue.' })
  overdue!: number;

  @Field({ description: 'When the oldest of them was opened.' })
  oldest!: string;
}

@ObjectType('TaskDone', { description: 'It is done.' })
export class TaskDoneModel {
  @Field(() => TaskModel, { description: 'The task as it is now.' })
  task!: TaskModel;
}

@ObjectType('TaskRefused', { description: 'Nothing was done.' })
export class TaskRefusedModel {
  @Field(() => ID, { nullable: true, description: 'The task, where one was named.' })
  id!: string | null;

  @Field({ description: 'NOT_OPEN, CLAIMED, UNKNOWN_QUEUE or QUEUE_EMPTY.' })
  code!: string;

  @Field({ description: 'Why, in a sentence.' })
  message!: string;
}

export const TaskResult = createUnionType({
  name: 'TaskResult',
  description: 'What came of an act on a task.',
  types: () => [TaskDoneModel, TaskRefusedModel] as const,
});

@InputType({ description: 'A task put away until later.' })
export class SnoozeTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id!: string;

  @Field({
    description: 'Instant to come, with its offset, at which it is shown again; at most a year away.',
  })
  until!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'To whom a task goes.' })
export class AssignTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The person; null: whoever takes it.' })
  person?: string | null;

  @Field(() => String, { nullable: true, description: 'Key of another queue; null: where it stands.' })
  queue?: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: 'Something to say about a task.' })
export class CommentOnTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id!: string;

  @Field({ description: 'The words, 1 to 4,000 characters.' })
  text!: string;

  @Field(() => [String], { nullable: true, description: 'Whom it is meant for, at most 20 people.' })
  mentions?: string[] | null;
}
