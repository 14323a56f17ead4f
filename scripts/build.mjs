import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';

/* Builds what is older than its sources. A build goes to a folder of its own and takes the old one's place when
 * it is complete, with the hash of its sources inside: a crash leaves the old build or none, never a mixture,
 * and a deleted source leaves no output behind. */

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = '.concord-build';

/** Expected: sources that do not compile. What the compiler said has been printed already. */
export class BuildFailed extends Error {
  name = 'BuildFailed';
}

/** @param {{ root?: string, server?: boolean, web?: boolean, log?: (line: string) => void }} options */
export async function build({ root = home, server = true, web = false, log = console.error } = {}) {
  const stale = [...(server ? [serverTarget(root)] : []), ...(web ? [webTarget(root)] : [])].filter(isStale);
  if (stale.length === 0) return;
  await withLock(join(root, '.concord', 'build.lock'), async () => {
    const built = await Promise.allSettled(stale.filter(isStale).map((target) => buildTarget(target, log)));
    for (const { status, reason } of built) if (status === 'rejected') throw reason;
  });
}

function serverTarget(root) {
  return {
    name: 'the server',
    root,
    inputs: ['src', 'tsconfig.json', 'package-lock.json', 'scripts/bundle.mjs'],
    output: join(root, 'dist'),
    cwd: root,
    steps: (next) => [
      [
        programOf(join(root, 'package.json'), 'typescript', 'bin/tsc'),
        // Types are what `npm run check` is for; here they would be half of the time.
        ...['-p', 'tsconfig.json', '--pretty', 'false', '--noEmitOnError', '--noCheck'],
        ...['--outDir', next, '--tsBuildInfoFile', join(next, '.tsbuildinfo')],
      ],
      [join(root, 'scripts', 'bundle.mjs'), next],
    ],
  };
}

function webTarget(root) {
  return {
    name: 'the web app',
    root,
    inputs: ['web', 'src/schema.graphql', 'package-lock.json'],
    output: join(root, 'web', 'dist'),
    cwd: join(root, 'web'),
    needs: join(root, 'web', 'index.html'),
    steps: (next) => [
      [
        programOf(join(root, 'web', 'package.json'), 'vite', 'bin/vite.js'),
        ...['build', '--logLevel', 'warn', '--outDir', next, '--emptyOutDir'],
      ],
    ],
  };
}

function isStale(target) {
  if (target.needs && !existsSync(target.needs)) return false;
  return readOrNull(join(target.output, stamp)) !== hashOf(target);
}

async function buildTarget(target, log) {
  const next = `${target.output}.next`;
  const hash = hashOf(target);
  log(`Building ${target.name} ...`);
  rmSync(next, { recursive: true, force: true });
  for (const step of target.steps(next)) await run(target, step);
  writeFileSync(join(next, stamp), hash);
  swap(next, target.output);
}

function swap(next, output) {
  const old = `${output}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(output)) renameSync(output, old);
  renameSync(next, output);
  rmSync(old, { recursive: true, force: true });
}

/** Its output goes to stderr: stdout belongs to the command that needed the build. */
function run(target, step) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, step, { cwd: target.cwd, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new BuildFailed(`Concord could not build ${target.name}.`));
    });
  });
}

function programOf(manifest, name, path) {
  try {
    return join(dirname(createRequire(manifest).resolve(`${name}/package.json`)), path);
  } catch {
    throw new BuildFailed(`${name} is not installed: run npm ci --include=dev.`);
  }
}

/** By content and not by time: a checkout or a clone sets times as it likes. About 1 ms per 100 files. */
function hashOf({ root, inputs }) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesBelow(root, input))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(root, path) {
  const entries = listOrNull(join(root, path));
  if (!entries) return existsSync(join(root, path)) ? [path] : [];
  return entries
    .filter(({ name }) => name !== 'node_modules' && !/^dist(\.|$)/.test(name) && !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesBelow(root, `${path}/${name}`));
}

function listOrNull(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return null;
  }
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** `node scripts/build.mjs [--web]` */
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  await build({ web: process.argv.includes('--web') }).catch((error) => {
    if (!(error instanceof BuildFailed)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
}
