import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programName } from './binaries.js';
import type { Place } from './data-folder.js';
import { refuse } from './outcome.js';
import { probe } from './probe.js';
import { findProcess, type LiveProcess, listProcesses } from './processes.js';
import { secretsPath } from './secrets.js';
import { runTool, type Toolbox } from './tool.js';

export interface Postmaster {
  pid: number;
  port: number;
}

const recoveryMs = 120_000;
const orphanGraceMs = 2_000;
// A server that says nothing is likely to ignore a polite request too.
const hungSeconds = 10;

/** Finds out what is left of an earlier start. Returns the server if it lives and serves this folder; otherwise
 *  nothing of it is left when this returns, and a new one may start.
 *
 *  1. `postmaster.pid` names a port: whoever answers there and serves our folder is ours.
 *  2. Its process is ours but only starting up or shutting down: wait for it to become one or the other.
 *  3. Its process is ours but says nothing: stop it.
 *  4. Its number belongs to nobody, or to a stranger: the file is stale. The server's children may outlive it for
 *     a while, and as long as they hold the shared memory no new server starts: end them. Remove the file. */
export async function settle(tools: Toolbox, place: Place, password: string): Promise<Postmaster | null> {
  const deadline = Date.now() + recoveryMs;
  for (let file = readPidFile(place.pgData); file; file = readPidFile(place.pgData)) {
    const answer = await probe(file.port, password);
    if (answer.kind === 'answers' && answer.pgData === place.pgData) return file;
    if (!isPostmaster(findProcess(file.pid), place.pgData)) break;
    if (answer.kind === 'wrong-password') refuseLostPassword(place);
    if (answer.kind === 'silent' || Date.now() > deadline) {
      await stopServer(tools, place.pgData, hungSeconds);
      break;
    }
    await sleep(100);
  }
  await endOrphans(place.pgData);
  rmSync(join(place.pgData, 'postmaster.pid'), { force: true });
  return null;
}

export function refuseLostPassword({ dataDir }: Place): never {
  refuse(
    'password-lost',
    `${secretsPath(dataDir)} does not hold the password of the database in ${dataDir}.`,
  );
}

/** Lines 1 and 4 of the file; the fourth is missing during the first moments of a start. */
export function readPidFile(pgData: string): Postmaster | null {
  try {
    const lines = readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) || 0 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The name in the titles of all the server's processes, by which they are known when their parent is gone. */
export function clusterName(pgData: string): string {
  return `concord-${createHash('sha256').update(pgData).digest('hex').slice(0, 12)}`;
}

/** The number alone proves nothing: it may have passed to another process, even to another folder's server.
 *  Where the system does not show command lines (Windows), a live number must be taken for ours. */
export function isPostmaster(found: LiveProcess | null, pgData: string): boolean {
  if (!found) return false;
  if (found.commandLine === '') return process.platform === 'win32';
  const program = found.commandLine.split(' -D ')[0] ?? '';
  return programName(program) === 'postgres' && `${found.commandLine} `.includes(` -D ${pgData} `);
}

/** Fast first (ends sessions, writes a checkpoint), then at once. */
export async function stopServer(tools: Toolbox, pgData: string, fastSeconds = 60): Promise<void> {
  for (const [mode, seconds] of [['fast', fastSeconds] as const, ['immediate', 5] as const]) {
    const args = ['stop', '-w', '-s', '-D', pgData, '-m', mode, '-t', String(seconds)];
    if ((await runTool(tools, tools.binaries.pgCtl, args)).ok) return;
    if (!isPostmaster(findProcess(readPidFile(pgData)?.pid ?? 0), pgData)) return;
  }
}

/** Children notice their parent's death when they next wait for something; one busy with a long statement, or
 *  stopped, does not. Ending them is safe: the next start recovers from the log as after any crash. */
export async function endOrphans(pgData: string): Promise<void> {
  if (await gone(pgData, orphanGraceMs)) return;
  signalOrphans(pgData, 'SIGQUIT');
  if (await gone(pgData, orphanGraceMs)) return;
  signalOrphans(pgData, 'SIGKILL');
  await gone(pgData, orphanGraceMs);
}

async function gone(pgData: string, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (findOrphans(pgData).length > 0) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

function findOrphans(pgData: string): LiveProcess[] {
  const title = `postgres: ${clusterName(pgData)}: `;
  return listProcesses().filter(
    (one) => one.commandLine.startsWith(title) || isPostmaster(one, pgData) || isStarter(one, pgData),
  );
}

/** A pg_ctl whose hub was killed before it had started the server. */
function isStarter({ commandLine }: LiveProcess, pgData: string): boolean {
  return /\bpg_ctl(\.exe)? start /.test(commandLine) && commandLine.includes(` -D ${pgData} `);
}

function signalOrphans(pgData: string, signal: NodeJS.Signals): void {
  for (const { pid } of findOrphans(pgData)) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone in the meantime, or another account's: then the start itself says what is in the way.
    }
  }
}
