import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.js';
import { makeTemplate } from './template.js';
import { debianPostgres } from './tools.js';

const nobody = 65534;

/** Debian’s PostgreSQL 15, the oldest that is supported and the cheapest proof that DATABASE_URL may point elsewhere. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'concord-pg15-'));
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if ('uid' in account) chownSync(folder, nobody, nobody);
  const data = join(folder, 'data');
  const run = (program: string, args: string[]) =>
    execFileSync(join(dirname(debianPostgres), program), args, { ...account, stdio: 'ignore', cwd: folder });
  const port = await freePort();
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N']);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit=off`;
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  project.provide('server', await makeTemplate(`postgres://postgres@127.0.0.1:${port}/postgres`));
  return () => {
    run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
}
