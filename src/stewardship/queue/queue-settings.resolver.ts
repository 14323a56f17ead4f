import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/access/ability.js';
import { CurrentCaller } from '../../platform/access/caller.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { readInstantToCome } from '../../platform/graphql/read-instant.js';
import { saveNoticeAddress } from '../notices/notice.store.js';
import {
  AbsenceInput,
  NoticeAddressInput,
  RoutingRuleModel,
  SettingsRefusedModel,
  SettingsResult,
  SettingsSavedModel,
  TaskQueueModel,
  WorkingCalendarModel,
} from './queue-settings.model.js';
import { routingRules, taskQueues, workingCalendars } from './queue-settings.queries.js';
import { changeRouting, type Saved, saveAbsence, saveCalendar, saveQueue } from './queue-settings.store.js';
import { isPerson } from './read-handling.js';
import { faultOfCalendar, faultOfQueue, faultOfRules } from './settings-faults.js';

@Resolver()
export class QueueSettingsResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Task')
  @Query(() => [TaskQueueModel], { description: 'Every queue, with the people who may take its tasks.' })
  taskQueues(): Promise<TaskQueueModel[]> {
    return taskQueues(this.database.db) as Promise<TaskQueueModel[]>;
  }

  @Needs('read Task')
  @Query(() => [RoutingRuleModel], { description: 'Where new tasks go: the first rule that fits counts.' })
  routingRules(): Promise<RoutingRuleModel[]> {
    return routingRules(this.database.db);
  }

  @Needs('read Task')
  @Query(() => [WorkingCalendarModel], { description: 'The calendars after which tasks are due.' })
  workingCalendars(): Promise<WorkingCalendarModel[]> {
    return workingCalendars(this.database.db) as Promise<WorkingCalendarModel[]>;
  }

  @Needs('manage Queue')
  @Mutation(() => SettingsResult, {
    description: 'Makes a calendar, or changes it. Due dates that were set stay.',
  })
  async saveWorkingCalendar(
    @Args('calendar', { description: 'The calendar.' }) calendar: WorkingCalendarModel,
    @CurrentCaller() caller: Caller,
  ) {
    const fault = faultOfCalendar(calendar);
    if (fault) return refused(fault);
    await saveCalendar(this.database.db, calendar, caller.actor);
    return saved(calendar.key);
  }

  @Needs('manage Queue')
  @Mutation(() => SettingsResult, { description: 'Makes a queue, or changes it.' })
  async saveTaskQueue(
    @Args('queue', { description: 'The queue.' }) queue: TaskQueueModel,
    @CurrentCaller() caller: Caller,
  ) {
    const settings = {
      ...queue,
      dueMinutes: queue.dueMinutes ?? null,
      escalatesTo: queue.escalatesTo ?? null,
    };
    const fault = faultOfQueue(settings);
    if (fault) return refused(fault);
    return outcome(await saveQueue(this.database.db, settings, caller.actor), queue.key);
  }

  @Needs('manage Queue')
  @Mutation(() => SettingsResult, {
    description: 'Replaces all routing rules. New tasks follow them; open tasks stay where they are.',
  })
  async changeRouting(
    @Args('rules', { type: () => [RoutingRuleModel], description: 'In their order.' })
    rules: RoutingRuleModel[],
    @CurrentCaller() caller: Caller,
  ) {
    const settings = rules.map((rule) => ({
      ...{ kind: rule.kind ?? null, domain: rule.domain ?? null, system: rule.system ?? null },
      ...{ facility: rule.facility ?? null, assignee: rule.assignee ?? null },
      ...{ queue: rule.queue, headStart: rule.headStart },
    }));
    const fault = faultOfRules(settings);
    if (fault) return refused(fault);
    return outcome(await changeRouting(this.database.db, settings, caller.actor), 'routing');
  }

  @Needs('decide Task')
  @Mutation(() => SettingsResult, {
    description:
      'Says where you want to be told: by mail, when you are named, given a task, and once a working day.',
  })
  async saveNoticeAddress(
    @Args('address', { description: 'Your address.' }) { email, calendar }: NoticeAddressInput,
    @CurrentCaller() { person, actor }: Caller,
  ) {
    if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(email) || email.length > 254)
      return refused('email is a mail address.');
    const known = await saveNoticeAddress(this.database.db, { person, email, calendar, actor });
    return known ? saved(person) : refused('There is no such calendar.');
  }

  @Needs('manage Queue')
  @Mutation(() => SettingsResult, { description: 'Says who stands in for somebody who is away.' })
  async saveAbsence(
    @Args('absence', { description: 'Who, for whom, from when to when.' }) absence: AbsenceInput,
    @CurrentCaller() caller: Caller,
  ) {
    const { person, deputy } = absence;
    const startsAt = new Date(absence.startsAt);
    const endsAt = readInstantToCome(absence.endsAt);
    if (!isPerson(person) || !isPerson(deputy) || person === deputy)
      return refused('person and deputy are the names of two people.');
    if (Number.isNaN(startsAt.getTime()) || !endsAt || startsAt >= endsAt)
      return refused('startsAt and endsAt are instants, the first before the second, which is to come.');
    await saveAbsence(this.database.db, { person, deputy, startsAt, endsAt }, caller.actor);
    return saved(person);
  }
}

function outcome({ kind }: Saved, key: string): SettingsSavedModel | SettingsRefusedModel {
  switch (kind) {
    case 'saved':
      return saved(key);
    case 'unknown-calendar':
      return refused('There is no such calendar.');
    case 'unknown-queue':
      return refused('There is no such queue.');
    default:
      return kind satisfies never;
  }
}

function saved(key: string): SettingsSavedModel {
  return Object.assign(new SettingsSavedModel(), { key });
}

function refused(message: string): SettingsRefusedModel {
  return Object.assign(new SettingsRefusedModel(), { message });
}
