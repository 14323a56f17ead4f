import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Domain } from '../golden-records/domain.js';
import type { Ability, Caller } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import type { PageStart } from '../platform/graphql/page.js';
import { forPerson } from './queue/claim.store.js';
import type { TaskEventModel, TaskModel } from './task.model.js';
import type { TaskKind } from './task-kind.js';

export type TaskState = 'OPEN' | 'SNOOZED' | 'CLOSED';

export interface TaskFilter {
  readonly state: TaskState;
  readonly queue?: string | null;
  readonly kind?: TaskKind | null;
  readonly domain?: Domain | null;
  readonly system?: string | null;
  readonly facility?: string | null;
  /** Only what is in the caller's hands, or assigned to them or to one they stand in for. */
  readonly mine?: boolean | null;
  /** The beginning of the code that was asked for, in its normal form or as people write it. */
  readonly code?: string | null;
  readonly unclaimed?: boolean | null;
  readonly overdue?: boolean | null;
}

const instant = (column: SQL) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A lease that has ended counts as none, whether or not the task was put back already. */
const columns = sql`
  task.id, task.kind, task.queue, task.domain, task.system, task.facility, task.assignee,
  ${instant(sql`task.urgent_from`)} as "urgentFrom", ${instant(sql`task.due_at`)} as "dueAt",
  task.escalated_at is not null as escalated,
  case when task.claimed_until > now() then task.claimed_by end as "claimedBy",
  case when task.claimed_until > now() then ${instant(sql`task.claimed_until`)} end as "claimedUntil",
  ${instant(sql`task.snoozed_until`)} as "snoozedUntil", ${instant(sql`task.opened_at`)} as "openedAt",
  ${instant(sql`task.closed_at`)} as "closedAt"`;

/** One task the caller may read. */
export async function findTask(db: Db, ability: Ability, id: string): Promise<TaskModel | undefined> {
  const [row] = await db.execute<TaskModel & Record<string, unknown>>(sql`
    select ${columns} from task where task.id = ${id} and ${readable(ability)}`);
  return row;
}

/** Sort values of a task in `tasks`: an instant to the microsecond, and its id. */
export const taskKey = z.tuple([z.string().regex(/^\d{1,17}$/), z.uuid()]);

export type TaskRow = TaskModel & { readonly sortedBy: string };

/** Tasks in the order in which they are taken, the closed ones newest first; one more than asked. Reads `task_open`,
 *  `task_open_of_queue`, `task_snoozed` or `task_closed` from the cursor. */
export async function listTasks(
  db: Db,
  caller: Caller,
  filter: TaskFilter,
  { first, after }: PageStart<z.infer<typeof taskKey>>,
): Promise<readonly TaskRow[]> {
  const { by, descending } = orders[filter.state];
  const direction = descending ? sql`desc` : sql`asc`;
  const past = after
    ? sql`and (${by}, task.id) ${descending ? sql`<` : sql`>`} (${instantOf(after[0])}, ${after[1]}::uuid)`
    : sql``;
  return db.execute<TaskRow & Record<string, unknown>>(sql`
    select ${columns}, (extract(epoch from ${by}) * 1000000)::bigint::text as "sortedBy"
    from task where ${conditions(caller, filter)} ${past}
    order by ${by} ${direction}, task.id ${direction} limit ${first + 1}`);
}

const orders: Readonly<Record<TaskState, { by: SQL; descending: boolean }>> = {
  OPEN: { by: sql`task.urgent_from`, descending: false },
  SNOOZED: { by: sql`task.snoozed_until`, descending: false },
  CLOSED: { by: sql`task.closed_at`, descending: true },
};

const states: Readonly<Record<TaskState, SQL>> = {
  OPEN: sql`task.closed_at is null and task.snoozed_until is null`,
  SNOOZED: sql`task.snoozed_until is not null`,
  CLOSED: sql`task.closed_at is not null`,
};

/** Whole microseconds make an instant exactly; seconds as a floating number would not. */
function instantOf(microseconds: string): SQL {
  return sql`'epoch'::timestamptz + ${microseconds}::bigint * interval '1 microsecond'`;
}

function conditions(caller: Caller, filter: TaskFilter): SQL {
  const equal = (['queue', 'kind', 'domain', 'system', 'facility'] as const).flatMap((name) => {
    const wanted = filter[name];
    return wanted == null ? [] : [sql`task.${sql.raw(name)} = ${wanted}`];
  });
  const mine = sql`(task.claimed_by = ${caller.person} or ${forPerson(sql`task.assignee`, caller.person)})`;
  return sql.join(
    [
      states[filter.state],
      readable(caller.ability),
      ...equal,
      ...(filter.mine ? [mine] : []),
      ...(filter.code ? [ofCode(filter.code.trim())] : []),
      ...(filter.unclaimed
        ? [sql`task.assignee is null and (task.claimed_until is null or task.claimed_until <= now())`]
        : []),
      ...(filter.overdue ? [sql`task.due_at <= now()`] : []),
    ],
    sql` and `,
  );
}

/** Reads `miss_open_code`; the normal form of most systems is in capital letters. */
function ofCode(code: string): SQL {
  const begins = (text: string) => sql`(miss.normal >= ${text} and miss.normal < ${text} || chr(1114111))`;
  return sql`task.miss_id in (
    select miss.id from miss
    where miss.closed_change is null and (${begins(code)} or ${begins(code.toUpperCase())}))`;
}

function readable(ability: Ability): SQL {
  return rowFilter(ability, 'read Task', { system: sql`task.system` });
}

export interface TaskCountRow {
  readonly queue: string;
  readonly kind: TaskKind;
  readonly system: string | null;
  readonly facility: string | null;
  readonly open: number;
  readonly claimed: number;
  readonly snoozed: number;
  readonly overdue: number;
  readonly oldest: string;
}

/** Everything open, counted by queue, kind, system and facility: the backlog and its age. */
export async function countTasks(db: Db, ability: Ability): Promise<TaskCountRow[]> {
  const rows = await db.execute<TaskCountRow & Record<string, unknown>>(sql`
    select task.queue, task.kind, task.system, task.facility, count(*)::int as open,
           count(*) filter (where task.claimed_until > now())::int as claimed,
           count(*) filter (where task.snoozed_until is not null)::int as snoozed,
           count(*) filter (where task.due_at <= now())::int as overdue,
           ${instant(sql`min(task.opened_at)`)} as oldest
    from task where task.closed_at is null and ${readable(ability)}
    group by task.queue, task.kind, task.system, task.facility
    order by count(*) desc, task.queue, task.kind, task.system, task.facility`);
  return [...rows];
}

/** What happened to each of some tasks, the newest first; at most 100 of each. */
export async function eventsOfTasks(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TaskEventModel[]>> {
  const rows = await db.execute<TaskEventModel & { taskId: string } & Record<string, unknown>>(sql`
    select told.* from unnest(${sql.param([...ids])}::uuid[]) as asked(id)
    cross join lateral (
      select task_event.task_id as "taskId", task_event.kind, task_event.person, task_event.text,
             coalesce(task_event.people, '{}') as people, ${instant(sql`task_event.at`)} as at
      from task_event where task_event.task_id = asked.id order by task_event.id desc limit 100) told`);
  const events = new Map<string, TaskEventModel[]>();
  for (const { taskId, ...event } of rows) {
    const known = events.get(taskId);
    if (known) known.push(event);
    else events.set(taskId, [event]);
  }
  return events;
}
