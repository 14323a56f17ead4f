import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { generatedFiles } from '../../src/app/generated.js';

const home = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(home, path), 'utf8');

describe('what is generated is what the code says (npm run generate)', () => {
  test('the schema, the errors and the configuration', async () => {
    for (const [path, text] of await generatedFiles()) expect(read(path), path).toBe(text);
  });

  test('the migrations hold every table and column', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'concord-drizzle-'));
    try {
      cpSync(join(home, 'drizzle'), scratch, { recursive: true });
      const tool = join(home, 'node_modules/drizzle-kit/bin.cjs');
      const args = [
        tool,
        'generate',
        '--dialect',
        'postgresql',
        '--schema',
        './dist/**/*.table.js',
        '--out',
        // drizzle-kit puts `./` before it, also before an absolute path.
        relative(home, scratch),
      ];
      const said = execFileSync(process.execPath, args, {
        cwd: home,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(said).toContain('No schema changes');
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});

test('nothing that callers were promised is broken (test/house/published-schema.graphql)', async () => {
  const published = buildSchema(read('test/house/published-schema.graphql'));
  const changes = await diff(published, buildSchema(read('src/schema.graphql')));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  expect(breaking.map(({ message }) => message)).toEqual([]);
});
