import { type SQL, sql } from 'drizzle-orm';
import { recordChange } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { closeAnswered } from './ask-again.store.js';

/** Misses looked at in one go: an act closes at most so many, the sweep the rest. */
const mostMisses = 5_000;

/** Asks everybody again who waits for what the facts, mappings and record codes begun or ended by this act may have
 *  answered, releases whom it answered, and closes the misses that nobody waits for any more. A miss that somebody is at
 *  is passed over, so that an act never waits for one, nor in a circle; `closeOvertakenMisses` finds it, and what is over
 *  the bound. */
export async function closeAnsweredMisses(tx: Tx, changeId: number): Promise<void> {
  await closeTouched(tx, changeId, touchedCodes(changeId));
}

/** The same for an act about packaging, content and billing units: of the codes it is about, and of those that map to one
 *  whose billing unit it changed. */
export async function closeConvertedMisses(tx: Tx, changeId: number): Promise<void> {
  await closeTouched(tx, changeId, convertedCodes(changeId));
}

async function closeTouched(tx: Tx, changeId: number, codes: SQL): Promise<void> {
  const open = await openMisses(
    tx,
    sql`
    miss.closed_change is null and miss.id in (
      select about.id from (${codes}) touched
      cross join lateral (select system_id, issuer, normal from code where code.id = touched.id offset 0) asked
      cross join lateral (
        select miss.id from miss where miss.system_id = asked.system_id and miss.issuer = asked.issuer
          and miss.normal = asked.normal and miss.closed_change is null offset 0) about)`,
  );
  await closeAnswered(tx, open, async () => changeId);
}

/** Releases those whose answer was published while their question was on its way to the ledger, so that the act could not
 *  see them yet, those an act had to leave, and those whom a new day answers. It is an act of its own where it releases
 *  anybody: what is told has a revision, and whoever reads events in their order misses none. */
export async function closeOvertakenMisses(db: Db): Promise<void> {
  for (let past: string | undefined = firstId; past !== undefined; ) {
    const after: string = past;
    past = await transact(db, (tx) => closeOvertakenAfter(tx, after));
  }
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** One page of misses; hands back the last id if there may be more. */
async function closeOvertakenAfter(tx: Tx, past: string): Promise<string | undefined> {
  const open = await openMisses(
    tx,
    sql`miss.id > ${past}::uuid and (miss.closed_change is null or miss.overtaken)`,
  );
  const whole = await closeAnswered(tx, open, () =>
    recordChange(tx, { actor: 'system', act: 'release who waited' }),
  );
  if (whole !== undefined) return whole;
  return open.length === mostMisses ? open.at(-1) : undefined;
}

/** Ids of some misses, in their order. */
async function openMisses(tx: Tx, which: SQL): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select miss.id from miss where ${which} order by miss.id limit ${mostMisses}`);
  return rows.map(({ id }) => id);
}

function convertedCodes(changeId: number): SQL {
  const of = (table: string) => sql`
    select code_id as id from ${sql.raw(table)} where from_change = ${changeId} or to_change = ${changeId}`;
  return sql`
    ${of('packaging_link')} union ${of('content_statement')}
    union select mapping.from_code from (${of('billing_unit')}) billed
    join mapping on mapping.to_code = billed.id and mapping.to_change is null`;
}

/** The codes whose questions an act may have answered. From the codes of what it began or ended (and all codes of the
 *  golden records whose codes or mappings it changed) the ways of the walk backwards: the codes of the golden records
 *  behind them, the mappings that lead there, and the codes of the golden records behind those. Row by row over indexes
 *  (`offset 0` keeps it so), for within an import the tables have grown since their statistics were made: 60k record
 *  codes and 20k open misses took 56 s as joins. */
function touchedCodes(changeId: number): SQL {
  const recordsOf = (codes: string) => sql`
    select record.id from ${sql.raw(codes)} near_by cross join lateral (
      select golden_id as id from record_code where code_id = near_by.id and to_change is null offset 0) record`;
  const codesOf = (records: string) => sql`
    select code.id from ${sql.raw(records)} behind_it cross join lateral (
      select code_id as id from record_code where golden_id = behind_it.id and to_change is null offset 0) code`;
  const mappedTo = (places: string, column: string) => sql`
    select mapping.code, mapping.golden from ${sql.raw(places)} place cross join lateral (
      select from_code as code, from_golden as golden from mapping
      where ${sql.raw(column)} = place.id and to_change is null offset 0) mapping`;
  return sql`
    with said as materialized (
      select code_id as id from code_fact where from_change = ${changeId}
      union select code_id from code_fact where to_change = ${changeId}
      union select from_code from mapping where from_change = ${changeId} and from_code is not null
      union select from_code from mapping where to_change = ${changeId} and from_code is not null
      union select code_id from record_code where from_change = ${changeId}
      union select code_id from record_code where to_change = ${changeId}),
    record as materialized (
      select golden_id as id from record_code where from_change = ${changeId}
      union select golden_id from record_code where to_change = ${changeId}
      union select from_golden from mapping where from_change = ${changeId} and from_golden is not null
      union select from_golden from mapping where to_change = ${changeId} and from_golden is not null
      union ${recordsOf('said')}),
    near as materialized (select id from said union ${codesOf('record')}),
    mapped as materialized (${mappedTo('near', 'to_code')} union ${mappedTo('record', 'to_golden')}),
    mapped_code as materialized (select distinct code as id from mapped where code is not null),
    behind as materialized (
      select distinct golden as id from mapped where golden is not null union ${recordsOf('mapped_code')})
    select id from near union select id from mapped_code union ${codesOf('behind')}`;
}
