import postgres from 'postgres';
import { expect, test } from 'vitest';
import { prepareDatabase } from '../../../src/platform/postgres/roles.js';
import { afterThisTest, startedCluster, tempDir } from './temp-cluster.js';

function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  afterThisTest(() => sql.end({ timeout: 1 }));
  return sql;
}

test('one role migrates, the other may only do what it is granted', async () => {
  const cluster = await startedCluster(tempDir());
  const urls = await prepareDatabase(cluster.superuserUrl, cluster);
  expect(await prepareDatabase(cluster.superuserUrl, cluster)).toEqual(urls);

  const migrate = connect(urls.migrateUrl);
  await migrate`create extension btree_gist`;
  await migrate`create table audit (id int)`;
  await migrate`create table code (id int)`;
  await migrate`grant select, insert on code to concord_app`;

  const app = connect(urls.appUrl);
  await app`insert into code values (1)`;
  expect(await app`select id from code`).toEqual([{ id: 1 }]);
  const denied = { code: '42501' };
  await expect(app`delete from code`).rejects.toMatchObject(denied);
  await expect(app`select from audit`).rejects.toMatchObject(denied);
  await expect(app`create table mine (id int)`).rejects.toMatchObject(denied);
  await expect(app`alter table code add extra int`).rejects.toMatchObject(denied);
  await expect(app`create schema mine`).rejects.toMatchObject(denied);
  const [role] =
    await app`select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`;
  expect(role).toEqual({ rolsuper: false, rolcreaterole: false, rolcreatedb: false });
});
