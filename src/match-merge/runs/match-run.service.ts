import type { Domain } from '../../golden-records/domain.js';
import { audit } from '../../platform/audit/audit.store.js';
import { newestRevision } from '../../platform/changes/change.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import { activeModel, readModel } from '../models/match-model.queries.js';
import { changedThings } from '../models/thing.queries.js';
import { matchedUpTo } from './match-run.queries.js';
import { insertRun, moveRun } from './match-run.store.js';
import type { RunKind, RunState } from './match-run.table.js';

/** Merges that a run may make without a person, as a share of the things of its domain, unless it is told otherwise. */
export const usuallyMerged = 0.4;

/** Things looked for by one worker at a time: some seconds of work. */
const thingsAPartition = 200;

export interface RunStart {
  readonly domain: Domain;
  readonly kind: RunKind;
  /** The model to run by; the active one unless said. A shadow run may go by any. */
  readonly modelId?: string | null;
  readonly mostMerged?: number;
  readonly actor: string;
  readonly thingsAPartition?: number;
}

export type RunStarted =
  | { kind: 'started'; runId: string }
  | { kind: 'refused'; code: 'NO_MODEL' | 'NOT_ACTIVE' | 'UNDER_WAY' | 'NOTHING_NEW' };

/** Begins a run over everything that is new or changed since its model matched last: over everything where it never has,
 *  and in a shadow run. The work is left to whoever takes its partitions. */
export async function startRun(db: Db, start: RunStart): Promise<RunStarted> {
  const { domain, kind, actor, mostMerged = usuallyMerged } = start;
  const model = start.modelId ? await readModel(db, start.modelId) : await activeModel(db, domain);
  if (model?.domain !== domain) return { kind: 'refused', code: 'NO_MODEL' };
  if (kind === 'MATCH' && model.state !== 'ACTIVE') return { kind: 'refused', code: 'NOT_ACTIVE' };
  const revision = await newestRevision(db);
  const before = kind === 'SHADOW' ? null : await matchedUpTo(db, model.id);
  const things = before === null ? null : await changedThings(db, domain, before, revision);
  if (things?.length === 0) return { kind: 'refused', code: 'NOTHING_NEW' };
  return transact(db, async (tx) => {
    const runId = await insertRun(tx, {
      ...{ model, kind, revision, mostMerged, startedBy: actor, things },
      thingsAPartition: start.thingsAPartition ?? thingsAPartition,
    });
    if (runId === undefined) return { kind: 'refused', code: 'UNDER_WAY' } as const;
    await audit(tx, {
      ...{ actor, act: 'start match run', subject: `MatchRun:${runId}` },
      detail: { domain, kind, modelVersion: model.version },
    });
    return { kind: 'started', runId } as const;
  });
}

const steps = {
  pause: { from: ['RUNNING'], to: 'PAUSED' },
  resume: { from: ['PAUSED'], to: 'RUNNING' },
  cancel: { from: ['RUNNING', 'PAUSED'], to: 'CANCELLED' },
} as const satisfies Record<string, { from: readonly RunState[]; to: RunState }>;
export type RunStep = keyof typeof steps;

/** Pauses, resumes or cancels a run; false where it is not in a state to. What it has joined stays joined. */
export async function stepRun(db: Db, runId: string, step: RunStep, actor: string): Promise<boolean> {
  return transact(db, async (tx) => {
    const { from, to } = steps[step];
    if (!(await moveRun(tx, runId, from, to))) return false;
    await audit(tx, { actor, act: `${step} match run`, subject: `MatchRun:${runId}` });
    return true;
  });
}
