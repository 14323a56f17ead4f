import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { browser, debianPostgres, redisServer } from './test/support/tools.js';

/** What a test file opens is in its name: nothing (`.test.ts`), a real database (`.db.test.ts`), the whole hub over
 *  HTTP (`.app.test.ts`), the hub’s processes (`.process.test.ts`), Chromium (`.browser.test.ts`). */
const onDatabase = ['test/**/*.db.test.ts', 'test/**/*.app.test.ts'];
const heavy = ['test/**/*.process.test.ts', 'test/**/*.browser.test.ts', 'test/**/*.redis.test.ts'];

const shared = {
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  // Nest holds the CommonJS copy of graphql; a second copy would be "from another module or realm".
  resolve: { alias: { graphql: 'graphql/index.js' } },
} as const;

const project = (name: string, include: string[], more: Record<string, unknown> = {}) => ({
  ...shared,
  test: {
    name,
    include,
    setupFiles: 'test/support/fixed-seed.setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...more,
  },
});

const available = [
  project('pure', ['test/**/*.test.ts'], { exclude: [...onDatabase, ...heavy, 'test/house/**'] }),
  project('house', ['test/house/*.test.ts']),
  project('database', onDatabase, { globalSetup: 'test/support/embedded-server.setup.ts' }),
  project('processes', ['test/**/*.process.test.ts'], { fileParallelism: false, testTimeout: 600_000 }),
  ...(existsSync(debianPostgres)
    ? [
        // What SQL does there; what HTTP does over it is the same.
        project('database on Debian’s PostgreSQL 15', ['test/**/*.db.test.ts'], {
          globalSetup: 'test/support/debian-server.setup.ts',
        }),
      ]
    : []),
  ...(existsSync(redisServer)
    ? [
        project('redis', ['test/**/*.redis.test.ts'], {
          globalSetup: 'test/support/embedded-server.setup.ts',
        }),
      ]
    : []),
  ...(existsSync(browser)
    ? [
        project('browser', ['test/**/*.browser.test.ts'], {
          globalSetup: 'test/support/embedded-server.setup.ts',
          testTimeout: 180_000,
        }),
      ]
    : []),
];

export default defineConfig({ test: { projects: available, maxWorkers: 2 } });
