import { type SQL, sql } from 'drizzle-orm';
import type { Domain } from '../golden-records/domain.js';
import type { HistoryAct } from '../golden-records/golden-history.queries.js';
import type { Db } from '../platform/db/db.js';
import type { TouchedBy } from './golden-change.js';

export interface TouchedRecord extends HistoryAct, TouchedBy {
  readonly domain: Domain;
}

/** Where the change log is read on: after this golden record of this revision; without one, after the whole revision. */
export interface LogPlace {
  readonly revision: number;
  readonly goldenId: string | null;
}

/** Acts looked through for one page: the next page goes on behind them, so that a long run of acts on nothing golden is
 *  no long question. */
const mostActs = 2_000;

const firstId = '00000000-0000-0000-0000-000000000000';

/** Every column by which an act touches a golden record; each has an index by act and golden id. */
const touching = [
  ['golden_version', 'from_change', 'golden_id'],
  ['golden_version', 'to_change', 'golden_id'],
  ['membership', 'from_change', 'golden_id'],
  ['membership', 'to_change', 'golden_id'],
  ['record_code', 'from_change', 'golden_id'],
  ['record_code', 'to_change', 'golden_id'],
  ['golden_redirect', 'from_change', 'golden_id'],
  ['golden_redirect', 'to_change', 'golden_id'],
  ['golden_redirect', 'from_change', 'survivor_id'],
  ['golden_redirect', 'to_change', 'survivor_id'],
  ['relation', 'from_change', 'from_golden'],
  ['relation', 'to_change', 'from_golden'],
  ['relation', 'from_change', 'to_golden'],
  ['relation', 'to_change', 'to_golden'],
] as const;

/** The first golden records after an id that the act `looked` touched: merged out of its indexes, so that a page in the
 *  middle of an act on a million costs what any other does. Each is stepped through from id to id: a supplier of a
 *  hundred thousand items is touched by as many relations. */
function touchedBy(after: SQL, most: number): SQL {
  const branches = touching.map(([table, act, id]) => {
    const [from, column] = [sql.raw(table), sql.raw(id)];
    const next = (behind: SQL) => sql`(
      select ${from}.${column} from ${from} where ${from}.${sql.raw(act)} = looked.id and ${from}.${column} > ${behind}
      order by ${from}.${column} limit 1)`;
    return sql`(
      with recursive stepped as (
        select ${next(after)} as golden_id
        union all select ${next(sql`stepped.golden_id`)} from stepped where stepped.golden_id is not null)
      select golden_id from stepped where golden_id is not null limit ${most})`;
  });
  return sql`
    select distinct golden_id from (${sql.join(branches, sql` union all `)}) each order by golden_id limit ${most}`;
}

/** The acts that a page may speak of, from the one it begins with or in. */
const looked = ({ revision, goldenId }: LogPlace, until: SQL) => sql`(
  select id, revision, at, actor, act, import_id from change
  where change.revision >= ${goldenId === null ? revision + 1 : revision} ${until}
  order by change.revision limit ${mostActs})`;

export interface LogReach {
  /** The last act that a page may speak of. */
  readonly revision: number;
  /** Whether it is the newest there is. */
  readonly isAll: boolean;
  readonly newest: number;
}

/** How far a page may reach: asked before it is read, so that nothing published meanwhile is passed over. */
export async function logReach(db: Db, start: LogPlace): Promise<LogReach> {
  const [row] = await db.execute<{ revision: string | null; acts: number; newest: string | null }>(sql`
    select max(looked.revision)::text as revision, count(*)::int as acts,
           (select max(revision) from change)::text as newest
    from ${looked(start, sql``)} looked`);
  return {
    revision: Number(row?.revision ?? start.revision),
    isAll: (row?.acts ?? 0) < mostActs,
    newest: Number(row?.newest ?? 0),
  };
}

/** What the acts up to a revision touched after a place in the change log, one row an act and golden record, by revision and
 *  id; one more than asked. Whatever is published later stands behind all of it. */
export async function touchedRecords(
  db: Db,
  start: LogPlace,
  { first, until }: { first: number; until: number },
): Promise<readonly TouchedRecord[]> {
  const { revision, goldenId } = start;
  const after = sql`case when looked.revision = ${revision} then ${goldenId ?? firstId}::uuid else ${firstId}::uuid end`;
  const rows = await db.execute<
    Omit<TouchedRecord, 'changeId'> & { changeId: string } & Record<string, unknown>
  >(sql`
    with page as materialized (
      select looked.*, touched.golden_id from ${looked(start, sql`and change.revision <= ${until}`)} looked
      cross join lateral (${touchedBy(after, first + 1)}) touched
      order by looked.revision, touched.golden_id limit ${first + 1})
    select page.golden_id as "goldenId", page.id as "changeId", page.revision::text as revision, page.at, page.actor,
           page.act, page.import_id as "importId", golden.domain, golden.from_change = page.id as "isMade",
           ${sql.join(
             [
               began('golden_version', 'begun'),
               over('golden_version', 'ended'),
               sql`${isTouched('record_code', 'from_change')} or ${isTouched('record_code', 'to_change')} as codes`,
               sql`${relationTouched} as relations`,
             ],
             sql`, `,
           )},
           exists (
             select from membership gone where gone.golden_id = page.golden_id and gone.to_change = page.id
               and (exists (select from membership came where came.record_id = gone.record_id and came.to_change is null
                            and came.from_change = page.id and came.golden_id <> gone.golden_id)
                 or exists (select from membership came where came.record_id = gone.record_id
                            and came.to_change is not null
                            and came.from_change = page.id and came.golden_id <> gone.golden_id))) as "movedAway"
    from page join golden_record golden on golden.id = page.golden_id
    order by page.revision, page.golden_id`);
  return rows.map((row) => ({ ...row, changeId: Number(row.changeId), at: new Date(row.at).toISOString() }));
}

const isTouched = (table: string, act: string, id = 'golden_id') => sql`exists (
  select from ${sql.raw(table)} held where held.${sql.raw(id)} = page.golden_id and held.${sql.raw(act)} = page.id
    and held.to_change is distinct from held.from_change)`;
const relationTouched = sql.join(
  (['from_golden', 'to_golden'] as const).flatMap((end) =>
    (['from_change', 'to_change'] as const).map((act) => isTouched('relation', act, end)),
  ),
  sql` or `,
);
const began = (table: string, name: string) => sql`${isTouched(table, 'from_change')} as ${sql.raw(name)}`;
const over = (table: string, name: string) => sql`${isTouched(table, 'to_change')} as ${sql.raw(name)}`;
