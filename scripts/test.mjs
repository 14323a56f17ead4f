import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

/* npm test: builds, runs every suite that this machine has the programs for, and says which it had to leave out.
 * `--long` runs the large counts. Anything else is handed to vitest. */

const optional = [
  { suite: 'browser', program: '/usr/bin/chromium', get: 'apt-get install chromium' },
  { suite: 'redis', program: '/usr/bin/redis-server', get: 'apt-get install redis-server' },
  {
    suite: 'database on Debian’s PostgreSQL 15',
    program: '/usr/lib/postgresql/15/bin/postgres',
    get: 'apt-get install postgresql-15',
  },
];

const home = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const long = args.includes('--long');
const handed = args.filter((arg) => arg !== '--long');

await build({ web: true });
const scratch = mkdtempSync(join(tmpdir(), 'concord-report-'));
const report = join(scratch, 'report.json');
const run = spawnSync(
  process.execPath,
  [
    join(home, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...handed,
  ],
  { cwd: home, stdio: 'inherit', env: { ...process.env, CONCORD_TEST_TIER: long ? 'long' : 'short' } },
);
const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
rmSync(scratch, { recursive: true, force: true });

const missing = optional.filter(({ program }) => !existsSync(program));
for (const { suite, program, get } of missing) {
  console.log(`SKIPPED the suite "${suite}": there is no ${program} (${get}).`);
}
if (counts) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = counts;
  console.log(
    `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped`,
  );
}
const mayNotSkip = process.env.CI === 'true' && handed.length === 0;
if (mayNotSkip && (missing.length > 0 || counts?.numPendingTests > 0)) {
  console.log('Under CI no suite may be skipped.');
  process.exit(1);
}
process.exit(run.status ?? 1);
