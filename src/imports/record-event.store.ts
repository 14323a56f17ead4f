import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db, Tx } from '../platform/db/db.js';
import type { RecordEventState } from './record-event.table.js';
import type { RecordOutcome } from './record-outcome.js';

/** An event in the line of its source. */
export interface QueuedEvent {
  readonly id: string;
  readonly source: string;
  readonly position: number;
}

/** An event as it stands: what became of it, if anything has. */
export interface KeptEvent {
  readonly id: string;
  readonly state: RecordEventState;
  readonly outcomes: readonly RecordOutcome[] | null;
  readonly problem: string | null;
  /** Revision that published it; null if nothing was new. */
  readonly revision: string | null;
}

export type Keeping =
  | { kind: 'kept'; event: QueuedEvent; isNew: boolean }
  /** The sender has given this id to another body before. */
  | { kind: 'id-taken' };

/** Keeps the body of an event before anything is made of it. The same event again, by its id, is the one that is there;
 *  what has no id is news every time. */
export async function keepEvent(
  db: Db,
  { source, eventId, body, actor }: { source: string; eventId?: string; body: Uint8Array; actor: string },
): Promise<Keeping> {
  const id = v7();
  const [kept] = await db.execute<{ position: string }>(sql`
    insert into record_event (id, source, event_id, body, actor)
    values (${id}, ${source}, ${eventId ?? null}, ${sql.param(Buffer.from(body))}, ${actor})
    on conflict (source, event_id) do nothing returning position`);
  if (kept) return { kind: 'kept', event: { id, source, position: Number(kept.position) }, isNew: true };
  const [known] = await db.execute<{ id: string; position: string; same: boolean }>(sql`
    select id, position, body = ${sql.param(Buffer.from(body))} as same from record_event
    where source = ${source} and event_id = ${eventId ?? null}`);
  if (!known) throw new Error('an event that is there cannot be read');
  if (!known.same) return { kind: 'id-taken' };
  return {
    kind: 'kept',
    event: { id: known.id, source, position: Number(known.position) },
    isNew: false,
  };
}

export interface KeptBody {
  readonly id: string;
  readonly source: string;
  readonly actor: string;
  readonly body: Buffer;
}

/** The first event of a source that nothing has been made of yet, of those up to a position. Nobody else is at it while
 *  this transaction has its turn (`takeTurn`). */
export async function firstInLine(tx: Tx, source: string, position: number): Promise<KeptBody | undefined> {
  const [event] = await tx.execute<KeptBody & Record<string, unknown>>(sql`
    select id, source, actor, body from record_event
    where source = ${source} and state = 'RECEIVED' and position <= ${position}
    order by position limit 1 for update`);
  return event;
}

/** Whether something has been made of an event, or it has been refused. */
export async function isOver(db: Db, id: string): Promise<boolean> {
  const [event] = await db.execute<{ over: boolean }>(sql`
    select state <> 'RECEIVED' as over from record_event where id = ${id}`);
  return event?.over ?? true;
}

/** Counts that applying an event has failed; after so many times it is refused, for others wait behind it. */
export async function noteFailure(db: Db, id: string, most: number): Promise<void> {
  await db.execute(sql`
    update record_event
    set failures = failures + 1,
        state = case when failures + 1 < ${most} then state else 'REFUSED' end,
        problem = case when failures + 1 < ${most} then problem
                       else 'Applying it failed again and again; none of its records was taken.' end,
        finished_at = case when failures + 1 < ${most} then finished_at else clock_timestamp() end
    where id = ${id} and state = 'RECEIVED'`);
}

export type EventEnd =
  | { readonly outcomes: readonly RecordOutcome[]; readonly changeId: number | null }
  | { readonly problem: string };

export async function endEvent(tx: Tx, id: string, end: EventEnd): Promise<void> {
  await ('problem' in end
    ? tx.execute(sql`
        update record_event set state = 'REFUSED', problem = ${end.problem}, finished_at = clock_timestamp()
        where id = ${id}`)
    : tx.execute(sql`
        update record_event set state = 'APPLIED', outcomes = ${JSON.stringify(end.outcomes)}::text::jsonb,
          change_id = ${end.changeId}, finished_at = clock_timestamp()
        where id = ${id}`));
}

/** An event as it stands, of those that `actor` sent. */
export async function findEvent(db: Db, id: string, actor: string): Promise<KeptEvent | undefined> {
  const [event] = await db.execute<KeptEvent & Record<string, unknown>>(sql`
    select event.id, event.state, event.outcomes, event.problem, change.revision::text as revision
    from record_event event left join change on change.id = event.change_id
    where event.id = ${id} and event.actor = ${actor}`);
  return event;
}

/** An event, by its id. */
export async function queuedEvent(db: Db, id: string): Promise<QueuedEvent | undefined> {
  const [event] = await db.execute<{ source: string; position: string }>(sql`
    select source, position from record_event where id = ${id}`);
  return event && { id, source: event.source, position: Number(event.position) };
}

/** The last event of each source in which one waits that nothing has been made of yet. */
export async function unfinishedEvents(db: Db): Promise<QueuedEvent[]> {
  const rows = await db.execute<{ id: string; source: string; position: string }>(sql`
    select distinct on (source) id, source, position from record_event
    where state = 'RECEIVED' order by source, position desc`);
  return rows.map(({ position, ...event }) => ({ ...event, position: Number(position) }));
}
