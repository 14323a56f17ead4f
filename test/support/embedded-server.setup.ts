import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Cluster, startCluster } from '../../src/platform/postgres/cluster.js';
import { makeTemplate } from './template.js';

/** A PostgreSQL server of our own for one run of the database suites, without fsync. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'concord-test-'));
  const cluster = await startCluster({ dataDir, log: () => {}, durable: false });
  if (!(cluster instanceof Cluster)) throw new Error(cluster.sentence);
  project.provide('server', await makeTemplate(cluster.superuserUrl));
  return async () => {
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
