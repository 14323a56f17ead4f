import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db, Tx } from '../platform/db/db.js';
import type { RecordEventState } from './record-event.table.js';
import type { RecordOutcome } from './record-outcome.js';

/** An event as it stands: what became of it, if anything has. */
export interface KeptEvent {
  readonly id: string;
  readonly state: RecordEventState;
  readonly outcomes: readonly RecordOutcome[] | null;
  readonly problem: string | null;
  /** Revision that published it; null if nothing was new. */
  readonly revision: string | null;
}

/** Keeps the body of an event before anything is made of it; the same event again is the one that is there. */
export async function keepEvent(
  db: Db,
  { source, eventId, body, actor }: { source: string; eventId?: string; body: Uint8Array; actor: string },
): Promise<{ id: string; isNew: boolean }> {
  const named = eventId ?? `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const id = v7();
  const kept = await db.execute<{ id: string }>(sql`
    insert into record_event (id, source, event_id, body, actor)
    values (${id}, ${source}, ${named}, ${sql.param(Buffer.from(body))}, ${actor})
    on conflict (source, event_id) do nothing returning id`);
  if (kept.length > 0) return { id, isNew: true };
  const [known] = await db.execute<{ id: string }>(sql`
    select id from record_event where source = ${source} and event_id = ${named}`);
  if (!known) throw new Error('an event that is there cannot be read');
  return { id: known.id, isNew: false };
}

/** Takes an event to its end, or waits for whoever is at it; its body if nothing has been made of it yet. */
export async function lockEvent(
  tx: Tx,
  id: string,
): Promise<{ source: string; actor: string; body: Buffer } | undefined> {
  const [event] = await tx.execute<{
    source: string;
    actor: string;
    body: Buffer;
    state: RecordEventState;
  }>(sql`
    select source, actor, body, state from record_event where id = ${id} for update`);
  return event?.state === 'RECEIVED' ? event : undefined;
}

export async function endEvent(
  tx: Tx,
  id: string,
  end: { outcomes: readonly RecordOutcome[]; changeId: number | null } | { problem: string },
): Promise<void> {
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

/** Events that nothing has been made of yet, the oldest first. */
export async function unfinishedEvents(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from record_event where state = 'RECEIVED' order by received_at limit 100`);
  return rows.map(({ id }) => id);
}
