import { sql } from 'drizzle-orm';
import type { Domain } from '../golden-records/domain.js';
import type { Tx } from '../platform/db/db.js';
import { standingOf } from './golden-standing.queries.js';
import { type Refused, refused } from './refusal.js';

/** One side of a judgement: a golden record with all its source records, or one source record. */
export type JudgedSide = { readonly goldenId: string } | { readonly recordId: number };

export interface ReadSide {
  readonly kind: 'side';
  readonly domain: Domain;
  readonly records: readonly number[];
  /** The golden record it is or belongs to; null for a source record that has none yet. */
  readonly goldenId: string | null;
}

export async function readSide(tx: Tx, side: JudgedSide): Promise<ReadSide | Refused> {
  if ('goldenId' in side) {
    const found = (await standingOf(tx, [side.goldenId])).get(side.goldenId);
    if (found?.merged) return refused('MERGED');
    if (!found?.stands) return refused('UNKNOWN_RECORD');
    return { kind: 'side', domain: found.domain, records: found.members, goldenId: side.goldenId };
  }
  const [row] = await tx.execute<{ domain: Domain; goldenId: string | null }>(sql`
    select record.domain, membership.golden_id as "goldenId" from source_record record
    left join membership on membership.record_id = record.id and membership.to_change is null
    where record.id = ${side.recordId}`);
  return row ? { kind: 'side', ...row, records: [side.recordId] } : refused('UNKNOWN_RECORD');
}
