import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import { mostWaitersOfMiss, type Waiter, type WaiterAsked } from './waiter.js';

/** Writes down who waits for misses whose rows this transaction has locked, which keeps the cap exact: who is over it is
 *  counted on the miss. One that was released waits again, unless it was asked before the releasing act was known. A
 *  waiter that comes to a miss which was answered meanwhile is left for the sweep (`overtaken`). */
export async function recordWaiters(
  tx: Tx,
  asked: readonly { readonly missId: string; readonly waiter: WaiterAsked }[],
  at: string,
): Promise<void> {
  const rows = [...asked].sort((a, b) => (a.waiter.id < b.waiter.id ? -1 : 1));
  const column = <T>(pick: (row: (typeof rows)[number]) => T) => sql.param(rows.map(pick));
  await tx.execute(sql`
    with asked as (
      select * from unnest(
        ${column(({ waiter }) => waiter.id)}::uuid[], ${column(({ missId }) => missId)}::uuid[],
        ${column(({ waiter }) => waiter.caller)}::text[],
        ${column(({ waiter }) => JSON.stringify(waiter.context))}::text[],
        ${column(({ waiter }) => waiter.asOf)}::text[], ${column(({ waiter }) => waiter.quantity)}::text[],
        ${column(({ waiter }) => waiter.unit)}::text[], ${column(({ waiter }) => waiter.ref)}::text[],
        ${column(({ waiter }) => waiter.revision)}::bigint[], ${column(({ waiter }) => waiter.count)}::bigint[])
        as asked(id, miss_id, caller, context, as_of, quantity, unit, ref, revision, n)),
    again as (
      update miss_waiter set count = miss_waiter.count + asked.n, last_asked = greatest(last_asked, ${at}::timestamptz),
        released_change = case when (select revision from change where id = miss_waiter.released_change) <= asked.revision
                          then null else miss_waiter.released_change end
      from asked where miss_waiter.id = asked.id
      returning miss_waiter.id),
    placed as (
      select asked.*, row_number() over (partition by miss_id order by id)
                      + (select count(*) from miss_waiter waiting
                         where waiting.miss_id = asked.miss_id and waiting.released_change is null) as place
      from asked where asked.id not in (select id from again)),
    kept as (
      insert into miss_waiter (id, miss_id, caller, context, as_of, quantity, unit, ref, count,
                               first_asked, last_asked)
      select id, miss_id, caller, context::jsonb, as_of::date, quantity, unit, ref, n, ${at}::timestamptz, ${at}::timestamptz
      from placed where place <= ${mostWaitersOfMiss})
    update miss set turned_away = turned_away + over.n
    from (select miss_id, sum(n) as n from placed where place > ${mostWaitersOfMiss} group by miss_id) over
    where miss.id = over.miss_id`);
  await tx.execute(sql`
    update miss set overtaken = true
    where miss.id = any(${sql.param([...new Set(rows.map(({ missId }) => missId))])}::uuid[])
      and miss.closed_change is not null and ${stillWaiting}`);
}

const stillWaiting: SQL = sql`
  exists (select from miss_waiter waiting where waiting.miss_id = miss.id and waiting.released_change is null)`;

export interface Waiting extends Waiter {
  readonly id: string;
  readonly missId: string;
  readonly count: number;
  readonly lastAsked: string;
}

/** Who waits for some misses, in the order of misses. A whole number of misses is read: of those handed in, the ones
 *  up to `whole`, which is undefined if it is all of them. */
export async function readWaiting(
  tx: Tx,
  missIds: readonly string[],
  most: number,
): Promise<{ waiting: readonly Waiting[]; whole: string | undefined }> {
  const rows = await tx.execute<Omit<Waiting, 'count'> & { count: string }>(sql`
    select id, miss_id as "missId", caller, context, as_of::text as "asOf", quantity, unit, ref, count,
           to_char(last_asked at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastAsked"
    from miss_waiter
    where miss_id = any(${sql.param([...missIds])}::uuid[]) and released_change is null
    order by miss_id, id limit ${most + 1}`);
  const waiting = rows.map((row) => ({ ...row, count: Number(row.count) }));
  const cut = waiting.length > most ? waiting.at(-1)?.missId : undefined;
  if (cut === undefined) return { waiting, whole: undefined };
  const before = waiting.filter(({ missId }) => missId !== cut);
  return { waiting: before, whole: before.at(-1)?.missId };
}

/** Locks those of some misses that nobody else is at. */
export async function lockMisses(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    select miss.id from miss where miss.id = any(${sql.param([...ids])}::uuid[])
      and (miss.closed_change is null or miss.overtaken)
    order by miss.id for update skip locked`);
  return new Set(rows.map(({ id }) => id));
}

/** Releases waiters by an act; the ids of those that had not been. */
export async function releaseWaiters(
  tx: Tx,
  ids: readonly string[],
  changeId: number,
): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    update miss_waiter set released_change = ${changeId}
    where id = any(${sql.param([...ids])}::uuid[]) and released_change is null returning id`);
  return new Set(rows.map(({ id }) => id));
}

/** Closes those of some locked misses for which nobody waits any more; one that was closed and is waited for opens again. */
export async function closeUnawaited(tx: Tx, ids: readonly string[], changeId: number): Promise<void> {
  const among = sql`miss.id = any(${sql.param([...ids])}::uuid[])`;
  await tx.execute(sql`
    update miss set closed_change = ${changeId}, triage = 'pending', overtaken = false
    where ${among} and not ${stillWaiting}`);
  await reopenAwaited(tx, ids);
}

/** Opens those of some locked misses again that were closed and are waited for all the same. */
export async function reopenAwaited(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update miss set closed_change = null, overtaken = false,
      triage = case miss.on_miss when 'TASK' then 'pending' else miss.triage end
    where miss.id = any(${sql.param([...ids])}::uuid[]) and miss.overtaken and ${stillWaiting}`);
}
