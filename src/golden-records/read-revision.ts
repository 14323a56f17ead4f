import { newestRevision } from '../platform/changes/change.store.js';
import type { Db } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';

/** A published revision that a caller gave, a decimal number; null where none is given, which means now. */
export async function readRevision(db: Db, text: string | null | undefined): Promise<number | null> {
  if (text == null) return null;
  if (!/^\d{1,15}$/.test(text)) throw refusal('BAD_ARGUMENT', 'atRevision is a whole number.');
  const revision = Number(text);
  if (revision > (await newestRevision(db)))
    throw refusal('BAD_ARGUMENT', 'atRevision is not published yet.');
  return revision;
}
