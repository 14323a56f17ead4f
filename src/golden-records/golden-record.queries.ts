import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { asKnown } from '../platform/changes/as-known.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { PageStart } from '../platform/graphql/page.js';
import type { Values, Winners } from './attribute.js';
import type { Domain } from './domain.js';
import { type Basis, goldenVersion, membership } from './golden-record.table.js';
import { sourceRecordVersion } from './source-record.table.js';

/** What the hub believes of one thing, now or as it did at a revision. */
export interface BelievedRecord {
  readonly id: string;
  readonly domain: Domain;
  readonly name: string;
  readonly values: Values;
  readonly winners: Winners;
  /** Of the act it began with. */
  readonly revision: string;
  /** The revision at which it is looked at; null: now. */
  readonly pin: number | null;
}

const columns = (pin: number | null) => sql`
  version.golden_id as id, version.domain, version.name, version.values, version.winners,
  change.revision::text as revision, ${pin}::int as pin`;

/** Golden records by their ids as believed at a revision (null: now), in no order; an id that nothing is believed of is
 *  left out. */
export async function believedRecords(
  db: Db,
  ids: readonly string[],
  pin: number | null,
): Promise<readonly BelievedRecord[]> {
  return db.execute<BelievedRecord & Record<string, unknown>>(sql`
    select ${columns(pin)} from ${asKnown(goldenVersion, pin)} version
    join change on change.id = version.from_change
    where version.golden_id = any(${sql.param(ids)}::uuid[])`);
}

const text = z
  .string()
  .max(255)
  .refine((name) => name.isWellFormed() && !name.includes('\0'));

/** Sort values of a golden record in `listRecords`: its name, its id. */
export const recordKey = z.tuple([text, z.uuid()]);

export interface RecordSearch {
  /** Each is part of the name, in small or capital letters. */
  readonly words: readonly string[];
  /** Or it is one of these. */
  readonly ids: readonly string[];
}

/** Golden records of a domain by name, one more than asked. Without a search it reads `golden_version_by_name` from the
 *  cursor on; with one, PostgreSQL chooses between that and `golden_version_name_words`, which knows no
 *  words of fewer than three letters. 200,000 records: 2 ms for a word; 61 ms for two letters that stand in no name. */
export async function listRecords(
  db: Db,
  domain: Domain,
  search: RecordSearch | null,
  { first, after }: PageStart<z.infer<typeof recordKey>>,
): Promise<readonly BelievedRecord[]> {
  const past = after ? sql`and (version.name, version.golden_id) > (${after[0]}, ${after[1]}::uuid)` : sql``;
  return db.execute<BelievedRecord & Record<string, unknown>>(sql`
    select ${columns(null)} from golden_version version join change on change.id = version.from_change
    where version.to_change is null and version.domain = ${domain} ${search ? sql`and ${found(search)}` : sql``} ${past}
    order by version.name, version.golden_id limit ${first + 1}`);
}

function found({ words, ids }: RecordSearch): SQL {
  const parts = words.map((word) => sql`version.name ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  const named = parts.length > 0 ? sql`(${sql.join(parts, sql` and `)})` : sql`false`;
  return ids.length > 0 ? sql`(${named} or version.golden_id = any(${sql.param(ids)}::uuid[]))` : named;
}

/** A source record of a golden record, with what it says. */
export interface MemberRow {
  readonly goldenId: string;
  readonly id: string;
  readonly source: string;
  readonly sourceTitle: string;
  readonly feed: string;
  readonly domain: Domain;
  readonly issuer: string | null;
  readonly key: string;
  readonly basis: Basis;
  readonly versionId: number;
  readonly values: Values;
  readonly rowNumber: number | null;
  readonly importId: string | null;
  readonly revision: string;
}

/** The source records of golden records with what they said at a revision (null: now), the most trusted source first. */
export async function membersOf(
  db: Db | Tx,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<readonly MemberRow[]> {
  const rows = await db.execute<
    Omit<MemberRow, 'versionId'> & { versionId: string } & Record<string, unknown>
  >(sql`
    select membership.golden_id as "goldenId", record.id::text, record.source, system.title as "sourceTitle",
           record.feed, record.domain, nullif(record.issuer, '') as issuer, record.key, membership.basis,
           version.id as "versionId", version.values, version.row_number as "rowNumber",
           change.import_id as "importId", change.revision::text as revision
    from ${asKnown(membership, pin)} membership
    join source_record record on record.id = membership.record_id
    join source_system system on system.key = record.source
    join ${asKnown(sourceRecordVersion, pin)} version on version.record_id = record.id
    join change on change.id = version.from_change
    where membership.golden_id = any(${sql.param(goldenIds)}::uuid[])
    order by system.rank, record.source, record.id`);
  return rows.map((row) => ({ ...row, versionId: Number(row.versionId) }));
}

/** How many golden records each domain has. */
export async function recordCounts(db: Db): Promise<ReadonlyMap<Domain, number>> {
  const rows = await db.execute<{ domain: Domain; records: number }>(sql`
    select domain, count(*)::int as records from golden_version where to_change is null group by domain`);
  return new Map(rows.map(({ domain, records }) => [domain, records]));
}
