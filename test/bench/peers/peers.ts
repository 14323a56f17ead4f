import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Say } from '../figure.js';

const run = promisify(execFile);
/** The scripts are those of the sources: nobody compiles Python. */
const folder = 'test/bench/peers';

export type Peers =
  | { readonly kind: 'ready'; readonly run: <T>(script: string, ...args: string[]) => Promise<T> }
  | { readonly kind: 'missing'; readonly sentence: string };

/** The peers that run in Python, from PyPI: says what it installs, and installs it once into a virtual environment of its
 *  own under the system’s folder for temporary files. Nothing else on the machine is touched. */
export async function openPeers(say: Say): Promise<Peers> {
  const requirements = readFileSync(join(folder, 'requirements.txt'), 'utf8').trim();
  const wanted = requirements.split('\n').join(', ');
  const hash = createHash('sha256').update(requirements).digest('hex').slice(0, 12);
  const environment = join(tmpdir(), `concord-bench-peers-${hash}`);
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const complete = join(environment, 'complete');
  if (!existsSync(complete)) {
    say(`installing ${wanted} from PyPI into ${environment} ...`);
    const failed = await install(environment, python);
    if (failed) return { kind: 'missing', sentence: `No peers: ${failed} (wanted: ${wanted}).` };
    writeFileSync(complete, requirements);
  }
  return {
    kind: 'ready',
    run: async (script, ...args) => {
      const { stdout } = await run(python, [join(folder, script), ...args], { maxBuffer: 1 << 26 });
      return JSON.parse(stdout.trim().split('\n').at(-1)!);
    },
  };
}

/** Why it could not be done, in a few words, or nothing. */
async function install(environment: string, python: string): Promise<string | undefined> {
  rmSync(environment, { recursive: true, force: true });
  const system = process.platform === 'win32' ? 'python' : 'python3';
  const made = await attempt(system, ['-m', 'venv', environment]);
  if (made) return made.includes('ENOENT') ? `there is no ${system} on this machine` : made;
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const installed = await attempt(python, [...args, '-r', join(folder, 'requirements.txt')]);
  return installed && `pip could not install them; is the network there? ${installed}`;
}

async function attempt(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    await run(program, [...args]);
    return undefined;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return (stderr || message).trim().split('\n').at(-1)!;
  }
}
