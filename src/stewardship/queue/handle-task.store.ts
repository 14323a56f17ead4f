import { sql } from 'drizzle-orm';
import type { Caller } from '../../platform/access/ability.js';
import { type Db, type Tx, transact } from '../../platform/db/db.js';
import { holdTask, type TaskHandled, tell } from './claim.store.js';

/** Puts a task out of sight until an instant to come, and out of the caller’s hands. */
export async function snoozeTask(
  db: Db,
  caller: Caller,
  { id, until, reason }: { id: string; until: Date; reason: string | null },
): Promise<TaskHandled> {
  return handle(db, caller, id, async (tx) => {
    await tx.execute(sql`
      update task set snoozed_until = ${until.toISOString()}, claimed_by = null, claimed_until = null
      where task.id = ${id}`);
    await tell(tx, id, 'SNOOZED', caller, { text: reason });
  });
}

/** Gives a task to a person, or to nobody in particular, perhaps in another queue. */
export async function assignTask(
  db: Db,
  caller: Caller,
  {
    id,
    person,
    queue,
    reason,
  }: { id: string; person: string | null; queue: string | null; reason: string | null },
): Promise<TaskHandled | { kind: 'no-such-queue' }> {
  return transact(db, async (tx) => {
    const held = await holdTask(tx, caller, id);
    if (held.kind !== 'done') return held;
    if (queue !== null) {
      const [known] = await tx.execute(sql`select from task_queue where task_queue.key = ${queue}`);
      if (!known) return { kind: 'no-such-queue' };
    }
    await tx.execute(sql`
      update task set assignee = ${person}, queue = coalesce(${queue}, task.queue), claimed_by = null, claimed_until = null
      where task.id = ${id}`);
    await tell(tx, id, 'ASSIGNED', caller, { text: reason, people: person === null ? null : [person] });
    return held;
  });
}

/** Appends what a person has to say, and whom it is meant for. Anybody who may decide may say it, whoever has the task. */
export async function commentOnTask(
  db: Db,
  caller: Caller,
  { id, text, mentions }: { id: string; text: string; mentions: readonly string[] },
): Promise<TaskHandled> {
  return transact(db, async (tx) => {
    const held = await holdTask(tx, caller, id);
    if (held.kind === 'not-open') return held;
    await tell(tx, id, 'COMMENTED', caller, { text, people: mentions.length > 0 ? mentions : null });
    return { kind: 'done' };
  });
}

async function handle(
  db: Db,
  caller: Caller,
  id: string,
  work: (tx: Tx) => Promise<void>,
): Promise<TaskHandled> {
  return transact(db, async (tx) => {
    const held = await holdTask(tx, caller, id);
    if (held.kind === 'done') await work(tx);
    return held;
  });
}

/** Shows again what was put away until now. Returns how many. */
export async function wakeTasks(db: Db): Promise<number> {
  const rows = await db.execute(sql`
    with woken as (
      select task.id from task where task.snoozed_until <= now() and task.closed_at is null
      order by task.snoozed_until limit 10000 for update skip locked),
    shown as (update task set snoozed_until = null from woken where task.id = woken.id)
    insert into task_event (task_id, kind, actor) select id, 'WOKEN', 'system' from woken returning task_id`);
  return rows.length;
}

/** Moves overdue tasks to the queue that theirs escalates to, each once, however many workers look at once. Returns how
 *  many. */
export async function escalateTasks(db: Db): Promise<number> {
  const rows = await db.execute(sql`
    with overdue as (
      select task.id, task.queue, coalesce(task_queue.escalates_to, task.queue) as onward
      from task join task_queue on task_queue.key = task.queue
      where task.due_at <= now() and task.closed_at is null and task.escalated_at is null
      order by task.due_at limit 10000 for update of task skip locked),
    moved as (
      update task set escalated_at = now(), queue = overdue.onward,
        assignee = case when overdue.onward = overdue.queue then task.assignee end
      from overdue where task.id = overdue.id)
    insert into task_event (task_id, kind, actor, detail)
    select id, 'ESCALATED', 'system', jsonb_build_object('from', queue, 'to', onward) from overdue returning task_id`);
  return rows.length;
}
