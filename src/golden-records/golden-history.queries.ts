import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/db.js';
import type { Values } from './attribute.js';
import type { Domain } from './domain.js';

/** One act that touched a golden record. */
export interface HistoryAct {
  readonly goldenId: string;
  readonly changeId: number;
  readonly revision: string;
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly importId: string | null;
}

/** Acts that began or ended anything of the golden record `asked`. */
const actsOfRecord = sql`(
  select distinct act.id from (
    select from_change, to_change from golden_version where golden_id = asked.id
    union all select from_change, to_change from membership where golden_id = asked.id and to_change is null
    union all select from_change, to_change from membership where golden_id = asked.id and to_change is not null
    union all select from_change, to_change from golden_redirect where golden_id = asked.id
    union all select from_change, to_change from golden_redirect where survivor_id = asked.id) held
  cross join lateral (values (held.from_change), (held.to_change)) as act(id))`;

/** The last `first` acts before a revision that touched each golden record: what is believed of it, which source records
 *  belong to it, what was merged into it or it into what. The newest first. */
export async function actsOn(
  db: Db,
  goldenIds: readonly string[],
  { first, before }: { first: number; before: number },
): Promise<readonly HistoryAct[]> {
  const rows = await db.execute<
    Omit<HistoryAct, 'changeId'> & { changeId: string } & Record<string, unknown>
  >(sql`
    select asked.id as "goldenId", act.id as "changeId", act.revision::text as revision, act.at, act.actor, act.act,
           act.import_id as "importId"
    from unnest(${sql.param(goldenIds)}::uuid[]) as asked(id)
    cross join lateral (
      select change.* from ${actsOfRecord} touched join change on change.id = touched.id
      where change.revision < ${before} order by change.revision desc limit ${first}) act
    order by act.revision desc`);
  return rows.map((row) => ({ ...row, changeId: Number(row.changeId), at: new Date(row.at).toISOString() }));
}

/** What began and ended with one act on one golden record. */
export interface HistoryRows {
  readonly versions: readonly {
    readonly goldenId: string;
    readonly domain: Domain;
    readonly name: string;
    readonly values: Values;
    readonly from: number;
    readonly to: number | null;
  }[];
  readonly memberships: readonly {
    readonly goldenId: string;
    readonly recordId: string;
    readonly source: string;
    readonly key: string;
    readonly from: number;
    readonly to: number | null;
  }[];
  readonly redirects: readonly {
    readonly goldenId: string;
    readonly survivorId: string;
    readonly from: number;
    readonly to: number | null;
  }[];
}

const acts = sql`from_change::int as "from", to_change::int as "to"`;

/** Everything of some golden records that some acts began or ended. What the same act did both to was never there. */
export async function historyRows(
  db: Db,
  goldenIds: readonly string[],
  changes: readonly number[],
): Promise<HistoryRows> {
  const ids = sql`any(${sql.param(goldenIds)}::uuid[])`;
  const changed = sql`any(${sql.param(changes.map(String))}::bigint[])`;
  const was = sql`to_change is distinct from from_change`;
  const versions = await db.execute<HistoryRows['versions'][number] & Record<string, unknown>>(sql`
    select golden_id as "goldenId", domain, name, values, ${acts} from golden_version
    where golden_id = ${ids} and ${was} and (from_change = ${changed} or to_change = ${changed})`);
  const memberships = await db.execute<HistoryRows['memberships'][number] & Record<string, unknown>>(sql`
    select member.golden_id as "goldenId", record.id::text as "recordId", record.source, record.key, ${acts}
    from (select * from membership where golden_id = ${ids} and to_change is null
          union all select * from membership where golden_id = ${ids} and to_change is not null) member
    join source_record record on record.id = member.record_id
    where ${was} and (member.from_change = ${changed} or member.to_change = ${changed}) order by record.id`);
  const redirects = await db.execute<HistoryRows['redirects'][number] & Record<string, unknown>>(sql`
    select golden_id as "goldenId", survivor_id as "survivorId", ${acts} from golden_redirect
    where (golden_id = ${ids} or survivor_id = ${ids}) and (from_change = ${changed} or to_change = ${changed})
    order by id`);
  return { versions: [...versions], memberships: [...memberships], redirects: [...redirects] };
}
