import { type SQL, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { audit } from '../../platform/audit/audit.store.js';
import { type Db, type Tx, transact } from '../../platform/db/db.js';
import { afterWorking, type WorkingHours } from '../calendar/working-calendar.js';
import type { NoticeKind } from './notice.table.js';

/** Keeps where a person wants to be told; false if there is no such calendar. */
export async function saveNoticeAddress(
  db: Db,
  { person, email, calendar, actor }: { person: string; email: string; calendar: string; actor: string },
): Promise<boolean> {
  return transact(db, async (tx) => {
    const saved = await tx.execute(sql`
      insert into notice_address (person, email, calendar)
      select ${person}, ${email}, working_calendar.key from working_calendar where working_calendar.key = ${calendar}
      on conflict (person) do update set email = excluded.email, calendar = excluded.calendar returning person`);
    if (saved.length === 0) return false;
    await audit(tx, { actor, act: 'save notice address', subject: `Person:${person}` });
    return true;
  });
}

/** Leaves a notice for those whom an act on a task names, but for whoever did it and for those who left no address. Part
 *  of the act’s own transaction. */
export async function leaveNotices(
  tx: Tx,
  { eventId, kind, people, by }: { eventId: string; kind: NoticeKind; people: readonly string[]; by: string },
): Promise<void> {
  const wanted = people.filter((person) => person !== by);
  if (wanted.length === 0) return;
  await tx.execute(sql`
    insert into notice (id, person, kind, event_id)
    select named.id, address.person, ${kind}, ${eventId}
    from unnest(${sql.param(wanted.map(() => v7()))}::uuid[], ${sql.param(wanted)}::text[]) as named(id, person)
    join notice_address address on address.person = named.person
    on conflict do nothing`);
}

/** Leaves today’s digest for everybody whose working day has begun, once a day however many workers look. */
export async function leaveDigests(db: Db, now = new Date()): Promise<number> {
  const rows = await db.execute<{
    person: string;
    timeZone: string;
    hours: WorkingHours[];
    holidays: string[];
  }>(sql`
    select address.person, calendar.time_zone as "timeZone", calendar.hours,
           array(select holiday.day::text from holiday where holiday.calendar = calendar.key) as holidays
    from notice_address address join working_calendar calendar on calendar.key = address.calendar`);
  const due = rows.flatMap(({ person, timeZone, hours, holidays }) => {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
    const calendar = { timeZone, hours, holidays: new Set(holidays) };
    // Somebody works now exactly if the next working instant is this one.
    const works = afterWorking(calendar, now, 0)?.getTime() === now.getTime();
    return works ? [{ id: v7(), person, day }] : [];
  });
  if (due.length === 0) return 0;
  const left = await db.execute(sql`
    insert into notice (id, person, kind, day)
    select id, person, 'DIGEST', day from unnest(${sql.param(due.map(({ id }) => id))}::uuid[],
      ${sql.param(due.map(({ person }) => person))}::text[],
      ${sql.param(due.map(({ day }) => day))}::text[]::date[]) as digest(id, person, day)
    on conflict do nothing returning id`);
  return left.length;
}

export interface WaitingNotice {
  readonly id: string;
  readonly person: string;
  readonly email: string;
  readonly kind: NoticeKind;
  readonly taskId: string | null;
  readonly by: string | null;
  readonly attempts: number;
}

/** Takes the next notice that is due and locks it; two workers at once get different ones. */
export async function takeNotice(tx: Tx): Promise<WaitingNotice | undefined> {
  const [row] = await tx.execute<WaitingNotice & Record<string, unknown>>(sql`
    select notice.id, notice.person, address.email, notice.kind, event.task_id as "taskId", event.person as by, notice.attempts
    from notice join notice_address address on address.person = notice.person
    left join task_event event on event.id = notice.event_id
    where notice.sent_at is null and notice.failed_at is null and notice.due_at <= now()
    order by notice.due_at limit 1 for update of notice skip locked`);
  return row;
}

export async function markSent(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    sql`update notice set sent_at = now(), attempts = notice.attempts + 1 where notice.id = ${id}`,
  );
}

/** Tries again after 1, 2, 4 … minutes; gives up after `most` attempts. */
export async function putOff(tx: Tx, { id, attempts }: WaitingNotice, most: number): Promise<void> {
  const fate: SQL =
    attempts + 1 >= most
      ? sql`failed_at = now()`
      : sql`due_at = now() + make_interval(mins => ${2 ** attempts}::int)`;
  await tx.execute(sql`update notice set attempts = notice.attempts + 1, ${fate} where notice.id = ${id}`);
}

export interface DigestFigures {
  readonly assigned: number;
  readonly inHand: number;
  readonly overdue: number;
  readonly waiting: number;
}

/** What waits for a person: theirs, what they have in hand, what of it is overdue, and what anybody may take. */
export async function digestOf(tx: Tx, person: string): Promise<DigestFigures> {
  const [row] = await tx.execute<{ assigned: number; inHand: number; overdue: number; waiting: number }>(sql`
    select (select count(*)::int from task where task.assignee = ${person} and task.closed_at is null) as assigned,
           (select count(*)::int from task where task.claimed_by = ${person} and task.claimed_until > now()) as "inHand",
           (select count(*)::int from task where task.assignee = ${person} and task.closed_at is null
            and task.due_at <= now()) as overdue,
           (select count(*)::int from task where task.closed_at is null and task.snoozed_until is null
            and task.claimed_by is null and task.assignee is null
            and (not exists (select from task_queue_member member where member.queue = task.queue)
              or exists (select from task_queue_member member where member.queue = task.queue
                         and member.person = ${person}))) as waiting`);
  if (!row) throw new Error('a digest returned no row');
  return row;
}
