import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, canEnter, giveTo } from './account.js';
import { refuse } from './outcome.js';
import { listProcesses } from './processes.js';
import { initSettings } from './settings.js';
import { runTool, type Toolbox } from './tool.js';

/** Where one hub keeps its server. */
export interface Place {
  /** The folder Concord owns: passwords, port, lock. */
  dataDir: string;
  /** PGDATA, owned by the account that runs the server. In `dataDir`, unless that account cannot get there. */
  pgData: string;
  logFile: string;
}

/** Makes the folder. It is Concord's own, so root opens the way through it (not the sight of it) for `nobody`. */
export function prepareDataDir(dataDir: string, account: Account | null): string {
  mkdirSync(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 });
  const real = realpathSync(dataDir);
  if (account) chmodSync(real, statSync(real).mode | 0o111);
  return real;
}

/** A data folder below a closed one, such as /root, is out of reach for `nobody`. PGDATA then goes to `systemDir`,
 *  and a link in the data folder remembers where. */
export function findPlace(
  dataDir: string,
  account: Account | null,
  systemDir: string,
  log: (line: string) => void,
): Place {
  const link = join(dataDir, 'postgres');
  if (isLink(link)) return placeAt(dataDir, readlinkSync(link));
  if (existsSync(link) || canEnter(account, dataDir)) return placeAt(dataDir, link);
  mkdirSync(systemDir, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(systemDir, 'data-'));
  chmodSync(home, 0o711);
  symlinkSync(join(home, 'postgres'), link);
  log(`${dataDir} is closed to the account that runs PostgreSQL; the data is kept in ${home}`);
  return placeAt(dataDir, join(home, 'postgres'));
}

function placeAt(dataDir: string, pgData: string): Place {
  const home = dirname(pgData);
  if (!existsSync(home))
    refuse('folder-unusable', `The data of ${dataDir} was kept in ${home}, which is gone.`);
  return { dataDir, pgData, logFile: join(home, 'postgres.log') };
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The PostgreSQL version that wrote the folder, or null when there is no database in it yet. */
export function dataVersion(pgData: string): string | null {
  const file = join(pgData, 'PG_VERSION');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (!existsSync(pgData) || readdirSync(pgData).length === 0) return null;
  refuse('folder-unusable', `${pgData} holds files, but no PostgreSQL database.`);
}

/** Makes the database beside its place and renames it, so that a start cut short leaves nothing half-made.
 *  Encoding and locale are named because initdb would take them from LANG: `C` gives a SQL_ASCII database. */
export async function initDatabase(tools: Toolbox, pgData: string, password: string, durable: boolean) {
  const draft = `${pgData}.init`;
  const passwordFile = `${pgData}.init-password`;
  endLeftover(draft);
  // Its last writes may still be under way.
  rmSync(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  makeFor(tools.account, draft);
  writePasswordFor(tools.account, passwordFile, password);
  const result = await runTool(tools, tools.binaries.initdb, initArguments(draft, passwordFile, durable));
  rmSync(passwordFile, { force: true });
  if (!result.ok) refuse('did-not-start', `initdb could not make the database: ${lastLine(result.output)}`);
  renameSync(draft, pgData);
}

/** An initdb whose hub was killed goes on working. It leads a process group, in which its own helpers are. */
function endLeftover(draft: string): void {
  for (const { pid, commandLine } of listProcesses()) {
    if (!/\binitdb(\.exe)? -D /.test(commandLine) || !commandLine.includes(` -D ${draft} `)) continue;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Finished in the meantime.
    }
  }
}

function makeFor(account: Account | null, folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  giveTo(account, folder);
}

function writePasswordFor(account: Account | null, file: string, password: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, password, { mode: 0o600, flag: 'wx' });
  giveTo(account, file);
}

function initArguments(pgData: string, passwordFile: string, durable: boolean): string[] {
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  return ['-D', pgData, ...locale, ...access, ...initSettings(), ...(durable ? [] : ['--no-sync'])];
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
