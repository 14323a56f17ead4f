import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import type { Cluster } from '../../../src/platform/postgres/cluster.js';
import { findProcess } from '../../../src/platform/postgres/processes.js';
import { afterThisTest, postmasterPid, startedCluster, tempDir } from './temp-cluster.js';

/** What `kill -9` of the hub leaves behind: the server runs on, the lock's owner is gone. */
function abandon(cluster: Cluster): void {
  const lock = join(cluster.dataDir, 'lock', '1');
  const owner = JSON.parse(readFileSync(lock, 'utf8'));
  writeFileSync(lock, JSON.stringify({ ...owner, startedAt: 'another process of that number' }));
}

async function answers(cluster: Cluster): Promise<void> {
  const sql = postgres(cluster.superuserUrl, { max: 1 });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
}

test('a server left behind by a killed hub is adopted', async () => {
  const dataDir = tempDir();
  const left = await startedCluster(dataDir);
  abandon(left);
  const next = await startedCluster(dataDir);
  expect(next.kind).toBe('adopted');
  expect(postmasterPid(next)).toBe(postmasterPid(left));
  await answers(next);
});

test('after kill -9 of the server the next start recovers, and so does the running hub', async () => {
  const cluster = await startedCluster(tempDir());
  process.kill(postmasterPid(cluster), 'SIGKILL');
  await expect.poll(() => cluster.isAlive()).toBe(false);
  const { port } = cluster;
  expect(await cluster.revive()).toBeNull();
  expect(cluster.port).toBe(port);
  await answers(cluster);
});

test('backends that outlive the killed server are ended, even a stopped one', async () => {
  const cluster = await startedCluster(tempDir());
  const sql = postgres(cluster.superuserUrl, { max: 1 });
  const [backend] = await sql`select pg_backend_pid() as pid`;
  process.kill(backend?.['pid'], 'SIGSTOP');
  process.kill(postmasterPid(cluster), 'SIGKILL');
  expect(await cluster.revive()).toBeNull();
  await answers(cluster);
  expect(findProcess(backend?.['pid'])).toBeNull();
  await sql.end({ timeout: 1 }).catch(() => {});
}, 30_000);

test('a pid file whose number now belongs to a stranger is removed and the stranger left alone', async () => {
  const dataDir = tempDir();
  const cluster = await startedCluster(dataDir);
  const file = join(cluster.place.pgData, 'postmaster.pid');
  const text = readFileSync(file, 'utf8');
  await cluster.stop();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'ignore' });
  afterThisTest(() => stranger.kill('SIGKILL'));
  writeFileSync(file, text.replace(/^\d+/, String(stranger.pid)));
  const next = await startedCluster(dataDir);
  expect(next.kind).toBe('started');
  await answers(next);
  expect(stranger.exitCode).toBeNull();
});

test('a pid file whose number belongs to the server of another folder does not stop that server', async () => {
  const other = await startedCluster(tempDir());
  const dataDir = tempDir();
  const cluster = await startedCluster(dataDir);
  const otherFile = readFileSync(join(other.place.pgData, 'postmaster.pid'), 'utf8');
  await cluster.stop();
  writeFileSync(join(cluster.place.pgData, 'postmaster.pid'), otherFile);
  expect((await startedCluster(dataDir)).kind).toBe('started');
  expect(other.isAlive()).toBe(true);
});
