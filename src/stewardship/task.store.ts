import { sql } from 'drizzle-orm';
import { takePendingMisses } from '../crosswalk/miss.store.js';
import type { NoticedUse } from '../crosswalk/releases/retired-use.store.js';
import type { NoticedConflict } from '../match-merge/conflict.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';

const missesARound = 500;

/** Opens a task for every new miss and closes those of answered ones. Taking a miss and writing its task is one
 *  transaction, so a crash between the two leaves neither; several workers at once take different misses.
 *  Returns how many misses were looked at. */
export async function followMisses(db: Db): Promise<number> {
  let looked = 0;
  for (;;) {
    const taken = await transact(db, async (tx) => {
      const misses = await takePendingMisses(tx, missesARound);
      await openTasks(
        tx,
        misses.filter((miss) => miss.open),
      );
      await closeTasks(
        tx,
        misses.filter((miss) => !miss.open).map((miss) => miss.id),
      );
      return misses.length;
    });
    looked += taken;
    if (taken < missesARound) return looked;
  }
}

async function openTasks(tx: Tx, misses: readonly { id: string; outcome: string }[]): Promise<void> {
  if (misses.length === 0) return;
  await tx.execute(sql`
    insert into task (id, kind, miss_id)
    select id, outcome || '_MAPPING', id
    from unnest(${sql.param(misses.map((miss) => miss.id))}::uuid[],
                ${sql.param(misses.map((miss) => (miss.outcome === 'AMBIGUOUS' ? 'AMBIGUOUS' : 'UNRESOLVED')))}::text[])
      as missed(id, outcome)
    order by id
    on conflict (id) do update set kind = excluded.kind, closed_at = null`);
}

/** Closes those of the tasks whose question has been answered. */
export async function closeTasks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    update task set closed_at = now()
    where task.id = any(${sql.param([...ids])}::uuid[]) and task.closed_at is null
      and exists (select from miss where miss.id = task.miss_id and miss.closed_change is not null)`);
}

/** Opens a task for every conflict that is open and closes those of settled ones. */
export async function followTasksOfConflicts(tx: Tx, conflicts: readonly NoticedConflict[]): Promise<void> {
  const idsOf = (open: boolean) =>
    sql.param(conflicts.filter((conflict) => conflict.open === open).map(({ id }) => id));
  await tx.execute(sql`
    insert into task (id, kind, conflict_id)
    select id, 'IDENTIFIER_CONFLICT', id from unnest(${idsOf(true)}::uuid[]) as opened(id) order by id
    on conflict (id) do nothing`);
  await tx.execute(sql`
    update task set closed_at = now() where task.id = any(${idsOf(false)}::uuid[]) and task.closed_at is null`);
}

/** Opens a task for every use of a retired code that is open and closes those of ended ones. */
export async function followTasksOfUses(tx: Tx, uses: readonly NoticedUse[]): Promise<void> {
  const idsOf = (open: boolean) => sql.param(uses.filter((use) => use.open === open).map(({ id }) => id));
  await tx.execute(sql`
    insert into task (id, kind, retired_use_id)
    select id, 'RETIRED_CODE_IN_USE', id from unnest(${idsOf(true)}::uuid[]) as opened(id) order by id
    on conflict (id) do nothing`);
  await tx.execute(sql`
    update task set closed_at = now() where task.id = any(${idsOf(false)}::uuid[]) and task.closed_at is null`);
}

/** Closes the task of a conflict that a person has settled. It may not be there yet: the worker opens it a moment after
 *  the conflict. */
export async function closeTaskOfConflict(tx: Tx, conflictId: string): Promise<void> {
  await tx.execute(sql`
    insert into task (id, kind, conflict_id, closed_at)
    values (${conflictId}, 'IDENTIFIER_CONFLICT', ${conflictId}, now())
    on conflict (id) do update set closed_at = now()`);
}
