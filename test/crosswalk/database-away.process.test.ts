import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../../src/app/api-server.js';
import { ensureFirstKey } from '../../src/platform/access/api-key.store.js';
import { counts } from '../support/counts.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { type OwnServer, startOwnServer } from '../support/own-server.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { until } from '../support/until.js';

const key = 'administrator-of-the-outage';
const folder = mkdtempSync(join(tmpdir(), 'concord-journal-'));
let own: OwnServer;
let pg: TestDb;
let api: RunningApi;
const start = () =>
  startApi({
    ...{ databaseUrl: pg.appUrl, host: '127.0.0.1', port: 0, timeZone: 'UTC', maxUploadBytes: 1024 },
    journalFolder: folder,
  });

beforeAll(async () => {
  own = await startOwnServer();
  pg = await openTestDb(own.server);
  await ensureFirstKey(pg.db, key);
  await makeSystems(pg.db, 'erp', 'ehr');
  await makeMappings(pg.db, [{ system: 'erp', code: 'known', target: 'ehr', targetCode: 'T' }]);
  api = await start();
}, 120_000);
afterAll(async () => {
  await api?.stop();
  await pg?.close();
  await own?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Plain {
  status: string;
  code: string | null;
  stale: boolean;
  ageMs: number | null;
  missId: string | null;
}

async function ask(code: string): Promise<Plain> {
  const response = await fetch(`${api.address}/resolve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ system: 'erp', code, target: 'ehr' }),
  });
  if (response.status !== 200) return { status: `HTTP ${response.status}` } as Plain;
  return (await response.json()) as Plain;
}

const ready = async () => (await (await fetch(`${api.address}/health/ready`)).json()) as { status: string };

/** Eight callers who go on asking: now for what is known, now for one of 50 codes that are not. */
async function askOn(goesOn: () => boolean, seen: { answer: Plain; at: number }[]): Promise<void> {
  let n = 0;
  const caller = async () => {
    while (goesOn()) {
      const at = n++;
      const answer = await ask(at % 2 ? 'known' : `unknown-${at % 100}`);
      seen.push({ answer, at: performance.now() });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all(Array.from({ length: 8 }, caller));
}

const onLedger = async () => {
  const [row] = await pg.db.execute<{ asked: string }>(
    sql`select coalesce(sum(count), 0) as asked from miss`,
  );
  return Number(row?.asked);
};

test(
  'while PostgreSQL is away under load no answer fails, all are stale, and every miss is on the ledger afterwards, once',
  async () => {
    const seen: { answer: Plain; at: number }[] = [];
    let going = true;
    const asking = askOn(() => going, seen);
    await until('some answers', async () => seen.length > 50);
    let goneAt = 0;
    let backAt = 0;
    await own.awayWhile(async () => {
      goneAt = performance.now();
      await new Promise((resolve) => setTimeout(resolve, counts.awayMs));
      expect((await ready()).status).toBe('degraded');
      backAt = performance.now();
    });
    await until('the hub to notice', async () => (await ready()).status === 'ready', 60_000);
    going = false;
    await asking;

    const bad = seen.filter(({ answer }) => answer.status !== 'RESOLVED' && answer.status !== 'UNRESOLVED');
    expect(bad.map(({ answer }) => answer.status)).toEqual([]);
    const away = seen.filter(({ at }) => at > goneAt + 3_000 && at < backAt);
    expect(away.length).toBeGreaterThan(50);
    expect(away.every(({ answer }) => answer.stale && (answer.ageMs ?? 0) > 2_000)).toBe(true);
    const misses = seen.filter(({ answer }) => answer.missId !== null).length;
    expect(misses).toBe(seen.filter(({ answer }) => answer.status === 'UNRESOLVED').length);
    await until('all misses on the ledger', async () => (await onLedger()) >= misses, 30_000);
    expect(await onLedger()).toBe(misses);
    console.log(`${seen.length} answers, ${away.length} while away, ${misses} misses`);
  },
  counts.awayMs + 120_000,
);

test('misses of a process that dies while PostgreSQL is away are handed in by the next one', async () => {
  const before = await onLedger();
  await own.awayWhile(async () => {
    await until('the hub to notice', async () => (await ready()).status === 'degraded');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(`left-${at}`)));
    expect(answers.every(({ missId }) => missId !== null)).toBe(true);
    await api.stop();
  });
  expect(await until('the server', async () => (await onLedger()) === before, 30_000)).toBe(true);
  api = await start();
  await until('what was left', async () => (await onLedger()) === before + 20, 30_000);
}, 120_000);
