import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, Package>>;
};
const entries = Object.entries(lock.packages);

test('every optional dependency has its entry, so that npm ci takes the lockfile', () => {
  const holes = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !entries.some(([other]) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} → ${name}`),
  );
  expect(holes).toEqual([]);
});

test('the lockfile holds no download addresses', () => {
  expect(entries.filter(([, { resolved, link }]) => resolved && !link).map(([path]) => path)).toEqual([]);
});
