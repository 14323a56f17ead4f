import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import { afterWorking, type Calendar, type WorkingHours } from '../calendar/working-calendar.js';

/** When a task that enters each of these queues at `since`, now unless said, is due; queues without a limit are left
 *  out. */
export async function dueDates(
  db: Db | Tx,
  queues: ReadonlySet<string>,
  since = new Date(),
): Promise<ReadonlyMap<string, Date>> {
  if (queues.size === 0) return new Map();
  const rows = await db.execute<{
    queue: string;
    minutes: number;
    timeZone: string;
    hours: WorkingHours[];
    holidays: string[];
  }>(sql`
    select task_queue.key as queue, task_queue.due_minutes as minutes, calendar.time_zone as "timeZone", calendar.hours,
           array(select holiday.day::text from holiday where holiday.calendar = calendar.key) as holidays
    from task_queue join working_calendar calendar on calendar.key = task_queue.calendar
    where task_queue.key = any(${sql.param([...queues])}::text[]) and task_queue.due_minutes is not null`);
  return new Map(
    rows.flatMap(({ queue, minutes, timeZone, hours, holidays }) => {
      const calendar: Calendar = { timeZone, hours, holidays: new Set(holidays) };
      const due = afterWorking(calendar, since, minutes);
      return due ? [[queue, due] as const] : [];
    }),
  );
}
