import { audit } from '../../platform/audit/audit.store.js';
import { recordChange } from '../../platform/changes/change.store.js';
import type { Db, Tx } from '../../platform/db/db.js';
import { joinPair, readPair } from '../merge.service.js';
import { mergeAct, splitAct } from '../models/thing.queries.js';
import { placing } from '../placing.store.js';
import type { Explanation } from '../score/explanation.js';
import { planUnmerge, undoMerge } from '../unmerge.service.js';
import { touchedByOthers } from './engine-merge.queries.js';
import { keepDecision } from './match-decision.store.js';
import { countMerge, countSplit, keepDeciding } from './match-run.store.js';

const actor = 'system';

/** Of which run, and what it had seen. */
export interface ActingRun {
  readonly id: string;
  readonly modelId: string;
  readonly modelVersion: number;
  readonly revision: number;
  readonly leaseMs: number;
}

export type EngineActed =
  | 'done'
  /** It is so already: a run that was killed had come that far. */
  | 'already'
  /** Something changed after the run had looked, or a person stands against it: the next run looks again. */
  | 'skipped'
  /** A file is being applied. */
  | 'busy'
  /** The run was paused, cancelled or stopped. */
  | 'ended';

/** Joins two golden records by the owning merge, in one act with the engine’s judgement and the account of the pair that
 *  ties them. */
export async function mergeByEngine(
  db: Db,
  run: ActingRun,
  merge: { survivorId: string; mergedId: string; explanation: Explanation },
): Promise<EngineActed> {
  return placed(db, run, async (tx) => {
    const { survivorId, mergedId, explanation } = merge;
    const pair = await readPair(tx, { survivorId, mergedId });
    if (pair.kind === 'refused') return pair.code === 'MERGED' ? 'already' : 'skipped';
    if (await touchedByOthers(tx, [...pair.survivor.members, ...pair.merged.members], run.revision))
      return 'skipped';
    const changeId = await recordChange(tx, { actor, act: mergeAct });
    const judgementId = await joinPair(
      tx,
      {
        ...{ survivorId, mergedId, survivor: pair.survivor, merged: pair.merged },
        ...{ judge: 'ENGINE', basis: 'MATCH', sides: [pair.survivor.members, pair.merged.members] },
        reason: `match run ${run.id}, model version ${run.modelVersion}`,
        seenRevision: run.revision,
      },
      changeId,
    );
    await keepDecision(tx, {
      judgementId,
      runId: run.id,
      modelId: run.modelId,
      survivorId,
      mergedId,
      explanation,
    });
    await countMerge(tx, run.id);
    await audit(tx, {
      ...{ actor, act: mergeAct, subject: `GoldenRecord:${survivorId}` },
      detail: { merged: mergedId, run: run.id, modelVersion: run.modelVersion },
    });
    return 'done';
  });
}

/** Undoes a merge of the engine’s own that it would not make any more: the golden record is what it was, by its old id. */
export async function splitByEngine(db: Db, run: ActingRun, mergedId: string): Promise<EngineActed> {
  return placed(db, run, async (tx) => {
    const plan = await planUnmerge(tx, mergedId);
    if (plan.kind === 'refused') return plan.code === 'NOT_MERGED' ? 'already' : 'skipped';
    const records = [...plan.moves.map(({ recordId }) => recordId), ...plan.staying];
    if (await touchedByOthers(tx, records, run.revision)) return 'skipped';
    const changeId = await recordChange(tx, { actor, act: splitAct });
    await undoMerge(tx, plan, { mergedId, changeId });
    await countSplit(tx, run.id);
    await audit(tx, {
      ...{ actor, act: splitAct, subject: `GoldenRecord:${plan.survivorId}` },
      detail: { restored: mergedId, run: run.id },
    });
    return 'done';
  });
}

async function placed(db: Db, run: ActingRun, act: (tx: Tx) => Promise<EngineActed>): Promise<EngineActed> {
  const done = await placing(db, async (tx) => {
    // Also locks the run: who cancels it is told when the act is over, and no act follows.
    if (!(await keepDeciding(tx, run.id, run.leaseMs))) return 'ended' as const;
    return act(tx);
  });
  return typeof done === 'string' ? done : 'busy';
}
