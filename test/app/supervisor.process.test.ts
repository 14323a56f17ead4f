import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { readPidFile } from '../../src/platform/postgres/postmaster.js';
import { findProcess } from '../../src/platform/postgres/processes.js';
import { startedCluster, tempDir } from '../platform/postgres/temp-cluster.js';
import { freePort } from '../support/free-port.js';
import { runHub, takenPort, waitUntilGone } from './hub-process.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// The children are real processes and so run what is compiled.
beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
});

function postgresPid(folder: string): number {
  return readPidFile(join(folder, 'data', 'postgres'))?.pid ?? 0;
}

test('comes up in order, and Ctrl-C drains the children once before PostgreSQL stops', async () => {
  const folder = tempDir();
  const hub = runHub(folder, { port: 0 });
  await hub.ready();
  expect(hub.notes('hub').filter((note) => !note.startsWith('log'))).toEqual([
    'migrates concord_owner,concord_app',
    'after ready',
  ]);
  expect(hub.notes('api')).toEqual(['ready concord_app']);
  expect(hub.stdout()).toContain(join(folder, 'data', 'postgres'));

  hub.signalGroup('SIGINT');
  expect(await hub.exited).toBe(0);
  expect(hub.notes('api').slice(1)).toEqual(['stopping', 'stopped']);
  expect(hub.notes('worker').slice(1)).toEqual(['stopping', 'stopped']);
  expect(postgresPid(folder)).toBe(0);
  expect(readFileSync(join(folder, 'data', 'postgres.log'), 'utf8')).toMatch(
    /database system is shut down\n$/,
  );
  expect(hub.stderr()).toBe('');
});

test('a signal to the supervisor alone is enough', async () => {
  const hub = runHub(tempDir());
  await hub.ready();
  hub.process.kill('SIGTERM');
  expect(await hub.exited).toBe(0);
  expect(hub.notes('worker').at(-1)).toBe('stopped');
});

test('Ctrl-C while it comes up leaves nothing running', async () => {
  const folder = tempDir();
  const hub = runHub(folder, { migrateMs: 60_000 });
  await expect.poll(() => hub.notes('hub').join(), { timeout: 20_000 }).toContain('migrates');
  hub.signalGroup('SIGINT');
  expect(await hub.exited).toBe(0);
  expect(postgresPid(folder)).toBe(0);
  expect(hub.notes('api')).toEqual([]);
});

test('a second Ctrl-C does not wait for a child that hangs', async () => {
  const hub = runHub(tempDir(), { modes: { worker: 'hangs' }, drainMs: 600_000 });
  await hub.ready();
  hub.signalGroup('SIGINT');
  await expect.poll(() => hub.notes('api').at(-1)).toBe('stopped');
  hub.signalGroup('SIGINT');
  expect(await hub.exited).toBe(130);
});

test('a child that hangs is killed when its time is over', async () => {
  const hub = runHub(tempDir(), { modes: { worker: 'hangs' }, drainMs: 500 });
  await hub.ready();
  hub.signalGroup('SIGINT');
  expect(await hub.exited).toBe(0);
});

test('a killed child is started again, and the others are left alone', async () => {
  const hub = runHub(tempDir());
  await hub.ready();
  const [api, worker] = [hub.pidOf('api'), hub.pidOf('worker')];
  process.kill(api, 'SIGKILL');
  await expect.poll(() => hub.pidOf('api'), { timeout: 5_000 }).not.toBe(api);
  expect(hub.notes('api')).toEqual(['ready concord_app', 'ready concord_app']);
  expect(findProcess(worker)).not.toBeNull();
});

test('a child that cannot live ends the hub with a sentence', async () => {
  const folder = tempDir();
  const hub = runHub(folder, { modes: { worker: 'dies' } });
  expect(await hub.exited).toBe(1);
  expect(hub.stderr()).toBe('The worker process died 5 times in a minute (exit code 7).\n');
  expect(hub.notes('api').at(-1)).toBe('stopped');
  expect(postgresPid(folder)).toBe(0);
});

test('a child that says why it cannot live is believed at once', async () => {
  const hub = runHub(tempDir(), { modes: { api: 'fails' } });
  expect(await hub.exited).toBe(1);
  expect(hub.stderr()).toBe('The index does not fit into memory.\n');
});

