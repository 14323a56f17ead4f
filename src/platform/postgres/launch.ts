import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { giveTo } from './account.js';
import type { Place } from './data-folder.js';
import { refuse } from './outcome.js';
import { choosePort, rememberedPort, rememberPort } from './port.js';
import { clusterName, type Postmaster, readPidFile, stopServer } from './postmaster.js';
import { startSettings } from './settings.js';
import { runTool, type Toolbox } from './tool.js';

export interface LaunchOptions {
  /** This port and no other; otherwise that of the last start, or any free one. */
  port?: number;
  durable: boolean;
}

// Recovery after a crash replays up to max_wal_size of log; on a slow disk that takes minutes, not seconds.
const startSeconds = '600';
const attempts = 3;
const keepLogBytes = 20 * 1024 * 1024;

/** Starts the server. A port that was free when looked at may be taken a moment later: then another one is tried. */
export async function launch(tools: Toolbox, place: Place, options: LaunchOptions): Promise<Postmaster> {
  let problem = '';
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = options.port ?? (await choosePort(attempt === 0 ? rememberedPort(place.dataDir) : 0));
    const started = await tryLaunch(tools, place, port, options.durable);
    if (started.kind === 'running') {
      rememberPort(place.dataDir, port);
      return started.postmaster;
    }
    problem = started.problem;
    if (!problem.includes('could not bind')) break;
    if (options.port) refuse('port-in-use', `Port ${port}, wanted for PostgreSQL, is in use.`);
  }
  refuse('did-not-start', `PostgreSQL did not start: ${problem} (see ${place.logFile})`);
}

type Launch = { kind: 'running'; postmaster: Postmaster } | { kind: 'failed'; problem: string };

async function tryLaunch(tools: Toolbox, place: Place, port: number, durable: boolean): Promise<Launch> {
  const before = openLog(tools, place.logFile);
  const settings = startSettings(port, clusterName(place.pgData), durable);
  const flags = ['-w', '-t', startSeconds, '-D', place.pgData, '-l', place.logFile, '-o', settings];
  const result = await runTool(tools, tools.binaries.pgCtl, ['start', ...flags]);
  const postmaster = readPidFile(place.pgData);
  if (result.ok && postmaster) return { kind: 'running', postmaster };
  const problem = complaint(place.logFile, before) ?? result.output.trim().split('\n').at(-1) ?? '';
  if (postmaster) await stopServer(tools, place.pgData);
  return { kind: 'failed', problem };
}

/** The server appends as its own account, in a folder where it may not make files. Returns the length so far. */
function openLog({ account }: Toolbox, logFile: string): number {
  if (existsSync(logFile) && statSync(logFile).size > keepLogBytes) renameSync(logFile, `${logFile}.1`);
  closeSync(openSync(logFile, 'a', 0o600));
  giveTo(account, logFile);
  return statSync(logFile).size;
}

/** What the server said last about why it gave up, without the time and process number in front. A taken port is
 *  told in an earlier line, and by it we know that another port would do. */
function complaint(logFile: string, from: number): string | undefined {
  const said = readFileSync(logFile).subarray(from).toString();
  const lines = said.split('\n').filter((line) => /could not bind|FATAL:|PANIC:/.test(line));
  const telling = lines.find((line) => line.includes('could not bind')) ?? lines.at(-1);
  return telling?.replace(/^.*?(LOG|FATAL|PANIC): +/, '');
}
