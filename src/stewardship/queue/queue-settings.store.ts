import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Domain } from '../../golden-records/domain.js';
import { audit } from '../../platform/audit/audit.store.js';
import { type Db, type Tx, transact } from '../../platform/db/db.js';
import type { WorkingHours } from '../calendar/working-calendar.js';
import type { TaskKind } from '../task-kind.js';

export interface CalendarSettings {
  readonly key: string;
  readonly title: string;
  readonly timeZone: string;
  readonly hours: readonly WorkingHours[];
  readonly holidays: readonly { readonly day: string; readonly title: string }[];
}

/** Makes a calendar, or changes it; due dates that were set stay. */
export async function saveCalendar(db: Db, calendar: CalendarSettings, actor: string): Promise<void> {
  const { key, title, timeZone, hours, holidays } = calendar;
  await transact(db, async (tx) => {
    await tx.execute(sql`
      insert into working_calendar (key, title, time_zone, hours)
      values (${key}, ${title}, ${timeZone}, ${JSON.stringify(hours)}::jsonb)
      on conflict (key) do update set title = excluded.title, time_zone = excluded.time_zone, hours = excluded.hours`);
    await tx.execute(sql`delete from holiday where holiday.calendar = ${key}`);
    await tx.execute(sql`
      insert into holiday (calendar, day, title)
      select ${key}, day, title from unnest(${sql.param(holidays.map(({ day }) => day))}::text[]::date[],
        ${sql.param(holidays.map((each) => each.title))}::text[]) as free(day, title)`);
    await audit(tx, { actor, act: 'save working calendar', subject: `WorkingCalendar:${key}` });
  });
}

export interface QueueSettings {
  readonly key: string;
  readonly title: string;
  readonly calendar: string;
  readonly dueMinutes: number | null;
  readonly escalatesTo: string | null;
  readonly members: readonly string[];
}

export type Saved = { kind: 'saved' } | { kind: 'unknown-calendar' } | { kind: 'unknown-queue' };

/** Makes a queue, or changes it, with the people who may take its tasks. */
export async function saveQueue(db: Db, queue: QueueSettings, actor: string): Promise<Saved> {
  const { key, title, calendar, dueMinutes, escalatesTo, members } = queue;
  return transact(db, async (tx) => {
    const [known] = await tx.execute(sql`select from working_calendar where key = ${calendar} for share`);
    if (!known) return { kind: 'unknown-calendar' };
    if (escalatesTo !== null && !(await queueIsThere(tx, escalatesTo))) return { kind: 'unknown-queue' };
    await tx.execute(sql`
      insert into task_queue (key, title, calendar, due_minutes, escalates_to)
      values (${key}, ${title}, ${calendar}, ${dueMinutes}, ${escalatesTo})
      on conflict (key) do update set title = excluded.title, calendar = excluded.calendar,
        due_minutes = excluded.due_minutes, escalates_to = excluded.escalates_to`);
    await tx.execute(sql`delete from task_queue_member where task_queue_member.queue = ${key}`);
    await tx.execute(sql`
      insert into task_queue_member (queue, person) select distinct ${key}, person
      from unnest(${sql.param([...members])}::text[]) as member(person)`);
    await audit(tx, { actor, act: 'save task queue', subject: `TaskQueue:${key}` });
    return { kind: 'saved' };
  });
}

export interface RuleSettings {
  readonly kind: TaskKind | null;
  readonly domain: Domain | null;
  readonly system: string | null;
  readonly facility: string | null;
  readonly queue: string;
  readonly assignee: string | null;
  readonly headStart: number;
}

/** Replaces the routing rules by these, the first that fits counts. New tasks follow them; open ones stay where they
 *  are. The rules before are ended, not deleted. */
export async function changeRouting(db: Db, rules: readonly RuleSettings[], actor: string): Promise<Saved> {
  return transact(db, async (tx) => {
    // Two changes at once go one after the other: the last one's rules hold, whole.
    await tx.execute(sql`select pg_advisory_xact_lock(7275)`);
    await tx.execute(sql`update routing_rule set ended_at = now() where routing_rule.ended_at is null`);
    for (const [position, rule] of rules.entries()) {
      if (!(await queueIsThere(tx, rule.queue))) throw new UnknownQueueError(rule.queue);
      await tx.execute(sql`
        insert into routing_rule (id, position, kind, domain, system, facility, queue, assignee, head_start, created_by)
        values (${v7()}, ${position}, ${rule.kind}, ${rule.domain}, ${rule.system}, ${rule.facility}, ${rule.queue},
                ${rule.assignee}, ${rule.headStart}, ${actor})`);
    }
    await audit(tx, { actor, act: 'change routing', subject: 'Routing', detail: { rules: rules.length } });
    return { kind: 'saved' as const };
  }).catch((error: unknown) => {
    if (error instanceof UnknownQueueError) return { kind: 'unknown-queue' as const };
    throw error;
  });
}

/** Ends the transaction, so that the rules before stay. */
class UnknownQueueError extends Error {
  override name = 'UnknownQueueError' as const;
}

export interface AbsenceSettings {
  readonly person: string;
  readonly deputy: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** While a person is away, their deputy sees and takes what was assigned to them. A second word on the same beginning
 *  replaces the first. */
export async function saveAbsence(db: Db, absence: AbsenceSettings, actor: string): Promise<void> {
  const { person, deputy, startsAt, endsAt } = absence;
  await transact(db, async (tx) => {
    await tx.execute(sql`
      insert into absence (person, deputy, starts_at, ends_at)
      values (${person}, ${deputy}, ${startsAt.toISOString()}, ${endsAt.toISOString()})
      on conflict (person, starts_at) do update set deputy = excluded.deputy, ends_at = excluded.ends_at`);
    await audit(tx, { actor, act: 'save absence', subject: `Person:${person}` });
  });
}

async function queueIsThere(tx: Tx, key: string): Promise<boolean> {
  const [row] = await tx.execute(sql`select from task_queue where task_queue.key = ${key}`);
  return row !== undefined;
}
