import { sql } from 'drizzle-orm';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import type { TaskModel } from './task.model.js';

/** One task the caller may read. */
export async function findTask(db: Db, ability: Ability, id: string): Promise<TaskModel | undefined> {
  const [row] = await db.execute<TaskModel & Record<string, unknown>>(sql`
    select task.id, task.kind,
           to_char(task.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "openedAt",
           to_char(task.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt"
    from task left join miss on miss.id = task.miss_id left join code_system on code_system.id = miss.system_id
    where task.id = ${id} and ${rowFilter(ability, 'read Task', { system: sql`code_system.key` })}`);
  return row;
}
