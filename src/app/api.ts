import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openIndex } from './api-index.js';
import { folders } from './home.js';
import { runProcess } from './run-process.js';

// Most of a start is the loading of these modules: it begins at once and goes on while the index is read.
const loading = import('./api-server.js');

await runProcess('API', async (config) => {
  const options = {
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    host: config.HOST,
    port: config.PORT,
    timeZone: config.CONCORD_TIME_ZONE,
    signingSecrets: config.CONCORD_SIGNING_SECRETS,
    idempotencyHours: config.CONCORD_IDEMPOTENCY_HOURS,
    journalFolder: resolve(config.CONCORD_DATA, 'journal'),
    journalBytes: config.CONCORD_JOURNAL_MIB * 1024 * 1024,
    maxUploadBytes: config.CONCORD_MAX_UPLOAD_MIB * 1024 * 1024,
    ...(existsSync(folders.web) && { webFolder: folders.web }),
  };
  const opened = openIndex(options);
  const { startApi } = await loading;
  return startApi(options, opened);
});
