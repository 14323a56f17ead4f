/** Programs that some suites need beyond Node; `npm test` says which of them are missing. */
export const browser = '/usr/bin/chromium';
export const redisServer = '/usr/bin/redis-server';
export const debianPostgres = '/usr/lib/postgresql/15/bin/postgres';
