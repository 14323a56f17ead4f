import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { connect, type Db } from '../../src/platform/db/db.js';
import { Cluster, startCluster } from '../../src/platform/postgres/cluster.js';
import { makeTemplate, testApp, testOwner, urlOf } from '../support/template.js';

export interface BenchDb {
  /** As the role that runs. */
  readonly db: Db;
  readonly appUrl: string;
  readonly superuserUrl: string;
  close(): Promise<void>;
}

export interface BenchServer {
  /** A migrated database of its own. */
  open(): Promise<BenchDb>;
  stop(): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A PostgreSQL server in a temporary folder, as durable as the real one: figures without fsync would flatter. */
export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'concord-bench-'));
  const cluster = await startCluster({ dataDir, log: () => {}, durable: true });
  if (!(cluster instanceof Cluster)) throw new Error(cluster.sentence);
  const interrupted = () => void stop().finally(() => process.exit(130));
  const stop = async () => {
    for (const signal of signals) process.off(signal, interrupted);
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
    // As root the server keeps its files where `nobody` reaches them.
    rmSync(cluster.place.pgData, { recursive: true, force: true });
  };
  for (const signal of signals) process.once(signal, interrupted);
  try {
    const { superuserUrl, template } = await makeTemplate(cluster.superuserUrl);
    let made = 0;
    return { open: () => openDatabase(superuserUrl, template, `bench_${++made}`), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(superuserUrl: string, template: string, name: string): Promise<BenchDb> {
  await asSuperuser(superuserUrl, `create database ${name} owner ${testOwner} template ${template}`);
  const appUrl = urlOf(superuserUrl, testApp, name);
  const db = connect(appUrl, { max: 6, name: 'bench' });
  const own = new URL(superuserUrl);
  own.pathname = `/${name}`;
  return {
    db,
    appUrl,
    superuserUrl: own.href,
    close: async () => {
      await db.$client.end({ timeout: 5 });
      await asSuperuser(superuserUrl, `drop database ${name} with (force)`);
    },
  };
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
