import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { checkNodeVersion } from './node-version.mjs';

/* npm run check: types, lint, and the rules of the house (layers, lockfile, generated files, migrations, a break of
 * the published schema). Every step runs, so that one look shows all there is to mend. */

checkNodeVersion();
const home = fileURLToPath(new URL('..', import.meta.url));
const tool = (path, ...args) => [join(home, 'node_modules', path), ...args];

await build();
const steps = [
  ['types of src', tool('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit')],
  ['types of test', tool('typescript/bin/tsc', '-p', 'test/tsconfig.json', '--noEmit')],
  ['types of web', tool('typescript/bin/tsc', '-p', 'web/tsconfig.json', '--noEmit')],
  ['lint', tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings')],
  ['house', tool('vitest/vitest.mjs', 'run', '--project', 'house')],
];
const failed = [];
for (const [name, command] of steps) {
  console.log(`— ${name}`);
  const { status } = spawnSync(process.execPath, command, { cwd: home, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) console.log(`\nNot right yet: ${failed.join(', ')}.`);
process.exit(failed.length > 0 ? 1 : 0);
