import { resolve } from 'node:path';
import type { Config } from '../platform/config.js';
import { joinCluster } from '../platform/postgres/cluster.js';
import { type DatabaseUrls, preparedUrls } from '../platform/postgres/roles.js';
import { openDatabase } from './hub-database.js';

export interface CommandDatabase extends DatabaseUrls {
  close(): Promise<void>;
}

export type OpenedForCommand =
  | { kind: 'open'; database: CommandDatabase }
  | { kind: 'failed'; sentence: string };

/** The hub’s database for a command: the one of DATABASE_URL, or the embedded one, joined if a hub runs it and
 *  started for as long as the command takes if none does. */
export async function commandDatabase(config: Config): Promise<OpenedForCommand> {
  const dataDir = resolve(config.CONCORD_DATA);
  const joined = config.DATABASE_URL ? null : await joinUrls(dataDir);
  if (joined) return { kind: 'open', database: { ...joined, close: async () => {} } };
  const opened = await openDatabase({
    dataDir,
    ...(config.DATABASE_URL && { databaseUrl: config.DATABASE_URL }),
    ...(config.DATABASE_MIGRATE_URL && { migrateUrl: config.DATABASE_MIGRATE_URL }),
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  if ('sentence' in opened) return { kind: 'failed', sentence: opened.sentence };
  return { kind: 'open', database: { ...opened.urls(), close: () => opened.close() } };
}

async function joinUrls(dataDir: string): Promise<DatabaseUrls | null> {
  const join = await joinCluster(dataDir);
  return join.kind === 'joined' ? preparedUrls(join.superuserUrl, { dataDir }) : null;
}
