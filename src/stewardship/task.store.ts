import { type Param, type SQL, sql } from 'drizzle-orm';
import { takePendingMisses } from '../crosswalk/miss.store.js';
import type { NoticedUse } from '../crosswalk/releases/retired-use.store.js';
import type { NoticedConflict } from '../match-merge/conflict.store.js';
import type { NoticedReview } from '../match-merge/runs/match-review.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { openTasks } from './queue/routing.store.js';

const missesARound = 500;

/** Opens a task for every new miss and closes those of answered ones. Taking a miss and writing its task is one
 *  transaction, so a crash between the two leaves neither; several workers at once take different misses.
 *  Returns how many misses were looked at. */
export async function followMisses(db: Db): Promise<number> {
  let looked = 0;
  for (;;) {
    const taken = await transact(db, async (tx) => {
      const misses = await takePendingMisses(tx, missesARound);
      await openTasksOfMisses(
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

/** More who ask set a task further ahead: an hour each time their number doubles. */
export async function openTasksOfMisses(tx: Tx, misses: readonly { id: string }[]): Promise<void> {
  if (misses.length === 0) return;
  await openTasks(
    tx,
    'miss_id',
    sql`
    select miss.id, miss.outcome || '_MAPPING' as kind, system.domain, system.key as system, null::text as facility,
           (60 * log(2, miss.count))::int as head_start
    from miss join code_system system on system.id = miss.system_id
    where miss.id = any(${sql.param(misses.map(({ id }) => id))}::uuid[])`,
  );
}

/** Closes those of the tasks whose question has been answered. */
export async function closeTasks(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    update task set ${closed}
    where task.id = any(${sql.param([...ids])}::uuid[]) and task.closed_at is null
      and exists (select from miss where miss.id = task.miss_id and miss.closed_change is not null)`);
}

/** Opens a task for every conflict that is open and closes those of settled ones. */
export async function followTasksOfConflicts(tx: Tx, conflicts: readonly NoticedConflict[]): Promise<void> {
  const idsOf = (open: boolean) =>
    sql.param(conflicts.filter((conflict) => conflict.open === open).map(({ id }) => id));
  await openTasks(tx, 'conflict_id', tasksOfConflicts(idsOf(true)));
  await tx.execute(sql`
    update task set ${closed} where task.id = any(${idsOf(false)}::uuid[]) and task.closed_at is null`);
}

/** Opens a task for every use of a retired code that is open and closes those of ended ones. */
export async function followTasksOfUses(tx: Tx, uses: readonly NoticedUse[]): Promise<void> {
  const idsOf = (open: boolean) => sql.param(uses.filter((use) => use.open === open).map(({ id }) => id));
  await openTasks(
    tx,
    'retired_use_id',
    sql`
    select retired.id, 'RETIRED_CODE_IN_USE' as kind, system.domain, system.key as system, null::text as facility,
           0 as head_start
    from retired_code_use retired join mapping on mapping.id = retired.mapping_id
    join code on code.id = mapping.to_code join code_system system on system.id = code.system_id
    where retired.id = any(${idsOf(true)}::uuid[])`,
  );
  await tx.execute(sql`
    update task set ${closed} where task.id = any(${idsOf(false)}::uuid[]) and task.closed_at is null`);
}

/** Opens a task for every review that is open and closes those of decided and overtaken ones. */
export async function followTasksOfReviews(tx: Tx, reviews: readonly NoticedReview[]): Promise<void> {
  const idsOf = (open: boolean) =>
    sql.param(reviews.filter((review) => review.open === open).map(({ id }) => id));
  await openTasks(tx, 'review_id', tasksOfReviews(idsOf(true)));
  await tx.execute(sql`
    update task set ${closed} where task.id = any(${idsOf(false)}::uuid[]) and task.closed_at is null`);
}

/** Closes the task of a review that a person has decided. It may not be there yet, as that of a conflict. */
export async function closeTaskOfReview(tx: Tx, reviewId: string): Promise<void> {
  await openTasks(tx, 'review_id', tasksOfReviews(sql.param([reviewId])));
  await tx.execute(sql`update task set ${closed} where task.id = ${reviewId}`);
}

/** A stopped run goes a day ahead: until somebody looks, nothing of its domain is matched. */
export async function openTasksOfStoppedRuns(tx: Tx, runs: readonly string[]): Promise<void> {
  if (runs.length === 0) return;
  await openTasks(
    tx,
    'stopped_run_id',
    sql`
    select run.id, 'MATCH_RUN_STOPPED' as kind, run.domain, null::text as system, null::text as facility,
           24 * 60 as head_start
    from match_run run where run.id = any(${sql.param([...runs])}::uuid[])`,
  );
}

/** Closes the tasks of stopped runs after which another of their domain came to its end. */
export async function closeTasksOfOvertakenRuns(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update task set ${closed} from match_run stopped
    where task.kind = 'MATCH_RUN_STOPPED' and task.closed_at is null and stopped.id = task.stopped_run_id
      and exists (
        select from match_run later where later.domain = stopped.domain and later.started_at > stopped.started_at
          and later.kind = 'MATCH' and later.state = 'DONE')`);
}

/** Closes the task of a conflict that a person has settled. It may not be there yet: the worker opens it a moment after
 *  the conflict. */
export async function closeTaskOfConflict(tx: Tx, conflictId: string): Promise<void> {
  await openTasks(tx, 'conflict_id', tasksOfConflicts(sql.param([conflictId])));
  await tx.execute(sql`update task set ${closed} where task.id = ${conflictId}`);
}

function tasksOfReviews(ids: SQL | Param): SQL {
  return sql`
    select review.id, 'MATCH_REVIEW' as kind, review.domain, null::text as system, null::text as facility,
           0 as head_start
    from match_review review where review.id = any(${ids}::uuid[])`;
}

function tasksOfConflicts(ids: SQL | Param): SQL {
  return sql`
    select link_conflict.id, 'IDENTIFIER_CONFLICT' as kind, record.domain, record.source as system,
           null::text as facility, 0 as head_start
    from link_conflict join source_record record on record.id = link_conflict.record_id
    where link_conflict.id = any(${ids}::uuid[])`;
}

/** What a closed task is: in nobody’s hands and out of sight of none. */
const closed = sql`closed_at = now(), claimed_by = null, claimed_until = null, snoozed_until = null`;
