import type { Db, Tx } from '../db/db.js';
import { auditEntry } from './audit-entry.table.js';

export interface AuditedAct {
  readonly actor: string;
  readonly act: string;
  /** What it was done to, as `Noun:id`. */
  readonly subject: string;
  /** Counts, kinds and names; never an input value or a secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Appends one act to the audit, in the transaction that does it. */
export async function audit(db: Db | Tx, { detail = {}, ...act }: AuditedAct): Promise<void> {
  await db.insert(auditEntry).values({ ...act, detail });
}
