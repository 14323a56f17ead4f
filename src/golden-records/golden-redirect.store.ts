import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import type { Domain } from './domain.js';

/** Leads a golden id to a survivor from an act on. */
export async function leadTo(
  tx: Tx,
  { mergedId, survivorId, domain }: { mergedId: string; survivorId: string; domain: Domain },
  changeId: number,
): Promise<void> {
  await tx.execute(sql`
    insert into golden_redirect (golden_id, survivor_id, domain, from_change)
    values (${mergedId}, ${survivorId}, ${domain}, ${changeId})`);
}

/** Leads a golden id nowhere any more. */
export async function endRedirect(tx: Tx, mergedId: string, changeId: number): Promise<void> {
  await tx.execute(sql`
    update golden_redirect set to_change = ${changeId}
    where golden_redirect.golden_id = ${mergedId} and golden_redirect.to_change is null`);
}
