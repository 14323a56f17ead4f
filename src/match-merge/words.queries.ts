import { sql } from 'drizzle-orm';
import type { Values } from '../golden-records/attribute.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { Word } from './survivorship.js';

/** What the live source records of golden records say, by golden id. */
export async function wordsOf(
  db: Db | Tx,
  goldenIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Word[]>> {
  const rows = await db.execute<{
    goldenId: string;
    versionId: string;
    source: string;
    key: string;
    rank: number;
    said: string;
    values: Values;
  }>(sql`
    select membership.golden_id as "goldenId", version.id as "versionId", record.source, record.key, system.rank,
           version.from_change as said, version.values
    from membership
    join source_record record on record.id = membership.record_id
    join source_system system on system.key = record.source
    join source_record_version version on version.record_id = record.id and version.to_change is null
    where membership.to_change is null and membership.golden_id = any(${sql.param(goldenIds)}::uuid[])`);
  const words = new Map<string, Word[]>(goldenIds.map((id) => [id, []]));
  for (const { goldenId, versionId, said, ...row } of rows)
    words.get(goldenId)?.push({ ...row, versionId: Number(versionId), said: Number(said) });
  return words;
}
