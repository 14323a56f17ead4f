import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import type { ContextKey } from './context-key.js';

/** Declares a context key; false if there is one of its name. */
export async function insertContextKey(
  tx: Tx,
  { key, title, domain, system, values }: Omit<ContextKey, 'id' | 'since'>,
  changeId: number,
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into context_key (key, title, domain, system_id, values, from_change)
    values (${key}, ${title}, ${domain}, ${system}, ${values === null ? null : sql.param([...values])}::text[],
            ${changeId})
    on conflict (key) do nothing returning id`);
  return rows.length > 0;
}
