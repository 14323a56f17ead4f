import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, startCluster } from '../../src/platform/postgres/cluster.js';
import { stopServer } from '../../src/platform/postgres/postmaster.js';
import { makeTemplate, type TestServer } from './template.js';

export interface OwnServer {
  readonly server: TestServer;
  /** Stops PostgreSQL and starts it again on the same port when `during` is over. */
  awayWhile(during: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL server for one suite, with a migrated template. */
export async function startOwnServer(): Promise<OwnServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'concord-test-'));
  chmodSync(dataDir, 0o711);
  const cluster = await startCluster({ dataDir, log: () => {}, durable: false });
  if (!(cluster instanceof Cluster)) throw new Error(cluster.sentence);
  return {
    server: await makeTemplate(cluster.superuserUrl),
    awayWhile: async (during) => {
      await stopServer(cluster.tools, cluster.place.pgData);
      const [done] = await Promise.allSettled([during()]);
      const failure = await cluster.revive();
      if (failure) throw new Error(failure.sentence);
      if (done.status === 'rejected') throw done.reason;
    },
    stop: async () => {
      await cluster.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
