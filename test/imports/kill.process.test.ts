import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { importJob } from '../../src/imports/import.job.js';
import { unfinishedImports } from '../../src/imports/import.queries.js';
import { receive, runImport } from '../../src/imports/run-import.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { counts } from '../support/counts.js';
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

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let own: OwnServer;
let folder: string;
/** One import that nobody disturbed: its state, and how long the process took. */
let undisturbed: { state: State; tookMs: number };

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  own = await startOwnServer();
  folder = mkdtempSync(join(tmpdir(), 'concord-import-'));
  const pg = await openHub();
  const begun = performance.now();
  expect((await concord(pg, ['import', 'wellstar-supplies', listFile]).ended).code).toBe(0);
  undisturbed = { tookMs: performance.now() - begun, state: await stateOf(pg) };
  expect(undisturbed.state).toMatchObject({ mappings: listRows, ended: 0, acts: 1 });
});
afterAll(async () => {
  for (const pg of opened.splice(0)) await pg.close();
  await own?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

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

interface State {
  readonly codes: string;
  readonly facts: string;
  readonly statements: string;
  readonly mappings: number;
  readonly ended: number;
  readonly acts: number;
  readonly staged: number;
}

/** All that an import leaves, by natural keys: no ids, no times. */
async function stateOf(pg: TestDb): Promise<State> {
  const [row] = await pg.db.$client<State[]>`
    with name as (select code.id, system.key || '|' || code.issuer || '|' || code.normal as name
                  from code join code_system system on system.id = code.system_id)
    select (select md5(string_agg(name || '|' || written, E'\n' order by name)) from name join code using (id)) as codes,
           (select md5(string_agg(concat_ws('|', name, display, status, properties, source, valid_from, valid_to), E'\n'
                                  order by name))
            from code_fact join name on name.id = code_fact.code_id where to_change is null) as facts,
           (select md5(string_agg(concat_ws('|', source.name, target.name, purpose, relationship, mapping.source,
                                            approved_by, valid_from, valid_to), E'\n' order by source.name, target.name))
            from mapping join name source on source.id = from_code join name target on target.id = to_code
            where to_change is null) as statements,
           (select count(*)::int from mapping) as mappings,
           (select count(*)::int from mapping where to_change is not null)
             + (select count(*)::int from code_fact where to_change is not null) as ended,
           (select count(*)::int from change where act = 'import wellstar-supplies') as acts,
           (select count(*)::int from staged_row) as staged`;
  return row as State;
}

/** What anybody who keeps counting mappings gets to see. */
function watchMappings(pg: TestDb) {
  const seen = new Set<number>();
  let watching = true;
  const done = (async () => {
    const sql = postgres(pg.appUrl, { max: 1 });
    while (watching) {
      const [row] = await sql<{ n: number }[]>`select count(*)::int as n from mapping`;
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

/** A moment in the n-th of equal parts of `tookMs`. */
function moments(tookMs: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: counts.kills }, (_, at) => ((at + random()) / counts.kills) * tookMs);
}

const nth = Array.from({ length: counts.kills }, (_, at) => at);

describe('an import that is killed', () => {
  test.each(nth)(
    'by kill -9 and run again ends as if undisturbed, and nobody saw half of it (%i)',
    async (at) => {
      const pg = await openHub();
      const watch = watchMappings(pg);
      const first = concord(pg, ['import', 'wellstar-supplies', listFile]);
      await sleep(moments(undisturbed.tookMs, 4_711)[at] as number);
      first.child.kill('SIGKILL');
      const killed = await first.ended;
      expect(killed.signal === 'SIGKILL' || killed.code === 0).toBe(true);
      const again = await concord(pg, ['import', 'wellstar-supplies', listFile]).ended;
      expect(again.code).toBe(0);
      expect(JSON.parse(again.out)).toMatchObject({ rowsRead: listRows, rowsRejected: 0 });
      // What the killed process had received is not lost: a worker takes it to its end, and it says nothing new.
      for (const id of await unfinishedImports(pg.db)) {
        const outcome = await runImport(pg.db, id);
        expect(outcome).toMatchObject({ kind: 'applied', counts: { rowsRead: listRows, changeId: null } });
      }
      expect(await watch.stop()).toSatisfy((seen: number[]) => seen.every((n) => n === 0 || n === listRows));
      expect(await stateOf(pg)).toEqual(undisturbed.state);
    },
  );

  test('with its worker is taken up by the next worker', async () => {
    const pg = await openHub();
    const watch = watchMappings(pg);
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
    expect(await watch.stop()).toEqual([0, listRows]);
    expect(await stateOf(pg)).toEqual(undisturbed.state);
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
    expect(await stateOf(pg)).toMatchObject({ mappings: 0, acts: 0, staged: 0 });
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
