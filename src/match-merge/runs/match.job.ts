import type { Db } from '../../platform/db/db.js';
import type { Handlers } from '../../platform/jobs/jobs.js';
import { learnFirstModels } from '../models/learn.service.js';
import { matchedDomains } from '../models/match-columns.js';
import { matchRunJob, matchSweepJob } from './match-jobs.js';
import { runningRuns } from './match-run.queries.js';
import { startRun } from './match-run.service.js';
import { MatchWorker, type MatchWorkerOptions } from './match-worker.js';

export interface MatchJobOptions extends MatchWorkerOptions {
  /** Learns a first draft of every domain that has enough things and none. */
  readonly learnFirst?: boolean;
}

/** Works on runs: when told of one, and now and then on whatever goes on, so that a worker that died loses nobody’s work.
 *  What is new in a domain with an active model is matched by the sweep; nothing is where a person has activated none. */
export function matchHandlers(db: Db, options: MatchJobOptions): Handlers {
  const worker = new MatchWorker(db, options);
  const { registries, signal, learnFirst = false } = options;
  const sweep = async () => {
    if (learnFirst) await learnFirstModels(db, { registries, signal });
    for (const domain of matchedDomains) await startRun(db, { domain, kind: 'MATCH', actor: 'system' });
    for (const run of await runningRuns(db)) await worker.work(run);
  };
  const unlessStopped = async (work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  };
  return {
    [matchRunJob]: (id) => unlessStopped(worker.work(id)),
    [matchSweepJob]: () => unlessStopped(sweep()),
  };
}
