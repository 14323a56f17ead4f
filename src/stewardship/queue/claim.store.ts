import { type SQL, sql } from 'drizzle-orm';
import type { Ability, Caller } from '../../platform/access/ability.js';
import { rowFilter } from '../../platform/access/row-filter.js';
import { type Db, type Tx, transact } from '../../platform/db/db.js';
import { leaveNotices } from '../notices/notice.store.js';

/** How long a task stays with the person who took it and does nothing more about it. */
export const leaseMinutes = 15;

export type Claim = { kind: 'claimed'; id: string } | { kind: 'queue-empty' };

/** Somebody else has a task in hand, until then unless they do more about it. */
export type InOtherHands = { kind: 'claimed-by-other'; person: string; until: string };

export type TaskHandled =
  | { kind: 'done' }
  /** There is no such task open to the caller. */
  | { kind: 'not-open' }
  | InOtherHands;

/** Hands the most urgent task that waits in some queues, or in all, to the caller until the lease ends. Two people
 *  asking at once get two different tasks: `skip locked` passes over a row that another transaction is claiming. Tasks
 *  whose lease has ended are waiting again. What is assigned to somebody else is passed over, unless the caller is their
 *  deputy just now. */
export async function claimNext(db: Db, caller: Caller, queues: readonly string[] | null): Promise<Claim> {
  return transact(db, async (tx) => {
    await endLeases(tx);
    for (const queue of await queuesByUrgency(tx, caller, queues)) {
      const [row] = await tx.execute<{ id: string }>(sql`
        update task set claimed_by = ${caller.person}, claimed_until = ${leaseEnd}
        where task.id = (${firstWaiting(sql`${queue}`, caller)} for update skip locked)
        returning task.id`);
      if (!row) continue;
      await tell(tx, row.id, 'CLAIMED', caller);
      return { kind: 'claimed', id: row.id };
    }
    return { kind: 'queue-empty' };
  });
}

/** The queues open to the caller in which something waits, that of the most urgent first. Nothing is locked: a lock on the
 *  first of every queue would hide them all from whoever asks at the same instant. */
async function queuesByUrgency(tx: Tx, caller: Caller, queues: readonly string[] | null): Promise<string[]> {
  const wanted = queues ? sql`and task_queue.key = any(${sql.param([...queues])}::text[])` : sql``;
  const rows = await tx.execute<{ key: string }>(sql`
    select task_queue.key from task_queue
    join lateral (select task.urgent_from from task where task.id = (${firstWaiting(sql`task_queue.key`, caller)})) next on true
    where ${isOpenTo(sql`task_queue.key`, caller.person)} ${wanted}
    order by next.urgent_from, task_queue.key`);
  return rows.map(({ key }) => key);
}

function firstWaiting(queue: SQL, caller: Caller): SQL {
  return sql`
    select waiting.id from task waiting
    where waiting.queue = ${queue} and waiting.closed_at is null and waiting.snoozed_until is null
      and waiting.claimed_by is null
      and (waiting.assignee is null or ${forPerson(sql`waiting.assignee`, caller.person)})
      and ${rowFilter(caller.ability, 'decide Task', { system: sql`waiting.system` })}
    order by waiting.urgent_from, waiting.id limit 1`;
}

/** Takes one task, also out of somebody’s list whose deputy the caller is; renews the lease of one already in hand. */
export async function claimTask(db: Db, caller: Caller, id: string): Promise<TaskHandled> {
  return transact(db, async (tx) => {
    const held = await holdTask(tx, caller, id);
    if (held.kind !== 'done') return held;
    await tx.execute(sql`
      update task set claimed_by = ${caller.person}, claimed_until = ${leaseEnd}, snoozed_until = null
      where task.id = ${id}`);
    await tell(tx, id, 'CLAIMED', caller);
    return held;
  });
}

