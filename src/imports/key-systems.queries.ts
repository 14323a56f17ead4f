import { sql } from 'drizzle-orm';
import { personSource } from '../match-merge/survivorship.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { KeySystem } from './said-record.js';

/** All code systems by key, with what single records need to know of them. */
export async function keySystems(db: Db | Tx): Promise<ReadonlyMap<string, KeySystem>> {
  const rows = await db.execute<KeySystem & Record<string, unknown>>(sql`
    select id, key, title, kind, domain, source, issuer_scoped as "issuerScoped", issuer_form as "issuerForm", format,
           fold_case as "foldCase", strip_leading_zeros as "stripLeadingZeros" from code_system`);
  return new Map(rows.map((system) => [system.key, system]));
}

/** Whether there is such a source system that delivers. People do not: their word would win over every other. */
export async function isSource(db: Db, source: string): Promise<boolean> {
  if (source === personSource) return false;
  const rows = await db.execute(sql`select from source_system where key = ${source}`);
  return rows.length > 0;
}
