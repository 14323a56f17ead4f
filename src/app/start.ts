import { resolve } from 'node:path';
import { childEnvironment } from '../platform/config.js';
import { adminKey } from './admin-key.js';
import { configured } from './configured.js';
import { prepareHub } from './prepare-hub.js';
import { type RunningHub, superviseHub } from './supervisor.js';

/** What `npm start` runs; resolves to the exit code. */
export async function start(): Promise<number> {
  const config = configured();
  const complain = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  const dataDir = resolve(config.CONCORD_DATA);
  const key = adminKey({ given: config.CONCORD_ADMIN_KEY, dataDir, host: config.HOST });
  if (key.kind === 'refused') {
    complain(key.sentence);
    return 1;
  }
  if (key.warning) complain(key.warning);
  return superviseHub({
    host: config.HOST,
    port: config.PORT,
    dataDir,
    ...(config.DATABASE_URL && { databaseUrl: config.DATABASE_URL }),
    ...(config.DATABASE_MIGRATE_URL && { migrateUrl: config.DATABASE_MIGRATE_URL }),
    log: complain,
    print: (text) => void process.stdout.write(`${text}\n`),
    complain,
    migrate: (migrateUrl, appUrl) =>
      prepareHub({
        migrateUrl,
        appUrl,
        adminKey: key.key,
        timeZone: config.CONCORD_TIME_ZONE,
        sampleData: config.CONCORD_SAMPLE_DATA === 'true',
        log: complain,
      }),
    banner: (hub) => banner(hub, key.key),
    childEnv: childEnvironment({ CONCORD_ADMIN_KEY: undefined, DATABASE_MIGRATE_URL: undefined }),
  });
}

function banner({ address, dataKeptIn }: RunningHub, key: string): string {
  const question = '{"system":"wellstar-supply","code":"54925","target":"wellstar-charge"}';
  return `
Concord is ready.

  Address  ${address}
  Key      ${key}
  Data     ${dataKeptIn ?? 'in the database of DATABASE_URL'}

Which charge code is supply 54925?

  curl -s ${address}/resolve -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${question}'

Ctrl-C stops everything.
`;
}
