import { sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/db.js';
import type { CalendarSettings, QueueSettings, RuleSettings } from './queue-settings.store.js';

/** Every queue with its people, by key. */
export async function taskQueues(db: Db): Promise<QueueSettings[]> {
  const rows = await db.execute<QueueSettings & Record<string, unknown>>(sql`
    select task_queue.key, task_queue.title, task_queue.calendar, task_queue.due_minutes as "dueMinutes",
           task_queue.escalates_to as "escalatesTo",
           array(select person from task_queue_member member where member.queue = task_queue.key order by person) as members
    from task_queue order by task_queue.key`);
  return [...rows];
}

/** The live routing rules in their order. */
export async function routingRules(db: Db): Promise<RuleSettings[]> {
  const rows = await db.execute<RuleSettings & Record<string, unknown>>(sql`
    select kind, domain, system, facility, queue, assignee, head_start as "headStart"
    from routing_rule where routing_rule.ended_at is null order by routing_rule.position`);
  return [...rows];
}

/** Every calendar with its holidays, by key. */
export async function workingCalendars(db: Db): Promise<CalendarSettings[]> {
  const rows = await db.execute<CalendarSettings & Record<string, unknown>>(sql`
    select calendar.key, calendar.title, calendar.time_zone as "timeZone", calendar.hours,
           coalesce((select json_agg(json_build_object('day', holiday.day, 'title', holiday.title) order by holiday.day)
                     from holiday where holiday.calendar = calendar.key), '[]') as holidays
    from working_calendar calendar order by calendar.key`);
  return [...rows];
}
