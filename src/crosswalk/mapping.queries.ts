import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';

/** Key of the system a mapping starts from. */
export async function mappingSystem(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ key: string }>(sql`
    select code_system.key from mapping
    join code on code.id = mapping.from_code join code_system on code_system.id = code.system_id
    where mapping.id = ${id}`);
  return row?.key;
}
