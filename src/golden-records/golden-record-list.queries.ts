import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../platform/db/db.js';
import type { PageStart } from '../platform/graphql/page.js';
import type { Values } from './attribute.js';
import type { Domain } from './domain.js';
import { type BelievedRecord, believedColumns } from './golden-record.queries.js';

/** Sort value of a golden record in `listRecords`: the id of the row that says what it is called. The name itself stays
 *  out of cursors, which callers keep, log and hand on; and the row never changes, whatever the record is called since. */
export const recordKey = z.tuple([z.string().regex(/^\d{1,18}$/)]);

export interface RecordSearch {
  /** Each is part of the name, in small or capital letters. */
  readonly words: readonly string[];
  /** Or it is one of these. */
  readonly ids: readonly string[];
}

/** Whether any source still says something of a golden record. */
export const recordStates = ['LIVE', 'ENDED'] as const;
export type RecordState = (typeof recordStates)[number];

export interface RecordsAsked {
  readonly domain: Domain;
  readonly search: RecordSearch | null;
  /** Attributes that are believed to be so; of one that holds several texts, that these are among them. */
  readonly values: Values;
  /** Key of a source system of which a source record belongs to it. */
  readonly source: string | null;
  readonly state: RecordState | null;
  /** What later layers ask of `version.golden_id`. */
  readonly also: readonly SQL[];
}

export type ListedRecord = BelievedRecord & { readonly versionId: string };

/** Golden records of a domain by name, one more than asked. It reads `golden_version_by_name` from the cursor on, or what
 *  is asked for by its index where PostgreSQL takes that to be less: `golden_version_values`, `source_record_identity`,
 *  `source_record_end_one_live`, or for a search `golden_version_name_words`, which knows no words of fewer than three
 *  letters. 200,000 records: 2 ms for a word; 61 ms for two letters that stand in no name. */
export async function listRecords(
  db: Db,
  asked: RecordsAsked,
  { first, after }: PageStart<z.infer<typeof recordKey>>,
): Promise<readonly ListedRecord[]> {
  const past = after
    ? [
        sql`(version.name, version.golden_id) > (
          select place.name, place.golden_id from golden_version place where place.id = ${after[0]}::bigint)`,
      ]
    : [];
  const conditions = [
    sql`version.to_change is null and version.domain = ${asked.domain}`,
    ...conditionsOf(asked),
    ...past,
  ];
  return db.execute<ListedRecord & Record<string, unknown>>(sql`
    select ${believedColumns(null)}, version.id::text as "versionId"
    from golden_version version join change on change.id = version.from_change
    where ${sql.join(conditions, sql` and `)}
    order by version.name, version.golden_id limit ${first + 1}`);
}

function conditionsOf({ search, values, source, state, also }: RecordsAsked): SQL[] {
  return [
    ...(search ? [found(search)] : []),
    ...(Object.keys(values).length > 0
      ? [sql`version.values @> ${JSON.stringify(values)}::text::jsonb`]
      : []),
    ...(source === null ? [] : [isSaidBy(source)]),
    ...(state === null ? [] : [state === 'LIVE' ? isLive : sql`${hasEnded} and not ${isLive}`]),
    ...also,
  ];
}

function found({ words, ids }: RecordSearch): SQL {
  const parts = words.map((word) => sql`version.name ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  const named = parts.length > 0 ? sql`(${sql.join(parts, sql` and `)})` : sql`false`;
  return ids.length > 0 ? sql`(${named} or version.golden_id = any(${sql.param(ids)}::uuid[]))` : named;
}

const isSaidBy = (source: string) => sql`version.golden_id in (
  select member.golden_id from source_record record
  join membership member on member.record_id = record.id and member.to_change is null
  where record.source = ${source})`;

/** People alone make no belief: their word on a value does not keep a record alive. */
const isLive = sql`exists (
  select from membership member
  join source_record_version word on word.record_id = member.record_id and word.to_change is null
  where member.golden_id = version.golden_id and member.to_change is null
    and not exists (select from source_record record where record.id = member.record_id
                    and record.source = 'steward'))`;

const hasEnded = sql`version.golden_id in (
  select member.golden_id from source_record_end ended
  join membership member on member.record_id = ended.record_id and member.to_change is null
  where ended.to_change is null)`;
