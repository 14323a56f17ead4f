import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Values } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import type { CarriedCode } from '../golden-records/source-record.table.js';
import type { ConflictKind } from '../match-merge/link-conflict.table.js';
import type { Db } from '../platform/db/db.js';
import type { PageStart } from '../platform/graphql/page.js';

export interface OpenConflictRow {
  readonly id: string;
  readonly kind: ConflictKind;
  readonly openedAt: string;
  readonly recordId: string;
  readonly domain: Domain;
  readonly source: string;
  readonly feed: string;
  readonly key: string;
  readonly values: Values;
  readonly codes: readonly CarriedCode[];
  readonly candidateIds: readonly string[];
}

/** Sort value of a conflict in `openConflicts`: its record’s id, which is live in one conflict at a time. */
export const conflictKey = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Open conflicts in the order of their records, one more than asked. Reads the partial index `link_conflict_one_live`. */
export async function openConflicts(
  db: Db,
  { first, after }: PageStart<z.infer<typeof conflictKey>>,
): Promise<readonly OpenConflictRow[]> {
  const past = after ? sql`and link_conflict.record_id > ${after[0]}::bigint` : sql``;
  return db.execute<OpenConflictRow & Record<string, unknown>>(sql`
    ${conflicts} ${past} order by link_conflict.record_id limit ${first + 1}`);
}

/** One conflict that is open. */
export async function findConflict(db: Db, id: string): Promise<OpenConflictRow | undefined> {
  const [row] = await db.execute<OpenConflictRow & Record<string, unknown>>(sql`
    ${conflicts} and link_conflict.id = ${id}`);
  return row;
}

const conflicts = sql`
    select link_conflict.id, link_conflict.kind, link_conflict.record_id as "recordId",
           link_conflict.candidates as "candidateIds", record.domain, record.source, record.feed, record.key,
           version.values, version.codes,
           to_char(change.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "openedAt"
    from link_conflict
    join change on change.id = link_conflict.from_change
    join source_record record on record.id = link_conflict.record_id
    join source_record_version version on version.record_id = record.id and version.to_change is null
    where link_conflict.to_change is null`;
