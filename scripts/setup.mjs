/* What `npm start` and `npm test` run first: installs the packages when they are missing or other than the
 * lockfile says. Plain Node, since nothing is installed yet. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNodeVersion } from './node-version.mjs';

checkNodeVersion();

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = join(root, 'package-lock.json');
const note = join(root, 'node_modules', '.concord-lock-hash');

if (!isInstalled()) {
  // Loaded only now: a start with nothing to do should cost nothing.
  const { withLock } = await import('./lock.mjs');
  await withLock(join(root, '.concord', 'install.lock'), () => {
    if (!isInstalled()) install();
  });
}

function isInstalled() {
  const hash = lockHash();
  if (readOrNull(note) === hash) return true;
  if (!matchesLockfile()) return false;
  writeFileSync(note, hash);
  return true;
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}

/** After somebody's own `npm ci`: npm's list of what it installed holds every package of the lockfile. Packages
 *  for other machines (`optional`) may be missing; development packages may not. */
function matchesLockfile() {
  const installed = JSON.parse(readOrNull(join(root, 'node_modules', '.package-lock.json')) ?? '{}').packages;
  if (!installed) return false;
  return Object.entries(JSON.parse(readFileSync(lockfile, 'utf8')).packages).every(
    ([path, wanted]) =>
      !path.includes('node_modules/') || wanted.optional || installed[path]?.version === wanted.version,
  );
}

function install() {
  console.error('Installing packages (npm ci) ...');
  const flags = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { command, args, shell } = npm();
  // stdout stays free for the command this was started for.
  const result = spawnSync(command, [...args, ...flags], { cwd: root, shell, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    console.error(
      `npm ci failed${result.error ? `: ${result.error.message}` : ''}; Concord cannot start without it.`,
    );
    process.exit(1);
  }
  writeFileSync(note, lockHash());
}

/** The npm that runs us, with the Node that runs us; the one on PATH when started without npm. */
function npm() {
  const path = process.env.npm_execpath;
  if (path && basename(path).startsWith('npm'))
    return { command: process.execPath, args: [path], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
