import { sql } from 'drizzle-orm';
import { touchedRecords } from '../../src/crosswalk/golden-change.queries.js';
import { believeAnew } from '../../src/match-merge/believe-anew.store.js';
import { touchGolden } from '../../src/match-merge/value-override.store.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../../src/platform/db/db.js';

/** What sources said and people decided, act by act. What the hub believes is not among it. */
const ledger = [
  'golden_record',
  'source_record_version',
  'source_record_end',
  'membership',
  'golden_redirect',
  'survivorship_rule',
  'value_override',
] as const;
type Table = (typeof ledger)[number];

type Row = Readonly<Record<string, unknown>> & {
  readonly from_change: number;
  readonly to_change?: number | null;
};

interface Act {
  readonly id: number;
  readonly revision: number;
  readonly row: string;
}

/** Does again, in an empty hub, what a hub was told and decided, act after act in the order of revisions, and believes
 *  anew after each what the change log names. Both hubs began alike; `since` is the revision at which they did. */
export async function replay(from: Db, to: Db, since: number): Promise<void> {
  const acts = await actsOf(from, since);
  const touched = await touchedBy(from, since);
  const rows = new Map<Table, readonly Row[]>();
  for (const table of ledger) rows.set(table, await rowsOf(from, table));
  await insert(to, 'source_record', await rowsOf(from, 'source_record'));
  for (const act of acts) {
    await transact(to, async (tx) => {
      await insert(tx, 'change', [JSON.parse(act.row)]);
      for (const [table, all] of rows) await replayRows(tx, table, all, act.id);
      await touchGolden(tx, touched.get(act.id) ?? []);
      await believeAnew(tx, act.id);
    });
  }
}

async function actsOf(db: Db, since: number): Promise<readonly Act[]> {
  const rows = await db.execute<{ id: string; revision: string; row: string }>(sql`
    select id, revision, row_to_json(change)::text as row from change where revision > ${since} order by revision`);
  return rows.map(({ id, revision, row }) => ({ id: Number(id), revision: Number(revision), row }));
}

/** The golden records that the change log names for each act. */
async function touchedBy(db: Db, since: number): Promise<ReadonlyMap<number, readonly string[]>> {
  const until = await newestRevision(db);
  const touched = new Map<number, string[]>();
  for (let place = { revision: since, goldenId: null as string | null }; ; ) {
    const page = await touchedRecords(db, place, { first: 100, until });
    for (const { changeId, goldenId } of page.slice(0, 100))
      touched.set(changeId, [...(touched.get(changeId) ?? []), goldenId]);
    const last = page[99];
    if (page.length <= 100 || !last) return touched;
    place = { revision: Number(last.revision), goldenId: last.goldenId };
  }
}

async function rowsOf(db: Db, table: Table | 'source_record'): Promise<readonly Row[]> {
  const rows = await db.execute<{ row: string }>(
    sql`select row_to_json(held)::text as row from ${sql.raw(table)} held`,
  );
  return rows.map(({ row }) => JSON.parse(row) as Row);
}

async function replayRows(tx: Tx, table: Table, rows: readonly Row[], act: number): Promise<void> {
  const over = rows.filter((row) => row.to_change === act && row.from_change !== act);
  const because = table === 'value_override' ? sql`, ended_because = over.ended_because` : sql``;
  if (over.length > 0) {
    await tx.execute(sql`
      update ${sql.raw(table)} held set to_change = ${act} ${because}
      from jsonb_populate_recordset(null::${sql.raw(table)}, ${JSON.stringify(over)}::text::jsonb) over
      where held.id = over.id`);
  }
  const begun = rows
    .filter((row) => row.from_change === act)
    .map((row) => (row.to_change === act || row.to_change == null ? row : asItBegan(row)));
  await insert(tx, table, begun);
}

const asItBegan = (row: Row): Row => ({
  ...row,
  to_change: null,
  ...('ended_because' in row && { ended_because: null }),
});

async function insert(db: Db | Tx, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = sql.raw(Object.keys(rows[0] ?? {}).join(', '));
  await db.execute(sql`
    insert into ${sql.raw(table)} (${columns}) overriding system value
    select ${columns} from jsonb_populate_recordset(null::${sql.raw(table)}, ${JSON.stringify(rows)}::text::jsonb)`);
}

/** Everything that was ever believed of golden records, from which act to which. */
export async function beliefsEver(db: Db): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select row(golden_id, domain, name, values, winners, from_change, to_change)::text as line from golden_version
    where to_change is distinct from from_change order by 1`);
  return rows.map(({ line }) => line);
}
