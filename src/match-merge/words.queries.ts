import { sql } from 'drizzle-orm';
import type { Values } from '../golden-records/attribute.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { Word } from './survivorship.js';

/** What the source records of golden records say, by golden id; with an act, what those that belong there now said when
 *  it had been published. */
export async function wordsOf(
  db: Db | Tx,
  goldenIds: readonly string[],
  act: number | null = null,
): Promise<ReadonlyMap<string, readonly Word[]>> {
  const rows = await db.execute<{
    goldenId: string;
    versionId: string;
    source: string;
    key: string;
    rank: number;
    said: string;
    act: string;
    values: Values;
  }>(sql`
    select membership.golden_id as "goldenId", version.id as "versionId", record.source, record.key, system.rank,
           (extract(epoch from version.said_at) * 1000000)::bigint as said, version.from_change as act, version.values
    from membership
    join source_record record on record.id = membership.record_id
    join source_system system on system.key = record.source
    join source_record_version version on version.record_id = record.id
      and ${act === null ? sql`version.to_change is null` : sql`version.from_change <= ${act} and (version.to_change is null or version.to_change > ${act})`}
    where membership.to_change is null and membership.golden_id = any(${sql.param(goldenIds)}::uuid[])`);
  const words = new Map<string, Word[]>(goldenIds.map((id) => [id, []]));
  for (const { goldenId, versionId, said, act, ...row } of rows)
    words.get(goldenId)?.push({ ...row, versionId: Number(versionId), said: Number(said), act: Number(act) });
  return words;
}
