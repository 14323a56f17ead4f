import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { folders } from '../../src/app/home.js';
import { importJob } from '../../src/imports/import.job.js';
import { unfinishedImports } from '../../src/imports/import.queries.js';
import { receive, runImport } from '../../src/imports/run-import.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { counts } from '../support/counts.js';
import { digestOf, type HubDigest } from '../support/hub-digest.js';
import { type OwnServer, startOwnServer } from '../support/own-server.js';
import { seededRandom } from '../support/random.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { until } from '../support/until.js';
import {
  listFile,
  listLine,
  listRows,
  makeList,
  setUpWellstar,
  wellstarSupplies,
} from '../support/wellstar.js';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let own: OwnServer;
let folder: string;
/** One import that nobody disturbed: its state, and how long the process took. */
let undisturbed: { state: HubDigest; tookMs: number };

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  own = await startOwnServer();
  folder = mkdtempSync(join(tmpdir(), 'concord-import-'));
  const pg = await openHub();
  const begun = performance.now();
  expect((await concord(pg, ['import', 'wellstar-supplies', listFile]).ended).code).toBe(0);
  undisturbed = { tookMs: performance.now() - begun, state: await digestOf(pg.db) };
  expect(undisturbed.state).toMatchObject({
    mappings: expect.stringMatching(`^${listRows} `),
    acts: `import wellstar-supplies 1, ${setUp}`,
    ended: 0,
    staged: 0,
  });
});
afterAll(async () => {
  for (const pg of opened.splice(0)) await pg.close();
  await own?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

/** Acts of every hub before its first file. */
const setUp = 'set up code systems 2';

const opened: TestDb[] = [];
const children: ChildProcess[] = [];

async function openHub(): Promise<TestDb> {
  const pg = await openTestDb(own.server);
  opened.push(pg);
  await setUpWellstar(pg.db);
  return pg;
}

function concord(pg: TestDb, args: readonly string[]) {
  const child = spawn(process.execPath, ['bin/concord.mjs', ...args], {
    env: { ...process.env, DATABASE_URL: pg.appUrl, CONCORD_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    ...said,
  }));
  return { child, ended };
}

/** What anybody who keeps counting the rows of a table gets to see. */
function watch(pg: TestDb, table: 'mapping' | 'source_record_version') {
  const seen = new Set<number>();
  let watching = true;
  const done = (async () => {
    const sql = postgres(pg.appUrl, { max: 1 });
    while (watching) {
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`;
      seen.add(row?.n ?? -1);
      await sleep(5);
    }
    await sql.end();
  })();
  return {
    stop: async () => {
      watching = false;
      await done;
      return [...seen].sort((a, b) => a - b);
    },
  };
}

interface Delivery {
  readonly profile: string;
  readonly path: string;
  readonly rows: number;
}

/** A moment in the n-th of equal parts of `tookMs`. */
function moments(tookMs: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: counts.kills }, (_, at) => ((at + random()) / counts.kills) * tookMs);
}

const nth = Array.from({ length: counts.kills }, (_, at) => at);

/** Kills the import of a file at a moment of its own, and runs it again; the rest is taken up as a worker would. */
async function importKilled(
  pg: TestDb,
  { profile, path, rows }: Delivery,
  moment: number,
): Promise<{ rowsRead: number; rowsRejected: number }> {
  const first = concord(pg, ['import', profile, path]);
  await sleep(moment);
  first.child.kill('SIGKILL');
  const killed = await first.ended;
  expect(killed.signal === 'SIGKILL' || killed.code !== null).toBe(true);
  const again = await concord(pg, ['import', profile, path]).ended;
  // What the killed process had received is not lost: a worker takes it to its end, and it says nothing new.
  for (const id of await unfinishedImports(pg.db)) {
    const outcome = await runImport(pg.db, id);
    expect(outcome).toMatchObject({ kind: 'applied', counts: { rowsRead: rows, changeId: null } });
  }
  return JSON.parse(again.out);
}

describe('an import that is killed', () => {
  test.each(nth)(
    'by kill -9 and run again ends as if undisturbed, and nobody saw half of it (%i)',
    async (at) => {
      const pg = await openHub();
      const watched = watch(pg, 'mapping');
      const list = { profile: 'wellstar-supplies', path: listFile, rows: listRows };
      const ended = await importKilled(pg, list, moments(undisturbed.tookMs, 4_711)[at] as number);
      expect(ended).toMatchObject({ rowsRead: listRows, rowsRejected: 0 });
      expect(await watched.stop()).toSatisfy((seen: number[]) =>
        seen.every((n) => n === 0 || n === listRows),
      );
      expect(await digestOf(pg.db)).toEqual(undisturbed.state);
    },
  );

  /** Each links its records to those of the ones before. */
  const linked: Delivery[] = [
    { profile: 'gudid-identifiers', path: `${folders.seedData}/gudid/identifiers.psv`, rows: 5_820 },
    { profile: 'hemm-item-master', path: `${folders.seedData}/erp/item-master.csv`, rows: 3_665 },
    { profile: 'vizient-contract', path: `${folders.seedData}/contract/vizient.csv`, rows: 2_000 },
  ];

  describe('of files that become golden records', () => {
    /** After each file: how many versions of source records there are; what it took. */
    const steps: { versions: number; tookMs: number }[] = [];
    let whole: HubDigest;

    beforeAll(async () => {
      const pg = await openHub();
      for (const { profile, path } of linked) {
        const begun = performance.now();
        await concord(pg, ['import', profile, path]).ended;
        const tookMs = performance.now() - begun;
        const [row] = await pg.db.$client`select count(*)::int as n from source_record_version`;
        steps.push({ versions: row?.['n'], tookMs });
      }
      whole = await digestOf(pg.db);
      expect(whole).toMatchObject({
        acts: `${linked.map(({ profile }) => `import ${profile} 1`).join(', ')}, ${setUp}`,
      });
    });

    test.each(nth)('by kill -9, each of them, and run again end as if undisturbed (%i)', async (at) => {
      const pg = await openHub();
      const watched = watch(pg, 'source_record_version');
      for (const [place, delivery] of linked.entries()) {
        const moment = moments(steps[place]?.tookMs ?? 0, 4_712 + place)[at] as number;
        expect(await importKilled(pg, delivery, moment)).toMatchObject({ rowsRead: delivery.rows });
      }
      const states = new Set([0, ...steps.map(({ versions }) => versions)]);
      expect(await watched.stop()).toSatisfy((seen: number[]) => seen.every((n) => states.has(n)));
      expect(await digestOf(pg.db)).toEqual(whole);
    });
  });

  test('with its worker is taken up by the next worker', async () => {
    const pg = await openHub();
    const watched = watch(pg, 'mapping');
    const jobs = new Jobs({ databaseUrl: pg.appUrl, report: () => {} });
    const random = seededRandom(815);
    const first = concord(pg, ['worker']);
    const stream = createReadStream(listFile);
    const id = await receive(pg.db, { profile: wellstarSupplies, fileName: 'list', actor: 'cli', stream });
    await jobs.nudge('imports', importJob, id);
    await until(
      'the worker takes it',
      async () => {
        const [row] = await pg.db.$client`
        select count(*)::int as n from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())
        and pid in (select pid from pg_stat_activity where application_name = 'concord worker')`;
        return row?.['n'] > 0;
      },
      30_000,
    );
    await sleep(random() * undisturbed.tookMs * 0.5);
    first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    const state = async () => {
      const [row] = await pg.db.$client`select state from import_run where id = ${id}`;
      return row?.['state'];
    };
    expect(await state()).toBe('RECEIVED');
    const second = concord(pg, ['worker']);
    await until('the next worker ends it', async () => (await state()) === 'APPLIED', 120_000);
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    await jobs.close();
    expect(await watched.stop()).toEqual([0, listRows]);
    expect(await digestOf(pg.db)).toEqual(undisturbed.state);
  });
});

describe('the command line', () => {
  test('refuses a wrong file whole, by the name of the missing column, with exit code 1', async () => {
    const pg = await openHub();
    const path = join(folder, 'wrong.txt');
    writeFileSync(
      path,
      makeList(['WS|1|name|1.00'], 'Service Area|Px Code|Procedure Description|Unit Price'),
    );
    const { code, out, err } = await concord(pg, ['import', 'wellstar-supplies', path]).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('no column "Supply #" in its header row');
    expect(await digestOf(pg.db)).toMatchObject({ mappings: '0 ', acts: setUp, staged: 0 });
  });

  test('takes the good rows, writes the others to a file and ends with exit code 3', async () => {
    const pg = await openHub();
    const [path, rejects] = [join(folder, 'partly.txt'), join(folder, 'rejects.csv')];
    writeFileSync(path, makeList([listLine('1', 'C1'), listLine('2', 'C2', { price: '=1' })]));
    const { code, out } = await concord(pg, ['import', 'wellstar-supplies', path, '--rejects', rejects])
      .ended;
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ rowsRead: 2, rowsApplied: 1, rowsUnchanged: 0, rowsRejected: 1 });
    expect(readFileSync(rejects, 'utf8').split('\r\n')[1]).toBe(
      "3,Unit Price,'=1,BAD_PRICE,the value is not a price,WS SERVICE AREA,C2,name of C2,2,'=1",
    );
  });
});
