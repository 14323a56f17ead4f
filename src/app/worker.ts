import { logError } from '../platform/telemetry/log.js';
import { runAsChild } from './child.js';
import { configured } from './configured.js';
import { type RunningWorkers, startWorkers } from './worker-process.js';

const config = configured();
let workers: RunningWorkers | undefined;
const control = runAsChild({ stop: async () => workers?.stop() });

if (!config.DATABASE_URL) {
  control.fail('The worker process needs DATABASE_URL; `npm start` sets it.');
} else {
  try {
    workers = await startWorkers({ databaseUrl: config.DATABASE_URL, redisUrl: config.REDIS_URL });
    control.ready();
  } catch (error) {
    logError('starting the worker', error);
    process.exit(1);
  }
}
