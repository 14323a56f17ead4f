/* `npm run bench -- NAME …`: compiles sources and benches together into a folder of their own, and runs the bench.
 * What must be installed, `prebench` has installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, 'dist.bench');
// Compiled files find migrations, sample data and test data where their sources do.
const besides = ['drizzle', 'seed-data', 'test/data'];

process.exitCode = compile() || run(process.argv.slice(2));

/** Its output goes to stderr: stdout belongs to the figures. */
function compile() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const args = [tsc, '-p', join(root, 'test/bench/tsconfig.json'), '--pretty', 'false'];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) return status ?? 1;
  for (const folder of besides) {
    if (!existsSync(join(output, folder))) symlinkSync(join(root, folder), join(output, folder), 'junction');
  }
  return 0;
}

function run(args) {
  const { status } = spawnSync(process.execPath, [join(output, 'test/bench/run.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status ?? 1;
}
