import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import type { Domain } from './domain.js';

/** A new golden record of which nothing is believed yet; its id. */
export async function makeGoldenRecord(tx: Tx, domain: Domain, changeId: number): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into golden_record (domain, from_change) values (${domain}, ${changeId}) returning id`);
  if (!row) throw new Error('insert into golden_record returned no row');
  return row.id;
}