/** Gives a task back to its queue. */
export async function returnTask(
  db: Db,
  caller: Caller,
  id: string,
  reason: string | null,
): Promise<TaskHandled> {
  return transact(db, async (tx) => {
    const held = await holdTask(tx, caller, id);
    if (held.kind !== 'done') return held;
    await tx.execute(sql`update task set claimed_by = null, claimed_until = null where task.id = ${id}`);
    await tell(tx, id, 'RETURNED', caller, { text: reason });
    return held;
  });
}

/** Locks an open task for this transaction, unless somebody else has it in hand. */
export async function holdTask(tx: Tx, caller: Caller, id: string): Promise<TaskHandled> {
  const [row] = await tx.execute(sql`
    select from task where task.id = ${id} and task.closed_at is null and ${mayDecide(caller.ability)}
      and ${isOpenTo(sql`task.queue`, caller.person)} for update`);
  return row ? ((await inOtherHands(tx, caller, id)) ?? { kind: 'done' }) : { kind: 'not-open' };
}

/** Who else has a task in hand, the task being locked for this transaction; undefined if nobody has, or if there is no
 *  such task. */
export async function inOtherHands(tx: Tx, caller: Caller, id: string): Promise<InOtherHands | undefined> {
  const [row] = await tx.execute<{ person: string; until: string; others: boolean }>(sql`
    select task.claimed_by as person, task.claimed_by <> ${caller.person} and task.claimed_until > now() as others,
           to_char(task.claimed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until
    from task where task.id = ${id} for update`);
  return row?.others ? { kind: 'claimed-by-other', person: row.person, until: row.until } : undefined;
}

/** Said of a task that somebody else has in hand. */
export function handsSentence({ person, until }: InOtherHands): string {
  return `${person} has it in hand until ${until}.`;
}

/** Puts the tasks whose lease has ended back into their queues; passes over those that somebody is at. */
export async function endLeases(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with ended as (
      select task.id, task.claimed_by as person from task
      where task.claimed_by is not null and task.claimed_until <= now() order by task.id
      for update skip locked),
    freed as (
      update task set claimed_by = null, claimed_until = null from ended where task.id = ended.id)
    insert into task_event (task_id, kind, actor, person) select id, 'LEASE_ENDED', 'system', person from ended`);
}

export const leaseEnd = sql`now() + make_interval(mins => ${leaseMinutes}::int)`;

export function mayDecide(ability: Ability): SQL {
  return rowFilter(ability, 'decide Task', { system: sql`task.system` });
}

/** Whether a queue has no members, or the person is one. */
export function isOpenTo(queue: SQL, person: string): SQL {
  return sql`(not exists (select from task_queue_member member where member.queue = ${queue})
    or exists (select from task_queue_member member where member.queue = ${queue} and member.person = ${person}))`;
}

/** Whether what is assigned to somebody is this person’s: their own, or that of one for whom they stand in just now. */
export function forPerson(assignee: SQL, person: string): SQL {
  return sql`(${assignee} = ${person} or exists (
    select from absence where absence.deputy = ${person} and absence.person = ${assignee}
      and absence.starts_at <= now() and now() < absence.ends_at))`;
}

/** Appends what happened to a task, and leaves a notice for those whom it names. */
export async function tell(
  tx: Tx,
  id: string,
  kind: 'CLAIMED' | 'RETURNED' | 'ASSIGNED' | 'SNOOZED' | 'WOKEN' | 'COMMENTED',
  { actor, person }: Caller,
  { text = null, people = null }: { text?: string | null; people?: readonly string[] | null } = {},
): Promise<void> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into task_event (task_id, kind, actor, person, text, people)
    values (${id}, ${kind}, ${actor}, ${person}, ${text}, ${people === null ? null : sql.param([...people])}::text[])
    returning id`);
  if (!row) throw new Error('insert into task_event returned no row');
  if (people) {
    const told = kind === 'ASSIGNED' ? 'ASSIGNED' : 'MENTIONED';
    await leaveNotices(tx, { eventId: row.id, kind: told, people, by: person });
  }
}
