import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempDir } from '../platform/postgres/temp-cluster.js';

const run = promisify(execFile);

/** A tiny clone: our scripts around one lockfile and one source file. */
function tinyClone(): string {
  const root = tempDir();
  for (const folder of ['scripts', 'bin']) cpSync(folder, join(root, folder), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeLockfile(root, '1.0.0');
  mkdirSync(join(root, 'src', 'app'), { recursive: true });
  writeFileSync(
    join(root, 'src', 'app', 'cli.ts'),
    'export const main = (args: string[]) => console.log(args.join());\n',
  );
  const compilerOptions = {
    module: 'nodenext',
    rootDir: 'src',
    outDir: 'dist',
    types: [],
    incremental: true,
  };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  return root;
}

function writeLockfile(root: string, version: string): void {
  const packages = { 'node_modules/some': { version }, 'node_modules/for-macs': { version, optional: true } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
}

/** Stands in for npm: notes its arguments, installs what the lockfile says, slowly. */
function fakeNpm(root: string): string {
  const file = join(root, 'npm-cli.mjs');
  writeFileSync(
    file,
    `import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
    appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
    rmSync('node_modules', { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    mkdirSync('node_modules');
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    delete packages['node_modules/for-macs'];
    writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));`,
  );
  return file;
}

function setUp(root: string) {
  const env = { ...process.env, npm_execpath: fakeNpm(root) };
  return run(process.execPath, [join(root, 'scripts', 'setup.mjs')], { cwd: root, env });
}

function calls(root: string): string[] {
  return readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
}

test('setup installs once, also when asked by three at the same time, and again when the lockfile changed', async () => {
  const root = tinyClone();
  const said = await Promise.all([setUp(root), setUp(root), setUp(root)]);
  expect(calls(root)).toHaveLength(1);
  expect(calls(root)[0]).toMatch(/^ci --include=dev --ignore-scripts/);
  expect(said.map(({ stderr }) => stderr).join('')).toBe('Installing packages (npm ci) ...\n');
  await setUp(root);
  expect(calls(root)).toHaveLength(1);
  writeLockfile(root, '2.0.0');
  await setUp(root);
  expect(calls(root)).toHaveLength(2);
}, 30_000);

test('setup accepts what somebody installed with npm ci', async () => {
  const root = tinyClone();
  await setUp(root);
  rmSync(join(root, 'node_modules', '.concord-lock-hash'));
  await setUp(root);
  expect(calls(root)).toHaveLength(1);
});

test('concord builds what is stale and removes what has no source any more', async () => {
  const root = tinyClone();
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const concord = () =>
    run(process.execPath, [join(root, 'bin', 'concord.mjs'), 'resolve', 'x'], { cwd: root });
  writeFileSync(join(root, 'src', 'old.ts'), 'export const wrong = ;\n');
  const failed = {
    code: 1,
    stderr: expect.stringContaining('\nConcord could not build the server.\n'),
  };
  await expect(concord()).rejects.toMatchObject(failed);
  expect(existsSync(join(root, 'dist'))).toBe(false);

  writeFileSync(join(root, 'src', 'old.ts'), 'export {};\n');
  const [first, twin] = await Promise.all([concord(), concord()]);
  expect([first.stdout, twin.stdout]).toEqual(['resolve,x\n', 'resolve,x\n']);
  expect(first.stderr + twin.stderr).toBe('Building the server ...\n');
  expect(existsSync(join(root, 'dist', 'old.js'))).toBe(true);
  expect((await concord()).stderr).toBe('');

  rmSync(join(root, 'src', 'old.ts'));
  await concord();
  expect(existsSync(join(root, 'dist', 'old.js'))).toBe(false);
}, 120_000);

test('an old Node is told in one sentence', () => {
  const script = `
    import { checkNodeVersion } from ${JSON.stringify(resolve('scripts/node-version.mjs'))};
    Object.defineProperty(process.versions, 'node', { value: '18.20.0' });
    checkNodeVersion();`;
  const flags = ['--input-type=module', '-e', script];
  expect(() => execFileSync(process.execPath, flags, { stdio: 'pipe' })).toThrow(
    /needs Node 20\.19 or newer; this is Node 18/,
  );
});
