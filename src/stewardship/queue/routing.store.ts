import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import { dueDates } from './due-date.store.js';

/** Opens tasks, or opens them again, and gives each its queue, its person, its place and its due date. `opened` is a
 *  query of (id, kind, cause columns …) as `task` has them, with `domain`, `system`, `facility` and `head_start`, the
 *  minutes by which its own urgency sets it ahead. One statement however many; a task that is open stays where it is. */
export async function openTasks(
  tx: Tx,
  cause: 'miss_id' | 'conflict_id' | 'retired_use_id' | 'review_id' | 'stopped_run_id',
  opened: SQL,
): Promise<void> {
  const rows = await tx.execute<{ id: string; queue: string }>(sql`
    insert into task (id, kind, ${sql.raw(cause)}, domain, system, facility, queue, assignee, urgent_from)
    select opened.id, opened.kind, opened.id, opened.domain, opened.system, opened.facility,
           coalesce(rule.queue, 'inbox'), rule.assignee,
           now() - make_interval(mins => opened.head_start + coalesce(rule.head_start, 0))
    from (${opened}) opened
    left join lateral (
      select routing_rule.queue, routing_rule.assignee, routing_rule.head_start from routing_rule
      where routing_rule.ended_at is null
        and (routing_rule.kind is null or routing_rule.kind = opened.kind)
        and (routing_rule.domain is null or routing_rule.domain = opened.domain)
        and (routing_rule.system is null or routing_rule.system = opened.system)
        and (routing_rule.facility is null or routing_rule.facility = opened.facility)
      order by routing_rule.position limit 1) rule on true
    order by opened.id
    on conflict (id) do update set
      kind = excluded.kind, closed_at = null,
      queue = case when task.closed_at is null then task.queue else excluded.queue end,
      assignee = case when task.closed_at is null then task.assignee else excluded.assignee end,
      urgent_from = case when task.closed_at is null then task.urgent_from else excluded.urgent_from end,
      due_at = case when task.closed_at is null then task.due_at end,
      escalated_at = case when task.closed_at is null then task.escalated_at end
    returning task.id, task.queue`);
  await setDueDates(tx, rows);
}

async function setDueDates(tx: Tx, tasks: readonly { id: string; queue: string }[]): Promise<void> {
  const due = await dueDates(tx, new Set(tasks.map(({ queue }) => queue)));
  const dated = tasks.filter(({ queue }) => due.has(queue));
  if (dated.length === 0) return;
  await tx.execute(sql`
    update task set due_at = dated.due_at
    from unnest(${sql.param(dated.map(({ id }) => id))}::uuid[],
                ${sql.param(dated.map(({ queue }) => due.get(queue)?.toISOString()))}::text[]::timestamptz[]) as dated(id, due_at)
    where task.id = dated.id and task.due_at is null`);
}
