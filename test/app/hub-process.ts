import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { findProcess } from '../../src/platform/postgres/processes.js';
import { afterThisTest } from '../platform/postgres/temp-cluster.js';

const script = fileURLToPath(new URL('./fixtures/hub.mjs', import.meta.url));

export interface HubRun {
  process: ChildProcess;
  pid: number;
  exited: Promise<number | null>;
  stdout(): string;
  stderr(): string;
  /** Lines the processes wrote, those of one of them only when named: `api 123 stopped` → `stopped`. */
  notes(name?: string): string[];
  pidOf(name: string): number;
  ready(): Promise<void>;
  /** What Ctrl-C does: a signal to everybody in the process group. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** Runs the fixture hub as the leader of a process group, as a shell does. */
export function runHub(folder: string, options: Record<string, unknown> = {}): HubRun {
  const journal = join(folder, 'journal');
  const all = { dataDir: join(folder, 'data'), port: 0, journal, ...options };
  const child = spawn(process.execPath, [script, JSON.stringify(all)], { detached: true, stdio: 'pipe' });
  const pid = child.pid ?? 0;
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (said.stdout += chunk));
  child.stderr.on('data', (chunk) => (said.stderr += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines = () => (existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : []);
  const run: HubRun = {
    process: child,
    pid,
    exited,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    notes: (name) => lines().flatMap((line) => noteOf(line, name)),
    pidOf: (name) =>
      Number(
        lines()
          .findLast((line) => line.startsWith(`${name} `))
          ?.split(' ')[1],
      ),
    ready: () => expect.poll(() => said.stdout + said.stderr, { timeout: 60_000 }).toContain('READY'),
    signalGroup: (signal) => process.kill(-pid, signal),
  };
  afterThisTest(() => endGroup(run));
  return run;
}

function noteOf(line: string, name?: string): string[] {
  if (!name) return [line];
  return line.startsWith(`${name} `) ? [line.split(' ').slice(2).join(' ')] : [];
}

async function endGroup(run: HubRun): Promise<void> {
  if (run.process.exitCode === null && run.process.signalCode === null) run.signalGroup('SIGINT');
  await run.exited;
}

export async function waitUntilGone(pid: number): Promise<void> {
  await expect.poll(() => findProcess(pid), { timeout: 30_000 }).toBeNull();
}

/** A port somebody listens on until the test ends. */
export async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterThisTest(() => server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
