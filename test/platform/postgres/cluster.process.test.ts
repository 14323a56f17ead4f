import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { Cluster, joinCluster, stopCluster } from '../../../src/platform/postgres/cluster.js';
import { afterThisTest, start, startedCluster, tempDir } from './temp-cluster.js';

function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  afterThisTest(() => sql.end({ timeout: 1 }));
  return sql;
}

test('a folder that does not exist becomes a UTF-8 database that keeps its data and its port', async () => {
  const dataDir = join(tempDir(), 'made', 'by-concord');
  const first = await startedCluster(dataDir);
  expect(first.kind).toBe('started');
  const [settings] = await connect(first.superuserUrl)`
    select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as address,
           current_setting('password_encryption') as passwords, datlocprovider as provider, datlocale as locale
    from pg_database where datname = 'postgres'`;
  expect(settings).toMatchObject({ encoding: 'UTF8', address: '127.0.0.1', passwords: 'scram-sha-256' });
  expect(settings).toMatchObject({ provider: 'b', locale: 'C.UTF-8' });
  await connect(first.superuserUrl)`create table kept as select 'naïve Ω' as word`;
  await stopCluster(first);
  expect(first.isAlive()).toBe(false);

  const second = await startedCluster(dataDir);
  expect(second.port).toBe(first.port);
  expect(await connect(second.superuserUrl)`select word from kept`).toEqual([{ word: 'naïve Ω' }]);
});

test('the database is UTF-8 whatever LANG says', async () => {
  const { LANG, LC_ALL } = process.env;
  Object.assign(process.env, { LANG: 'C', LC_ALL: 'C' });
  afterThisTest(() => Object.assign(process.env, { LANG: LANG ?? '', LC_ALL: LC_ALL ?? '' }));
  const cluster = await startedCluster(tempDir());
  const [row] = await connect(cluster.superuserUrl)`select upper('straße é') as upper, length('é') as length`;
  expect(row).toEqual({ upper: 'STRASSE É'.replace('SS', 'ß'), length: 1 });
});

test('the passwords are readable by their owner only and stay out of what is logged', async () => {
  const lines: string[] = [];
  const dataDir = tempDir();
  const cluster = await startedCluster(dataDir, { log: (line) => lines.push(line) });
  const file = join(dataDir, 'postgres-passwords.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const passwords: string[] = Object.values(JSON.parse(readFileSync(file, 'utf8')));
  const said = lines.join('\n') + readFileSync(cluster.place.logFile, 'utf8');
  expect(passwords.filter((password) => said.includes(password))).toEqual([]);
});

test('nobody gets in without the password', async () => {
  const cluster = await startedCluster(tempDir());
  const url = new URL(cluster.superuserUrl);
  url.password = 'guess';
  await expect(connect(url.href)`select 1`).rejects.toMatchObject({ code: '28P01' });
});

test('of two starts at once one gets the folder, the other a sentence', async () => {
  const dataDir = tempDir();
  const outcomes = await Promise.all([start(dataDir), start(dataDir), start(dataDir)]);
  const clusters = outcomes.filter((outcome) => outcome instanceof Cluster);
  for (const cluster of clusters) afterThisTest(() => cluster.stop());
  expect(clusters).toHaveLength(1);
  const refused = outcomes.filter((outcome) => !(outcome instanceof Cluster));
  const sentence = `The data folder ${dataDir} is in use by process ${process.pid}.`;
  expect(refused).toEqual([
    { kind: 'folder-in-use', sentence },
    { kind: 'folder-in-use', sentence },
  ]);
});

test('a command beside the running hub joins its server', async () => {
  const dataDir = tempDir();
  expect(await joinCluster(dataDir)).toEqual({ kind: 'not-running' });
  const cluster = await startedCluster(dataDir);
  expect(await joinCluster(dataDir)).toMatchObject({
    kind: 'joined',
    port: cluster.port,
    ownerPid: process.pid,
  });
  await cluster.stop();
  expect(await joinCluster(dataDir)).toEqual({ kind: 'not-running' });
});

test('a folder of another PostgreSQL version is refused with one sentence', async () => {
  const dataDir = tempDir();
  const cluster = await startedCluster(dataDir);
  await cluster.stop();
  writeFileSync(join(cluster.place.pgData, 'PG_VERSION'), '17\n');
  expect(await start(dataDir)).toMatchObject({
    kind: 'other-version',
    sentence: expect.stringMatching(/was written by PostgreSQL 17 and this Concord runs PostgreSQL 18/),
  });
});

test('a password file that does not fit the database is told', async () => {
  const dataDir = tempDir();
  const cluster = await startedCluster(dataDir);
  const file = join(dataDir, 'postgres-passwords.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"superuser": "..../, '"superuser": "0000'));
  await cluster.stop();
  expect(await start(dataDir)).toMatchObject({ kind: 'password-lost' });
});

test('a port asked for by number and taken is told', async () => {
  const other = await startedCluster(tempDir());
  expect(await start(tempDir(), { port: other.port })).toMatchObject({ kind: 'port-in-use' });
});

test('a folder that cannot be made is told', async () => {
  const file = join(tempDir(), 'a-file');
  writeFileSync(file, '');
  expect(await start(join(file, 'below'))).toMatchObject({ kind: 'folder-unusable' });
});