test('PostgreSQL is started again after kill -9, on its port', async () => {
  const folder = tempDir();
  const hub = runHub(folder);
  await hub.ready();
  const before = readPidFile(join(folder, 'data', 'postgres'));
  process.kill(before?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => hub.notes('hub').join(), { timeout: 5_000 }).toContain('PostgreSQL died');
  await expect.poll(() => postgresPid(folder), { timeout: 20_000 }).not.toBe(before?.pid);
  await expect.poll(() => readPidFile(join(folder, 'data', 'postgres'))?.port).toBe(before?.port);
  hub.signalGroup('SIGINT');
  expect(await hub.exited).toBe(0);
  expect(hub.notes('api')).toEqual(['ready concord_app', 'stopping', 'stopped']);
});

test('after kill -9 of the supervisor its children leave in order, and the next start adopts the server', async () => {
  const folder = tempDir();
  const hub = runHub(folder);
  await hub.ready();
  const [api, worker, server] = [hub.pidOf('api'), hub.pidOf('worker'), postgresPid(folder)];
  hub.process.kill('SIGKILL');
  await hub.exited;
  await waitUntilGone(api);
  await waitUntilGone(worker);
  expect(hub.notes('worker').at(-1)).toBe('stopped');
  expect(findProcess(server)).not.toBeNull();

  const next = runHub(folder);
  await next.ready();
  expect(postgresPid(folder)).toBe(server);
  next.signalGroup('SIGINT');
  expect(await next.exited).toBe(0);
  await waitUntilGone(server);
});

test('right after kill -9 of the supervisor the next start waits for the port its API still drains', async () => {
  const folder = tempDir();
  const port = await freePort();
  const hub = runHub(folder, { port, modes: { api: 'listens' } });
  await hub.ready();
  hub.process.kill('SIGKILL');
  await once(hub.process, 'exit');
  const next = runHub(folder, { port, modes: { api: 'listens' } });
  await next.ready();
  expect(next.stderr()).toBe('');
});

test('after kill -9 of everything the next start recovers', async () => {
  const folder = tempDir();
  const hub = runHub(folder);
  await hub.ready();
  for (const pid of [hub.pid, hub.pidOf('api'), hub.pidOf('worker'), postgresPid(folder)]) {
    process.kill(pid, 'SIGKILL');
  }
  await hub.exited;
  const next = runHub(folder);
  await next.ready();
  expect(next.stderr()).toBe('');
});

test('a port in use is told before a database is made', async () => {
  const folder = tempDir();
  const port = await takenPort();
  const hub = runHub(folder, { port });
  expect(await hub.exited).toBe(1);
  expect(hub.stderr()).toBe(`Port ${port} on 127.0.0.1 is in use; choose another one with PORT.\n`);
  expect(hub.notes()).toEqual([]);
});

test('a folder in use and a folder of another version are told', async () => {
  const folder = tempDir();
  const cluster = await startedCluster(join(folder, 'data'));
  const second = runHub(folder);
  expect(await second.exited).toBe(1);
  expect(second.stderr()).toMatch(/^The data folder \S+ is in use by process \d+\.\n$/);
  await cluster.stop();
  writeFileSync(join(cluster.place.pgData, 'PG_VERSION'), '16\n');
  const third = runHub(folder);
  expect(await third.exited).toBe(1);
  expect(third.stderr()).toMatch(/^The data in \S+ was written by PostgreSQL 16 .*\n$/);
});

test('an unreachable DATABASE_URL is told without its password', async () => {
  const databaseUrl = `postgres://hub:s3cr3t@127.0.0.1:${await takenPort()}/concord`;
  const refused = runHub(tempDir(), { databaseUrl: databaseUrl.replace(/:\d+\//, ':1/') });
  expect(await refused.exited).toBe(1);
  expect(refused.stderr()).toBe(
    'DATABASE_URL: the database at 127.0.0.1:1/concord cannot be reached (ECONNREFUSED).\n',
  );
  const garbled = runHub(tempDir(), { databaseUrl: 's3cr3t' });
  expect(await garbled.exited).toBe(1);
  expect(garbled.stderr()).toMatch(/^DATABASE_URL is not an address like .*\n$/);
  expect(refused.stderr() + garbled.stderr()).not.toContain('s3cr3t');
});

test('another server is used when DATABASE_URL names one', async () => {
  const cluster = await startedCluster(tempDir());
  const hub = runHub(tempDir(), { databaseUrl: cluster.superuserUrl });
  await hub.ready();
  expect(hub.notes('api')).toEqual(['ready postgres']);
  expect(hub.stdout()).toContain(' null');
  hub.signalGroup('SIGINT');
  expect(await hub.exited).toBe(0);
  expect(cluster.isAlive()).toBe(true);
});
