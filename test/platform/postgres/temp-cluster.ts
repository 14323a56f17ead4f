import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, vi } from 'vitest';
import { Cluster, type ClusterOptions, startCluster } from '../../../src/platform/postgres/cluster.js';
import { readPidFile } from '../../../src/platform/postgres/postmaster.js';

// Real servers on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const cleanups: Array<() => unknown> = [];

/** Run after the test, the last one first. */
export function afterThisTest(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A folder that `nobody` can reach when the tests run as root. */
export function tempDir(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'concord-test-')));
  chmodSync(folder, 0o711);
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function start(dataDir: string, options: Partial<ClusterOptions> = {}) {
  return startCluster({ dataDir, log: () => {}, durable: false, ...options });
}

/** Starts, fails the test when that does not work, and stops at its end. */
export async function startedCluster(
  dataDir: string,
  options: Partial<ClusterOptions> = {},
): Promise<Cluster> {
  const outcome = await start(dataDir, options);
  if (!(outcome instanceof Cluster)) throw new Error(outcome.sentence);
  afterThisTest(() => outcome.stop());
  return outcome;
}

export function postmasterPid(cluster: Cluster): number {
  const pid = readPidFile(cluster.place.pgData)?.pid ?? 0;
  expect(pid).toBeGreaterThan(1);
  return pid;
}
