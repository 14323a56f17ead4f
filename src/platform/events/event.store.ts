import { sql } from 'drizzle-orm';
import type { Tx } from '../db/db.js';

export interface NewEvent {
  /** Made of what it tells, so that the same thing is never told twice. */
  readonly id: string;
  /** As `mapping.resolved.v1`. */
  readonly type: string;
  /** Whom it is for, an actor. */
  readonly recipient: string;
  /** Code system it is about. */
  readonly system: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Puts events of an act into the outbox, in their order and in its transaction: they are out when it commits, and never
 *  if it does not. */
export async function appendEvents(tx: Tx, changeId: number, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const column = (pick: (event: NewEvent) => string) => sql.param(events.map(pick));
  await tx.execute(sql`
    insert into event (id, type, recipient, system, data, change_id)
    select told.id, told.type, told.recipient, told.system, told.data::jsonb, ${changeId}
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ type }) => type)}::text[],
                ${column(({ recipient }) => recipient)}::text[], ${column(({ system }) => system)}::text[],
                ${column(({ data }) => JSON.stringify(data))}::text[])
      with ordinality as told(id, type, recipient, system, data, place)
    order by told.place
    on conflict (id) do nothing`);
}
