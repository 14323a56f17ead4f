import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Caller } from '../access/ability.js';
import { may } from '../access/ability.js';
import { rowFilter } from '../access/row-filter.js';
import type { Db } from '../db/db.js';
import { type Page, type PageStart, pageOf } from '../graphql/page.js';
import type { EventModel } from './event.model.js';

/** Sort values of an event: its revision, its place within the act. */
export const eventKey = z.tuple([z.string().regex(/^\d{1,18}$/), z.string().regex(/^\d{1,18}$/)]);

type EventRow = Omit<EventModel, 'data'> & { data: unknown; position: string } & Record<string, unknown>;

/** Events in the order of revisions, from one on. Those who may read everybody’s see them in the systems open to them;
 *  all others the ones that are for them. */
export async function eventsAfter(
  db: Db,
  caller: Caller,
  { first, after, types }: PageStart<z.infer<typeof eventKey>> & { types: readonly string[] | null },
): Promise<Page<EventModel>> {
  const past = after
    ? sql`(event.revision, event.position) > (${after[0]}::bigint, ${after[1]}::bigint)`
    : sql`event.revision > 0`;
  const wanted = types ? sql`and event.type = any(${sql.param([...types])}::text[])` : sql``;
  const rows = await db.execute<EventRow>(sql`
    select event.id, event.type, event.recipient, event.revision::text as revision, event.position::text as position,
           event.data, to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from event where ${past} and ${readable(caller)} ${wanted}
    order by event.revision, event.position limit ${first + 1}`);
  return pageOf(
    rows,
    first,
    (row) => [row.revision, row.position],
    ({ position: _, data, ...row }) => ({ ...row, data: JSON.stringify(data) }),
  );
}

function readable({ ability, actor }: Caller): SQL {
  const own = sql`event.recipient = ${actor}`;
  if (!may(ability, 'read EventOfOthers')) return own;
  return sql`(${own} or ${rowFilter(ability, 'read EventOfOthers', { system: sql`event.system` })})`;
}
