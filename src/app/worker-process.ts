import { importHandlers, importSweepJob } from '../imports/import.job.js';
import { recordEventHandlers, recordEventSweepJob } from '../imports/record-event.job.js';
import { overrideHandlers, overrideSweepJob } from '../match-merge/overrides.job.js';
import { matchHandlers } from '../match-merge/runs/match.job.js';
import { matchSweepJob } from '../match-merge/runs/match-jobs.js';
import { connect, warmUp } from '../platform/db/db.js';
import { Jobs, startWorker } from '../platform/jobs/jobs.js';
import { logError } from '../platform/telemetry/log.js';
import { conflictHandlers, conflictSweepJob } from '../stewardship/follow-conflicts.job.js';
import { matchingTaskHandlers, matchingTaskSweepJob } from '../stewardship/follow-matching.job.js';
import { missHandlers, missSweepJob } from '../stewardship/follow-misses.job.js';
import { retiredCodeHandlers, retiredCodeSweepJob } from '../stewardship/follow-retired-codes.job.js';
import { type Mail, noticeHandlers, noticeSweepJob } from '../stewardship/notices/notice.job.js';
import { queueHandlers, queueSweepJob } from '../stewardship/queue/queue.job.js';
import { forgetHandlers, forgetJob } from './forget.job.js';
import { registries } from './registries.js';

const importSweepMs = 30_000;
const recordEventSweepMs = 10_000;
const missSweepMs = 10_000;
const conflictSweepMs = 10_000;
const queueSweepMs = 30_000;
const noticeSweepMs = 60_000;
const matchSweepMs = 15_000;
const retiredCodeSweepMs = 10_000;
const matchingTaskSweepMs = 10_000;
const overrideSweepMs = 600_000;

const forgetEveryMs = 3_600_000;

export interface RunningWorkers {
  stop(): Promise<void>;
}

/** Runs the jobs of every layer in this process: files, single records and small upkeep each in a queue of their own, so
 *  that a long file keeps neither a record nor a miss waiting. */
export async function startWorkers({
  databaseUrl,
  redisUrl,
  timeZone,
  mail,
  learnFirst = false,
}: {
  databaseUrl: string;
  timeZone: string;
  redisUrl?: string | undefined;
  mail?: Mail | undefined;
  /** Learns a first draft of a match model where there is none: seconds of a processor, so not in every test. */
  learnFirst?: boolean;
}): Promise<RunningWorkers> {
  const db = connect(databaseUrl, { max: 8, name: 'concord worker', timeZone });
  const options = { databaseUrl, redisUrl, report: (error: unknown) => logError('running a job', error) };
  await warmUp(db);
  const jobs = new Jobs(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  const workers = [
    startWorker('matching', matchHandlers(db, { registries, signal, learnFirst }), options),
    startWorker('imports', importHandlers(db), options),
    startWorker('events', recordEventHandlers(db), options),
    startWorker(
      'upkeep',
      {
        ...missHandlers(db),
        ...conflictHandlers(db),
        ...retiredCodeHandlers(db),
        ...matchingTaskHandlers(db),
        ...overrideHandlers(db),
        ...queueHandlers(db),
        ...noticeHandlers(db, mail),
        ...forgetHandlers(db),
      },
      options,
    ),
  ];
  await jobs.repeat('matching', matchSweepJob, matchSweepMs);
  await jobs.repeat('imports', importSweepJob, importSweepMs);
  await jobs.repeat('events', recordEventSweepJob, recordEventSweepMs);
  await jobs.repeat('upkeep', missSweepJob, missSweepMs);
  await jobs.repeat('upkeep', conflictSweepJob, conflictSweepMs);
  await jobs.repeat('upkeep', queueSweepJob, queueSweepMs);
  await jobs.repeat('upkeep', noticeSweepJob, noticeSweepMs);
  await jobs.repeat('upkeep', retiredCodeSweepJob, retiredCodeSweepMs);
  await jobs.repeat('upkeep', matchingTaskSweepJob, matchingTaskSweepMs);
  await jobs.repeat('upkeep', overrideSweepJob, overrideSweepMs);
  await jobs.repeat('upkeep', forgetJob, forgetEveryMs);
  // What a worker that was killed left behind is looked for now, not at the next turn of the schedule.
  await jobs.nudge('imports', importSweepJob);
  await jobs.nudge('events', recordEventSweepJob);
  await jobs.nudge('upkeep', missSweepJob);
  await jobs.nudge('upkeep', conflictSweepJob);
  await jobs.nudge('upkeep', queueSweepJob);
  await jobs.nudge('upkeep', retiredCodeSweepJob);
  await jobs.nudge('upkeep', overrideSweepJob);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(workers.map((worker) => worker.close()));
      await jobs.close();
      await db.$client.end({ timeout: 5 });
    },
  };
}
