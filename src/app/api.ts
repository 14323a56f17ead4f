import { existsSync } from 'node:fs';
import { logError } from '../platform/telemetry/log.js';
import { type RunningApi, startApi } from './api-server.js';
import { runAsChild } from './child.js';
import { configured } from './configured.js';
import { folders } from './home.js';

const config = configured();
let api: RunningApi | undefined;
const control = runAsChild({ stop: async () => api?.stop() });

if (!config.DATABASE_URL) {
  control.fail('The API process needs DATABASE_URL; `npm start` sets it.');
} else {
  try {
    api = await startApi({
      databaseUrl: config.DATABASE_URL,
      redisUrl: config.REDIS_URL,
      host: config.HOST,
      port: config.PORT,
      timeZone: config.CONCORD_TIME_ZONE,
      maxUploadBytes: config.CONCORD_MAX_UPLOAD_MIB * 1024 * 1024,
      ...(existsSync(folders.web) && { webFolder: folders.web }),
    });
    control.ready();
  } catch (error) {
    logError('starting the API', error);
    process.exit(1);
  }
}
