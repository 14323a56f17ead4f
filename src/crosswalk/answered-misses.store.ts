import { type SQL, sql } from 'drizzle-orm';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { parseDay } from './day.js';
import { everyAct, indexAround } from './index/index-around.queries.js';
import { latestActOf } from './latest-act.js';
import type { CodeRole, Purpose } from './vocabulary.js';
import { walk } from './walk.js';

/** Misses looked at in one go: an act closes at most so many, the sweep the rest. */
const mostMisses = 5_000;

/** How long a process may still answer from the revision before an act. */
const indexLag = sql`interval '10 seconds'`;

/** Closes the open misses that the facts, mappings and record codes begun or ended by this act have answered. A miss
 *  that somebody is at is passed over, so that an act never waits for one, nor in a circle; `closeOvertakenMisses` finds
 *  it, and what is over the bound. */
export async function closeAnsweredMisses(tx: Tx, changeId: number): Promise<void> {
  const open = await readMisses(
    tx,
    sql`
    miss.id in (
      select about.id from (${touchedCodes(changeId)}) touched
      cross join lateral (select system_id, issuer, normal from code where code.id = touched.id offset 0) asked
      cross join lateral (
        select miss.id from miss where miss.system_id = asked.system_id and miss.issuer = asked.issuer
          and miss.normal = asked.normal and miss.closed_change is null offset 0) about)`,
  );
  const answered = await answeredAmong(tx, open);
  if (answered.length === 0) return;
  await tx.execute(sql`
    update miss set closed_change = ${changeId}, triage = 'pending'
    where miss.id in (
      select open.id from miss open where open.closed_change is null
        and open.id = any(${sql.param(answered.map(({ id }) => id))}::uuid[])
      for update skip locked)`);
}

/** Closes open misses whose answer was published while their question was on its way to the ledger, so that the act could
 *  not see the miss yet, and those an act had to leave. A miss asked well after the act stays open, for its question was
 *  another one, as of a past day. */
export async function closeOvertakenMisses(db: Db): Promise<void> {
  for (let past: string | undefined = firstId; past !== undefined; ) {
    const after: string = past;
    past = await transact(db, (tx) => closeOvertakenAfter(tx, after));
  }
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** One page of open misses; hands back the last id if there may be more. */
async function closeOvertakenAfter(tx: Tx, past: string): Promise<string | undefined> {
  const open = await readMisses(
    tx,
    sql`
    miss.id > ${past}::uuid
    and miss.last_seen < (select at from change order by revision desc nulls last limit 1) + ${indexLag}`,
  );
  const answered = await answeredAmong(tx, open);
  if (answered.length > 0) {
    await tx.execute(sql`
      update miss set closed_change = overtaken.change_id, triage = 'pending'
      from (select open.id, answered.change_id
            from unnest(${sql.param(answered.map(({ id }) => id))}::uuid[],
                        ${sql.param(answered.map(({ act }) => String(act)))}::bigint[]) as answered(id, change_id)
            join miss open on open.id = answered.id and open.closed_change is null
            join change on change.id = answered.change_id and open.last_seen < change.at + ${indexLag}
            for update of open skip locked) overtaken
      where miss.id = overtaken.id`);
  }
  return open.length === mostMisses ? open.at(-1)?.id : undefined;
}

/** The codes whose questions an act may have answered. From the codes of what it began or ended (and all codes of the
 *  golden records whose codes it changed) the ways of the walk backwards: the codes of the golden records behind them,
 *  the mappings that lead there, and the codes of the golden records behind those. Row by row over indexes (`offset 0`
 *  keeps it so), for within an import the tables have grown since their statistics were made: 60k record codes and 20k
 *  open misses took 56 s as joins. */
function touchedCodes(changeId: number): SQL {
  const recordsOf = (codes: string) => sql`
    select record.id from ${sql.raw(codes)} near_by cross join lateral (
      select golden_id as id from record_code where code_id = near_by.id and to_change is null offset 0) record`;
  const codesOf = (records: string) => sql`
    select code.id from ${sql.raw(records)} behind_it cross join lateral (
      select code_id as id from record_code where golden_id = behind_it.id and to_change is null offset 0) code`;
  return sql`
    with said as materialized (
      select code_id as id from code_fact where from_change = ${changeId}
      union select code_id from code_fact where to_change = ${changeId}
      union select from_code from mapping where from_change = ${changeId}
      union select from_code from mapping where to_change = ${changeId}
      union select code_id from record_code where from_change = ${changeId}
      union select code_id from record_code where to_change = ${changeId}),
    record as materialized (
      select golden_id as id from record_code where from_change = ${changeId}
      union select golden_id from record_code where to_change = ${changeId}
      union ${recordsOf('said')}),
    near as materialized (select id from said union ${codesOf('record')}),
    mapped as materialized (
      select distinct mapping.id from near cross join lateral (
        select from_code as id from mapping where to_code = near.id and to_change is null offset 0) mapping),
    behind as materialized (select distinct id from (${recordsOf('mapped')}) found)
    select id from near union select id from mapped union ${codesOf('behind')}`;
}

type OpenMiss = {
  readonly id: string;
  readonly code: string | null;
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  readonly target: number;
  readonly purpose: Purpose;
  readonly level: CodeRole | null;
  readonly today: string;
};

/** Open misses in the order of their ids, with the code they ask about, if there is one. */
async function readMisses(tx: Tx, which: SQL): Promise<readonly OpenMiss[]> {
  const [row] = await tx.execute<{ any: boolean }>(
    sql`select exists (select from miss where closed_change is null) as any`,
  );
  if (!row?.any) return [];
  return tx.execute<OpenMiss>(sql`
    select miss.id, asked.id as code, miss.system_id as system, miss.issuer, miss.normal,
           miss.target_system_id as target, miss.purpose, policy.level, current_date::text as today
    from miss
    left join lateral (
      select id from code where code.system_id = miss.system_id and code.issuer = miss.issuer
        and code.normal = miss.normal offset 0) asked on true
    left join policy on policy.from_system = miss.system_id and policy.to_system = miss.target_system_id
      and policy.to_change is null
    where miss.closed_change is null and ${which}
    order by miss.id limit ${mostMisses}`);
}

/** Those of some misses that a walk answers today, each with the last act that its answer stands on. None and several
 *  leave a miss open. */
async function answeredAmong(tx: Tx, open: readonly OpenMiss[]): Promise<{ id: string; act: number }[]> {
  const asked = open.filter((miss) => miss.code !== null);
  if (asked.length === 0) return [];
  const index = await indexAround(
    tx,
    asked.map(({ code }) => Number(code)),
  );
  return asked.flatMap(({ id, today, system, issuer, normal, target, purpose, level }) => {
    const question = { system, issuer, normal, target, purpose, level, day: dayOf(today), pin: everyAct };
    const found = walk(index, question);
    return found.kind === 'resolved' ? [{ id, act: latestActOf(index, question, found.road) }] : [];
  });
}

function dayOf(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new Error('a day that is none came from the database');
  return day;
}
