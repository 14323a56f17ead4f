import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** A layer may import any layer after it, never one before it. */
const layers = [
  'app',
  'interop',
  'stewardship',
  'imports',
  'match-merge',
  'crosswalk',
  'golden-records',
  'units',
  'identifiers',
  'platform',
];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join(src, file));

const layerOf = (file: string) => relative(src, file).split('/')[0] ?? '';

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;]*?from\s+'([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function localImports(file: string): string[] {
  return importsOf(file)
    .filter((path) => path.startsWith('.'))
    .map((path) => resolve(dirname(file), path.replace(/\.js$/, '.ts')));
}

test('every folder of src is a layer', () => {
  expect([...new Set(files.map(layerOf))].filter((layer) => !layers.includes(layer))).toEqual([]);
});

test('a layer imports only layers below it', () => {
  const upward = files.flatMap((file) =>
    localImports(file)
      .filter((target) => layers.indexOf(layerOf(target)) < layers.indexOf(layerOf(file)))
      .map((target) => `${relative(src, file)} → ${relative(src, target)}`),
  );
  expect(upward).toEqual([]);
});

test('units and identifiers are pure: they import nothing of the platform, of Nest or of the database', () => {
  const impure = files
    .filter((file) => ['units', 'identifiers'].includes(layerOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter((path) => /platform\/|^@nestjs|drizzle|postgres|^node:/.test(path))
        .map((path) => `${relative(src, file)} → ${path}`),
    );
  expect(impure).toEqual([]);
});

test('no file imports itself around a corner', () => {
  const graph = new Map(files.map((file) => [file, localImports(file)] as const));
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].map((each) => relative(src, each)).join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('the environment is read in one place only', () => {
  const readers = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')));
  expect(readers.map((file) => relative(src, file))).toEqual(['platform/config.ts']);
});

test('SQL stands in stores, queries and jobs of the database only', () => {
  const sqlFiles = files
    .filter((file) => /\bsql`/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(src, file));
  const elsewhere = sqlFiles.filter(
    (file) =>
      !/\.(store|queries|table)\.ts$/.test(file) && !sqlPlaces.has(file) && !file.startsWith('platform/'),
  );
  expect(elsewhere).toEqual([]);
});

/** Use cases that are one piece of SQL from beginning to end, and read best as such. */
const sqlPlaces = new Set([
  'imports/apply-import.ts',
  'imports/stage-import.ts',
  'imports/run-import.ts',
  'app/sample-data.ts',
  'stewardship/map-miss.service.ts',
]);
