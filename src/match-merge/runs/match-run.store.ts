import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { MatchModel } from '../models/match-model.queries.js';
import type { RunKind, RunReport, RunState, StopReason } from './match-run.table.js';

export interface NewRun {
  readonly model: MatchModel;
  readonly kind: RunKind;
  readonly revision: number;
  readonly mostMerged: number;
  readonly startedBy: string;
  /** What it looks at; null: every thing of the domain. */
  readonly things: readonly string[] | null;
  readonly thingsAPartition: number;
}

/** Begins a run: what it looks at, cut into partitions. Undefined while another of its domain goes on, for the database
 *  lets only one. */
export async function insertRun(tx: Tx, run: NewRun): Promise<string | undefined> {
  const { model, kind, revision, mostMerged, startedBy, things, thingsAPartition } = run;
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into match_run (domain, model_id, kind, revision, things, most_merged, started_by)
    values (${model.domain}, ${model.id}, ${kind}, ${revision}, 0, ${mostMerged}, ${startedBy})
    on conflict (domain) where state in ('RUNNING', 'PAUSED') do nothing returning id`);
  if (!row) return undefined;
  const looked = things
    ? sql`select unnest(${sql.param([...things])}::uuid[]) as thing`
    : sql`select distinct membership.golden_id as thing from membership
          where membership.domain = ${model.domain} and membership.basis <> 'MATCH'`;
  await tx.execute(sql`
    insert into match_pending (run_id, thing, partition)
    select ${row.id}, thing, (row_number() over (order by thing) - 1) / ${thingsAPartition}::int
    from (${looked}) looked`);
  await tx.execute(sql`
    insert into match_partition (run_id, number)
    select distinct run_id, partition from match_pending where run_id = ${row.id}`);
  return row.id;
}

/** Takes a partition that nobody works on for `leaseMs`; undefined where none is left to take. Two workers at once take
 *  two. */
export async function takePartition(db: Db, runId: string, leaseMs: number): Promise<number | undefined> {
  const [row] = await db.execute<{ number: number }>(sql`
    update match_partition set taken_until = now() + make_interval(secs => ${leaseMs / 1000})
    where run_id = ${runId} and number = (
      select open.number from match_partition open
      join match_run run on run.id = open.run_id and run.state = 'RUNNING'
      where open.run_id = ${runId} and open.state = 'OPEN' and (open.taken_until is null or open.taken_until <= now())
      order by open.number limit 1 for update of open skip locked)
    returning number`);
  return row?.number;
}

/** Whether every partition of a run is done. */
export async function isScored(db: Db, runId: string): Promise<boolean> {
  const rows = await db.execute(sql`
    select from match_partition where run_id = ${runId} and state = 'OPEN' limit 1`);
  return rows.length === 0;
}

/** Marks a partition done with what was found; false where another worker has done it already. */
export async function finishPartition(
  tx: Tx,
  { runId, number }: { runId: string; number: number },
  found: { pairs: number; overfull: number; cutShort: number },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update match_partition set state = 'DONE', pairs = ${found.pairs}, overfull = ${found.overfull},
           cut_short = ${found.cutShort}
    where run_id = ${runId} and number = ${number} and state = 'OPEN' returning number`);
  return rows.length > 0;
}

/** Takes the deciding of a run for `leaseMs`, or goes on with it; false where somebody else has it. */
export async function takeDeciding(db: Db, runId: string, leaseMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    update match_run set deciding_until = now() + make_interval(secs => ${leaseMs / 1000})
    where id = ${runId} and state = 'RUNNING' and (deciding_until is null or deciding_until <= now()) returning id`);
  return rows.length > 0;
}

/** Keeps the deciding for `leaseMs` more; false where the run was paused or ended meanwhile. */
export async function keepDeciding(db: Db | Tx, runId: string, leaseMs: number): Promise<boolean> {
  const rows = await db.execute(sql`
    update match_run set deciding_until = now() + make_interval(secs => ${leaseMs / 1000})
    where id = ${runId} and state = 'RUNNING' returning id`);
  return rows.length > 0;
}

/** Lets go of the deciding before its time is over. */
export async function releaseDeciding(db: Db, runId: string): Promise<void> {
  await db.execute(sql`update match_run set deciding_until = null where id = ${runId}`);
}

/** Brings a run from one of some states to another; false where it is in none of them. What it looked at is forgotten when
 *  it ends: it stands in the change log. */
export async function moveRun(
  db: Db | Tx,
  runId: string,
  from: readonly RunState[],
  to: Exclude<RunState, 'STOPPED'>,
): Promise<boolean> {
  const ends = to === 'DONE' || to === 'CANCELLED';
  const rows = await db.execute(sql`
    update match_run set state = ${to}, deciding_until = null, finished_at = ${ends ? sql`now()` : sql`null`}
    where id = ${runId} and state = any(${sql.param([...from])}::text[]) returning id`);
  if (rows.length > 0 && ends) await db.execute(sql`delete from match_pending where run_id = ${runId}`);
  return rows.length > 0;
}

/** Ends a run that must not go on, and leaves word for a person. */
export async function stopRun(
  db: Db,
  runId: string,
  { reason, detail }: { reason: StopReason; detail: Readonly<Record<string, number>> },
): Promise<void> {
  await db.execute(sql`
    update match_run set state = 'STOPPED', stop_reason = ${reason}, stop_detail = ${JSON.stringify(detail)}::text::jsonb,
           deciding_until = null, finished_at = now(), triage = 'pending'
    where id = ${runId} and state = 'RUNNING'`);
  await db.execute(sql`delete from match_pending where run_id = ${runId}`);
}

export async function countRun(
  db: Db,
  runId: string,
  counts: { skipped: number; reviews: number },
): Promise<void> {
  await db.execute(sql`
    update match_run set skipped = ${counts.skipped}, reviews = ${counts.reviews} where id = ${runId}`);
}

export async function countMerges(tx: Tx, runId: string, merges: number): Promise<void> {
  await tx.execute(sql`update match_run set merged = merged + ${merges} where id = ${runId}`);
}

export async function countSplit(tx: Tx, runId: string): Promise<void> {
  await tx.execute(sql`update match_run set split = split + 1 where id = ${runId}`);
}

export async function reportRun(db: Db, runId: string, report: RunReport): Promise<void> {
  await db.execute(sql`
    update match_run set report = ${JSON.stringify(report)}::text::jsonb where id = ${runId}`);
}

/** Takes up to `limit` runs that stopped themselves and of which nobody has taken notice. */
export async function takeStoppedRuns(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    update match_run set triage = 'noticed'
    where id in (select pending.id from match_run pending where pending.triage = 'pending'
                 order by pending.id limit ${limit} for update skip locked)
    returning id`);
  return rows.map(({ id }) => id);
}
