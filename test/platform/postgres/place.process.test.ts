import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProcess } from '../../../src/platform/postgres/processes.js';
import { afterThisTest, postmasterPid, startedCluster, tempDir } from './temp-cluster.js';

const asRoot = process.getuid?.() === 0;

test.runIf(asRoot)('a data folder closed to nobody keeps its data elsewhere and says where', async () => {
  const closed = join(tempDir(), 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const systemDir = join(tempDir(), 'system');
  const lines: string[] = [];
  const first = await startedCluster(join(closed, 'data'), { systemDir, log: (line) => lines.push(line) });
  expect(first.place.pgData.startsWith(join(systemDir, 'data-'))).toBe(true);
  expect(readlinkSync(join(closed, 'data', 'postgres'))).toBe(first.place.pgData);
  expect(lines[0]).toContain(`the data is kept in ${join(systemDir, 'data-')}`);
  await first.stop();
  const second = await startedCluster(join(closed, 'data'), { systemDir });
  expect(second.place.pgData).toBe(first.place.pgData);
  expect(readdirSync(systemDir)).toHaveLength(1);
});

test.runIf(asRoot)('as root the server runs as nobody', async () => {
  const cluster = await startedCluster(tempDir());
  expect(statSync(`/proc/${postmasterPid(cluster)}`).uid).toBe(65534);
});

test('an initdb that outlived its hub is ended before the next one begins', async () => {
  const dataDir = tempDir();
  const draft = join(dataDir, 'postgres.init');
  mkdirSync(draft);
  const name = join(dataDir, 'initdb');
  const script = `exec -a "${name} -D ${draft} -E UTF8" sleep 1000`;
  const left = spawn('bash', ['-c', script], { detached: true, stdio: 'ignore' });
  const ended = once(left, 'exit');
  afterThisTest(() => left.kill('SIGKILL'));
  await expect.poll(() => findProcess(left.pid ?? 0)?.commandLine).toContain('initdb');
  await startedCluster(dataDir);
  expect(await ended).toEqual([null, 'SIGKILL']);
});
