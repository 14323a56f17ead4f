import { eq, max } from 'drizzle-orm';
import type { Db, Tx } from '../db/db.js';
import { change } from './change.table.js';

export interface Act {
  /** Who did it: `key:NAME`, `cli`, `system`. */
  readonly actor: string;
  /** What was done, as a short verb phrase: `import wellstar-supplies`, `map miss`. */
  readonly act: string;
  readonly importId?: string;
}

/** Opens a numbered act in this transaction and hands back its id, which the facts it writes carry. */
export async function recordChange(tx: Tx, act: Act): Promise<number> {
  const [row] = await tx.insert(change).values(act).returning({ id: change.id });
  if (!row) throw new Error('insert into change returned no row');
  return row.id;
}

/** The revision of a committed act, as the decimal string callers see. */
export async function revisionOf(db: Db, changeId: number): Promise<string> {
  const [row] = await db.select({ revision: change.revision }).from(change).where(eq(change.id, changeId));
  if (row?.revision == null) throw new Error(`change ${changeId} has no revision: it is not committed`);
  return String(row.revision);
}

/** The newest published revision, 0 in an empty hub. */
export async function newestRevision(db: Db | Tx): Promise<number> {
  const [row] = await db.select({ revision: max(change.revision) }).from(change);
  return row?.revision ?? 0;
}
