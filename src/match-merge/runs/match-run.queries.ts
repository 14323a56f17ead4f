import { type SQL, sql } from 'drizzle-orm';
import type { Domain } from '../../golden-records/domain.js';
import type { Db, Tx } from '../../platform/db/db.js';
import type { RunKind, RunReport, RunState, StopReason } from './match-run.table.js';

export interface MatchRun {
  readonly id: string;
  readonly domain: Domain;
  readonly modelId: string;
  readonly modelVersion: number;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly revision: number;
  readonly mostMerged: number;
  readonly partitions: number;
  readonly partitionsDone: number;
  readonly pairs: number;
  readonly overfull: number;
  readonly cutShort: number;
  readonly merged: number;
  readonly split: number;
  readonly skipped: number;
  readonly reviews: number;
  readonly report: RunReport | null;
  readonly stopReason: StopReason | null;
  readonly stopDetail: Readonly<Record<string, number>> | null;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

async function runs(db: Db | Tx, which: SQL, limit: number): Promise<MatchRun[]> {
  const rows = await db.execute<MatchRun & Record<string, unknown>>(sql`
    select run.id, run.domain, run.model_id as "modelId", model.version as "modelVersion", run.kind, run.state,
           run.revision, run.most_merged as "mostMerged", parts.*, run.merged, run.split, run.skipped, run.reviews,
           run.report, run.stop_reason as "stopReason", run.stop_detail as "stopDetail", run.started_by as "startedBy",
           run.started_at as "startedAt", run.finished_at as "finishedAt"
    from match_run run join match_model model on model.id = run.model_id
    cross join lateral (
      select count(*)::int as partitions, count(*) filter (where part.state = 'DONE')::int as "partitionsDone",
             coalesce(sum(part.pairs), 0)::int as pairs, coalesce(sum(part.overfull), 0)::int as overfull,
             coalesce(sum(part.cut_short), 0)::int as "cutShort"
      from match_partition part where part.run_id = run.id) parts
    where ${which} order by run.started_at desc, run.id limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    revision: Number(row.revision),
    startedAt: new Date(row.startedAt).toISOString(),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
  }));
}

export async function readRun(db: Db | Tx, id: string): Promise<MatchRun | undefined> {
  return (await runs(db, sql`run.id = ${id}`, 1))[0];
}

/** Runs, the newest first. */
export function listRuns(db: Db, domain: Domain | null, limit: number): Promise<readonly MatchRun[]> {
  return runs(db, domain == null ? sql`true` : sql`run.domain = ${domain}`, limit);
}

export async function runningRuns(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from match_run where state = 'RUNNING' order by started_at, id`);
  return rows.map(({ id }) => id);
}

/** Up to where everything was matched by a model; null where it never was. */
export async function matchedUpTo(db: Db | Tx, modelId: string): Promise<number | null> {
  const [row] = await db.execute<{ revision: string | null }>(sql`
    select max(revision) as revision from match_run
    where model_id = ${modelId} and kind = 'MATCH' and state = 'DONE'`);
  return row?.revision == null ? null : Number(row.revision);
}

export async function pendingOf(db: Db, runId: string, partition: number | null = null): Promise<string[]> {
  const rows = await db.execute<{ thing: string }>(sql`
    select thing from match_pending
    where run_id = ${runId} and ${partition === null ? sql`true` : sql`partition = ${partition}`} order by thing`);
  return rows.map(({ thing }) => thing);
}
