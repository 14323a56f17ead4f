import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));

/** Builds, writes what the code says about itself, and lets drizzle-kit write the migration that is missing; its
 *  arguments are drizzle-kit’s, for example `--name` or `--custom`. The exit code of the step that failed, or 0. */
export async function generateCode(args) {
  await build();
  return run('dist/app/generate.js') || run('node_modules/drizzle-kit/bin.cjs', 'generate', ...args);
}

function run(script, ...args) {
  const command = [join(home, script), ...args];
  return spawnSync(process.execPath, command, { cwd: home, stdio: 'inherit' }).status ?? 1;
}
