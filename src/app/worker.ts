import { mailOf } from './mail.js';
import { runProcess } from './run-process.js';
import { startWorkers } from './worker-process.js';

await runProcess('worker', (config) =>
  startWorkers({
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    timeZone: config.CONCORD_TIME_ZONE,
    mail: mailOf(config),
    learnFirst: true,
  }),
);
