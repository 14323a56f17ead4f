import { existsSync } from 'node:fs';
import { startApi } from './api-server.js';
import { folders } from './home.js';
import { runProcess } from './run-process.js';

await runProcess('API', (config) =>
  startApi({
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    host: config.HOST,
    port: config.PORT,
    timeZone: config.CONCORD_TIME_ZONE,
    maxUploadBytes: config.CONCORD_MAX_UPLOAD_MIB * 1024 * 1024,
    ...(existsSync(folders.web) && { webFolder: folders.web }),
  }),
);
