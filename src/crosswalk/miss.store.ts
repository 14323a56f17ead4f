import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { type Db, sqlState, sqlStates, type Tx, transact } from '../platform/db/db.js';
import { type MissSighting, mergeSightings } from './miss-sighting.js';
import { recordWaiters } from './miss-waiter.store.js';

/** A group of misses that is written once, however often it is handed in. */
export interface MissBatch {
  readonly id: string;
  /** ISO instant at which they were asked. */
  readonly at: string;
  readonly sightings: readonly MissSighting[];
}

/** Writes a group of misses, one row each however often they were asked. A miss that was closed opens again, unless
 *  the question was asked before the closing act was known. Rows are written in id order, so that processes never
 *  wait for each other in a circle. */
export async function recordMisses(db: Db, sightings: readonly MissSighting[]): Promise<void> {
  await recordBatch(db, { id: v7(), at: new Date().toISOString(), sightings });
}

/** The same for a group that may have been written before, by an attempt whose end nobody saw. */
export function recordBatch(db: Db, batch: MissBatch): Promise<void> {
  return recordBatches(db, [batch]);
}

/** The same for several groups in one transaction. */
export async function recordBatches(db: Db, batches: readonly MissBatch[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(db, (tx) => writeMisses(tx, batches));
    } catch (error) {
      // Two processes that write the same new miss at once meet at the index of the id, where `on conflict` settles
      // it, or at that of its identity, where it cannot: then the other one has committed and the miss is there.
      if (sqlState(error) !== sqlStates.uniqueViolation || attempt === mostAttempts) throw error;
    }
  }
}

const mostAttempts = 5;

async function writeMisses(tx: Tx, batches: readonly MissBatch[]): Promise<void> {
  const fresh = await newBatches(tx, batches);
  if (fresh.length === 0) return;
  const sightings = mergeSightings(fresh.flatMap((batch) => batch.sightings));
  const times = fresh.map(({ at }) => at).sort();
  const asked = { first: times[0] ?? '', last: times.at(-1) ?? '' };
  const rows = sightings.sort((a, b) => (a.id < b.id ? -1 : 1));
  const column = <T>(pick: (row: MissSighting) => T) => sql.param(rows.map(pick));
  await tx.execute(sql`
    insert into miss (id, system_id, issuer, normal, target_system_id, purpose, written, outcome, problem, on_miss,
                      first_seen, last_seen, count, triage)
    select seen.*, ${asked.first}::timestamptz, ${asked.last}::timestamptz, n, case when seen.on_miss = 'TASK' then 'pending' else 'noticed' end
    from (select * from unnest(
      ${column((row) => row.id)}::uuid[], ${column((row) => row.systemId)}::int[],
      ${column((row) => row.issuer)}::text[], ${column((row) => row.normal)}::text[],
      ${column((row) => row.targetSystemId)}::int[], ${column((row) => row.purpose)}::text[],
      ${column((row) => row.written)}::text[], ${column((row) => row.outcome)}::text[],
      ${column((row) => row.problem)}::text[], ${column((row) => row.onMiss)}::text[]
    ) as seen(id, system_id, issuer, normal, target_system_id, purpose, written, outcome, problem, on_miss)) seen
    join unnest(${column((row) => row.id)}::uuid[], ${column(countOf)}::bigint[]) as counted(id, n)
      using (id)
    order by id
    on conflict (id) do update set
      count = miss.count + excluded.count, first_seen = least(miss.first_seen, excluded.first_seen),
      last_seen = greatest(miss.last_seen, excluded.last_seen), written = excluded.written,
      outcome = excluded.outcome, problem = excluded.problem, on_miss = excluded.on_miss,
      triage = case when excluded.on_miss = 'TASK'
                      and (miss.outcome <> excluded.outcome or miss.on_miss <> excluded.on_miss)
                    then 'pending' else miss.triage end`);
  await tx.execute(sql`
    update miss set closed_change = null, triage = case miss.on_miss when 'TASK' then 'pending' else miss.triage end
    from unnest(${column((row) => row.id)}::uuid[], ${column((row) => row.revision)}::bigint[]) as asked(id, revision)
    join miss closed on closed.id = asked.id
    join change on change.id = closed.closed_change and change.revision <= asked.revision
    where miss.id = asked.id`);
  const callers = rows.flatMap(callersOf);
  await tx.execute(sql`
    insert into miss_caller (miss_id, caller, last_seen, count)
    select id, caller, ${asked.last}::timestamptz, n from unnest(
      ${sql.param(callers.map((row) => row.id))}::uuid[], ${sql.param(callers.map((row) => row.caller))}::text[],
      ${sql.param(callers.map((row) => row.count))}::bigint[]) as asked(id, caller, n)
    order by id, caller
    on conflict (miss_id, caller) do update set
      count = miss_caller.count + excluded.count,
      last_seen = greatest(miss_caller.last_seen, excluded.last_seen)`);
  const waiters = rows.flatMap(({ id, waiters }) => waiters.map((waiter) => ({ missId: id, waiter })));
  await recordWaiters(tx, waiters, asked.last);
}

/** Those groups that are not on the ledger yet; two who hand one in at once: the second waits and finds it there. */
async function newBatches(tx: Tx, batches: readonly MissBatch[]): Promise<MissBatch[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    insert into miss_batch (id, at)
    select id, at::timestamptz from unnest(${sql.param(batches.map(({ id }) => id))}::uuid[],
                                           ${sql.param(batches.map(({ at }) => at))}::text[]) as asked(id, at)
    order by id on conflict do nothing returning id`);
  const fresh = new Set(rows.map(({ id }) => id));
  return batches.filter(({ id }) => fresh.has(id));
}

/** Forgets which groups are on the ledger, of those so old that nobody hands them in again. */
export async function forgetOldBatches(db: Db): Promise<void> {
  await db.execute(sql`delete from miss_batch where at < now() - make_interval(days => ${daysOfBatches})`);
}

const daysOfBatches = 90;

function countOf({ waiters }: MissSighting): number {
  return waiters.reduce((sum, { count }) => sum + count, 0);
}

function callersOf({ id, waiters }: MissSighting) {
  const counts = new Map<string, number>();
  for (const { caller, count } of waiters) counts.set(caller, (counts.get(caller) ?? 0) + count);
  return [...counts].map(([caller, count]) => ({ id, caller, count }));
}

export type PendingMiss = { id: string; outcome: 'UNRESOLVED' | 'AMBIGUOUS'; open: boolean };

/** Takes misses that no later layer has noticed yet; two takers at once get different ones. */
export async function takePendingMisses(tx: Tx, limit: number): Promise<PendingMiss[]> {
  const rows = await tx.execute<PendingMiss>(sql`
    update miss set triage = 'noticed'
    where miss.id in (select pending.id from miss pending where pending.triage = 'pending'
                      order by pending.first_seen limit ${limit} for update skip locked)
    returning miss.id, miss.outcome, miss.closed_change is null as open`);
  return [...rows];
}

/** Locks a miss for this transaction; false if it has been answered. Two stewards at once: the second finds it so. */
export async function claimOpenMiss(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`select from miss where miss.id = ${id} and miss.closed_change is null for update`,
  );
  return rows.length > 0;
}
