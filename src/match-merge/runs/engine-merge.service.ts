import { audit } from '../../platform/audit/audit.store.js';
import { recordChange } from '../../platform/changes/change.store.js';
import type { Db, Tx } from '../../platform/db/db.js';
import { type Joining, joinPairs, readPair } from '../merge.service.js';
import { mergeAct, splitAct } from '../models/thing.queries.js';
import { placing } from '../placing.store.js';
import type { Explanation } from '../score/explanation.js';
import { planUnmerge, undoMerge } from '../unmerge.service.js';
import { touchedByOthers } from './engine-merge.queries.js';
import { keepDecisions } from './match-decision.store.js';
import { countMerges, countSplit, keepDeciding } from './match-run.store.js';

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
  /** What there was to do is done, or was already: a run that was killed had come that far. `skipped`: of how many
   *  something changed after the run had looked, or a person stands against it: the next run looks again. */
  | { kind: 'acted'; skipped: number }
  /** A file is being applied. */
  | { kind: 'busy' }
  /** The run was paused, cancelled or stopped. */
  | { kind: 'ended' };

export interface EngineMerge {
  readonly survivorId: string;
  readonly mergedId: string;
  readonly explanation: Explanation;
}

/** Joins pairs of golden records by the owning merge, in one act, each with the engine’s judgement and the account of what
 *  ties the two. No golden record is in two of them. */
export async function mergeByEngine(
  db: Db,
  run: ActingRun,
  merges: readonly EngineMerge[],
): Promise<EngineActed> {
  return placed(db, run, async (tx) => {
    const joining: (Joining & EngineMerge)[] = [];
    let skipped = 0;
    for (const merge of merges) {
      const pair = await readPair(tx, merge);
      if (pair.kind === 'refused') {
        if (pair.code !== 'MERGED') skipped++;
        continue;
      }
      const { survivor, merged } = pair;
      const sides = [survivor.members, merged.members] as const;
      if (await touchedByOthers(tx, sides.flat(), run.revision)) skipped++;
      else {
        joining.push({
          ...{ ...merge, survivor, merged, sides, judge: 'ENGINE', basis: 'MATCH' },
          reason: `match run ${run.id}, model version ${run.modelVersion}`,
          seenRevision: run.revision,
        });
      }
    }
    if (joining.length === 0) return skipped;
    const changeId = await recordChange(tx, { actor, act: mergeAct });
    const judgementIds = await joinPairs(tx, joining, changeId);
    await keepDecisions(
      tx,
      run,
      joining.map(({ survivorId, mergedId, explanation }, at) => ({
        ...{ survivorId, mergedId, explanation },
        judgementId: judgementIds[at] as string,
      })),
    );
    await countMerges(tx, run.id, joining.length);
    for (const { survivorId, mergedId } of joining)
      await audit(tx, {
        ...{ actor, act: mergeAct, subject: `GoldenRecord:${survivorId}` },
        detail: { merged: mergedId, run: run.id, modelVersion: run.modelVersion },
      });
    return skipped;
  });
}

/** Undoes a merge of the engine’s own that it would not make any more: the golden record is what it was, by its old id. */
export async function splitByEngine(db: Db, run: ActingRun, mergedId: string): Promise<EngineActed> {
  return placed(db, run, async (tx) => {
    const plan = await planUnmerge(tx, mergedId);
    if (plan.kind === 'refused') return plan.code === 'NOT_MERGED' ? 0 : 1;
    const records = [...plan.moves.map(({ recordId }) => recordId), ...plan.staying];
    if (await touchedByOthers(tx, records, run.revision)) return 1;
    const changeId = await recordChange(tx, { actor, act: splitAct });
    await undoMerge(tx, plan, { mergedId, changeId });
    await countSplit(tx, run.id);
    await audit(tx, {
      ...{ actor, act: splitAct, subject: `GoldenRecord:${plan.survivorId}` },
      detail: { restored: mergedId, run: run.id },
    });
    return 0;
  });
}

/** Acts unless a file is being applied or the run has ended; `act` says how much it skipped. */
async function placed(db: Db, run: ActingRun, act: (tx: Tx) => Promise<number>): Promise<EngineActed> {
  const done = await placing(db, async (tx) => {
    // Also locks the run: who cancels it is told when the act is over, and no act follows.
    if (!(await keepDeciding(tx, run.id, run.leaseMs))) return { kind: 'ended' as const };
    return { kind: 'acted' as const, skipped: await act(tx) };
  });
  return done.kind === 'refused' ? { kind: 'busy' } : done;
}
