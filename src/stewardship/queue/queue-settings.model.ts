import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import { TaskKindEnum } from '../task.model.js';
import type { TaskKind } from '../task-kind.js';

@InputType('WorkingHoursInput', { description: 'Hours of one weekday.' })
@ObjectType('WorkingHours', { description: 'Hours of one weekday.' })
export class WorkingHoursModel {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' })
  weekday!: number;

  @Field({ description: 'Like 08:00, on the clocks of the calendar’s time zone.' })
  from!: string;

  @Field({ description: 'Like 16:30; 24:00 is the end of the day.' })
  to!: string;
}

@InputType('HolidayInput', { description: 'A day on which nobody works.' })
@ObjectType('Holiday', { description: 'A day on which nobody works.' })
export class HolidayModel {
  @Field({ description: 'A date like 2026-12-25.' })
  day!: string;

  @Field({ description: 'What it is called.' })
  title!: string;
}

@InputType('WorkingCalendarInput', { description: 'When people work: due dates count these hours only.' })
@ObjectType('WorkingCalendar', { description: 'When people work: due dates count these hours only.' })
export class WorkingCalendarModel {
  @Field({ description: 'Its key: lower-case letters, digits and dashes.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field({ description: 'IANA name of its time zone.' })
  timeZone!: string;

  @Field(() => [WorkingHoursModel], { description: 'The hours of a week, 1 to 50 spans.' })
  hours!: WorkingHoursModel[];

  @Field(() => [HolidayModel], { description: 'At most 500.' })
  holidays!: HolidayModel[];
}

@InputType('TaskQueueInput', { description: 'A line in which tasks stand until somebody takes them.' })
@ObjectType('TaskQueue', { description: 'A line in which tasks stand until somebody takes them.' })
export class TaskQueueModel {
  @Field({ description: 'Its key: lower-case letters, digits and dashes.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field({ description: 'Key of the calendar after which its tasks are due.' })
  calendar!: string;

  @Field(() => Int, { nullable: true, description: 'Working minutes until a task is due; null: never.' })
  dueMinutes!: number | null;

  @Field(() => String, { nullable: true, description: 'Key of the queue to which its overdue tasks go.' })
  escalatesTo!: string | null;

  @Field(() => [String], {
    description: 'The people who may take its tasks, at most 500; none: everybody who may decide tasks.',
  })
  members!: string[];
}

@InputType('RoutingRuleInput', {
  description: 'Where new tasks go. Conditions that are null hold always; the first rule that fits counts.',
})
@ObjectType('RoutingRule', {
  description: 'Where new tasks go. Conditions that are null hold always; the first rule that fits counts.',
})
export class RoutingRuleModel {
  @Field(() => TaskKindEnum, { nullable: true, description: 'Of this kind.' })
  kind!: TaskKind | null;

  @Field(() => DomainEnum, { nullable: true, description: 'About things of this kind.' })
  domain!: Domain | null;

  @Field(() => String, { nullable: true, description: 'About this code system or source system.' })
  system!: string | null;

  @Field(() => String, { nullable: true, description: 'About this facility.' })
  facility!: string | null;

  @Field({ description: 'Key of the queue it goes to.' })
  queue!: string;

  @Field(() => String, { nullable: true, description: 'The person it is for; null: whoever takes it.' })
  assignee!: string | null;

  @Field(() => Int, { description: 'Minutes by which it stands ahead of its age.' })
  headStart!: number;
}

@InputType({ description: 'Who stands in for somebody who is away.' })
export class AbsenceInput {
  @Field({ description: 'Who is away.' })
  person!: string;

  @Field({ description: 'Who sees and takes what is assigned to them meanwhile.' })
  deputy!: string;

  @Field({ description: 'Instant with its offset from which on.' })
  startsAt!: string;

  @Field({ description: 'Instant to come with its offset until which.' })
  endsAt!: string;
}

@InputType({
  description: 'Where you want to be told of what is assigned to you or names you, and of each day’s tasks.',
})
export class NoticeAddressInput {
  @Field({ description: 'A mail address.' })
  email!: string;

  @Field({ description: 'Key of the calendar after which your working days begin.' })
  calendar!: string;
}

@ObjectType('SettingsSaved', { description: 'It is saved.' })
export class SettingsSavedModel {
  @Field({ description: 'What was saved.' })
  key!: string;
}

@ObjectType('SettingsRefused', { description: 'Nothing was saved.' })
export class SettingsRefusedModel {
  @Field({ description: 'Why.' })
  message!: string;
}

export const SettingsResult = createUnionType({
  name: 'SettingsResult',
  description: 'How saving settings of the queue ended.',
  types: () => [SettingsSavedModel, SettingsRefusedModel] as const,
});
