import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { isAbandoned, lockOwner, takeLock } from '../../../src/platform/postgres/lock.js';
import { afterThisTest, tempDir } from './temp-cluster.js';

// The racing processes run what is compiled.
beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}, 60_000);

function mustTake(folder: string) {
  const outcome = takeLock(folder);
  if (outcome.kind !== 'locked') throw new Error(`held by ${outcome.pid}`);
  return outcome.lock;
}

test('one at a time, again and again', () => {
  const folder = join(tempDir(), 'lock');
  expect(lockOwner(folder)).toBeNull();
  for (let round = 0; round < 5; round++) {
    const lock = mustTake(folder);
    expect(takeLock(folder)).toEqual({ kind: 'held', pid: process.pid });
    expect(lockOwner(folder)).toBe(process.pid);
    lock.release();
  }
  expect(isAbandoned(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual(['5']);
});

test('of many processes that find a dead owner, one gets the lock', async () => {
  const folder = join(tempDir(), 'lock');
  await takeInOthers(folder, 1, 'SIGKILL');
  expect(isAbandoned(folder)).toBe(true);
  for (let round = 0; round < 3; round++) {
    const results = await takeInOthers(folder, 6, 'SIGKILL');
    expect(results.filter((kind) => kind === 'locked')).toHaveLength(1);
  }
}, 60_000);

/** What each of `count` processes, let go at the same moment, was told. They are killed when all have answered. */
async function takeInOthers(folder: string, count: number, end: NodeJS.Signals): Promise<string[]> {
  const module = new URL('../../../dist/platform/postgres/lock.js', import.meta.url).href;
  const startAt = Date.now() + 700;
  const script = `
    const { takeLock } = await import(${JSON.stringify(module)});
    while (Date.now() < ${startAt});
    console.log(takeLock(${JSON.stringify(folder)}).kind);
    setInterval(() => {}, 1e6);`;
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  for (const child of children) afterThisTest(() => child.kill('SIGKILL'));
  const answers = await Promise.all(
    children.map(
      (child) =>
        new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(`${text}`.trim()))),
    ),
  );
  await Promise.all(
    children.map((child) => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill(end);
      return gone;
    }),
  );
  return answers;
}
