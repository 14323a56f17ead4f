import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { afterThisTest, tempDir } from '../platform/postgres/temp-cluster.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { takenPort, waitUntilGone } from './hub-process.js';

/** Each start with the sample data loads all of it: half a minute, more on a busy machine. */
vi.setConfig({ testTimeout: 600_000 });

const command = fileURLToPath(new URL('../../bin/concord.mjs', import.meta.url));

interface Hub {
  readonly process: ChildProcess;
  readonly port: number;
  readonly exited: Promise<number | null>;
  output(): string;
  ready(): Promise<void>;
  /** Which charge code a supply has. */
  ask(code: string): Promise<Answer>;
  askFor(question: Question): Promise<Answer>;
}

type Question = { system: string; code: string; target: string };
type Answer = { status: string; code: string | null; revision: string };

/** `npm start`, as a shell starts it: the leader of a process group. */
async function startHub(dataDir: string, environment: Record<string, string> = {}): Promise<Hub> {
  const port = environment['PORT'] ? Number(environment['PORT']) : await freePort();
  const env = {
    ...process.env,
    CONCORD_DATA: dataDir,
    PORT: String(port),
    CONCORD_ADMIN_KEY: 'key-for-this-test',
    ...environment,
  };
  const child = spawn(process.execPath, [command, 'start'], { env, detached: true, stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const hub: Hub = {
    process: child,
    port,
    exited,
    output: () => output,
    ready: () =>
      until('the hub to be ready', async () => output.includes('is ready'), 300_000).then(
        () => {},
        (error: Error) => {
          throw new Error(`${error.message}; it said: ${output}`);
        },
      ),
    ask: (code) => ask(port, code),
    askFor: (question) => askFor(port, question),
  };
  afterThisTest(() => endHub(hub));
  return hub;
}

function ask(port: number, code: string): Promise<Answer> {
  return askFor(port, { system: 'wellstar-supply', code, target: 'wellstar-charge' });
}

async function askFor(port: number, question: Question): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/resolve`, {
    method: 'POST',
    headers: { authorization: 'Bearer key-for-this-test', 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  return (await response.json()) as Answer;
}

function interrupt(hub: Hub): void {
  if (hub.process.exitCode === null && hub.process.signalCode === null)
    process.kill(-(hub.process.pid ?? 0), 'SIGINT');
}

async function endHub(hub: Hub): Promise<void> {
  interrupt(hub);
  await hub.exited;
}

const answer = { status: 'RESOLVED', code: '271110052' };

/** What the last of the sample files says, and an item of the hospital that is a device of the registry. */
async function expectWholeSample(hub: Hub): Promise<void> {
  expect(await hub.ask('54925')).toMatchObject(answer);
  const [item, device] = [
    { system: 'erp-item', code: '104011' },
    { system: 'gudid', code: '00841036126001' },
  ];
  const found = { status: 'RESOLVED', code: device.code };
  expect(await hub.askFor({ ...item, target: 'gudid' })).toMatchObject(found);
  expect(await hub.askFor({ system: 'ehr-item', code: '51000017', target: 'gudid' })).toMatchObject(found);
  expect(await hub.askFor({ ...device, target: 'erp-item' })).toMatchObject({ ...found, code: item.code });
}

/** Process ids below the hub’s own, by a word of their command line. */
function processOf(hub: Hub, word: string): number {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  const found = lines.find(
    (line) => line.includes(word) && line.trim().split(/\s+/)[1] === String(hub.process.pid),
  );
  return Number(found?.trim().split(/\s+/)[0]);
}

function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('npm start', () => {
  test('prints address, key, data and a curl that answers; a second start keeps the data; Ctrl-C stops everything', async () => {
    const data = tempDir();
    const first = await startHub(data);
    await first.ready();
    expect(first.output()).toContain(`http://127.0.0.1:${first.port}`);
    expect(first.output()).toContain('key-for-this-test');
    expect(first.output()).toContain(data);
    const curl = /^ {2}(curl .*)$/m.exec(first.output())?.[1] ?? '';
    expect(JSON.parse(execFileSync('sh', ['-c', curl], { encoding: 'utf8' }))).toMatchObject(answer);
    await expectWholeSample(first);
    const { revision } = await first.ask('54925');
    const postmaster = postmasterOf(data);
    interrupt(first);
    expect(await first.exited).toBe(0);
    await waitUntilGone(postmaster);
    await expect(first.ask('54925')).rejects.toThrow();

    const second = await startHub(data);
    await second.ready();
    expect(await second.ask('54925')).toMatchObject({ ...answer, revision });
    expect(second.output()).not.toContain('Loading the sample data');
  });

  test('after kill -9 of any of its processes the next start recovers by itself', async () => {
    const data = tempDir();
    const seed = await startHub(data);
    await seed.ready();
    await endHub(seed);
    for (const victim of ['supervisor', 'api.js', 'worker.js', 'postgres']) {
      const hub = await startHub(data);
      await hub.ready();
      const pids = { supervisor: hub.process.pid ?? 0, postgres: postmasterOf(data) };
      const pid = pids[victim as keyof typeof pids] ?? processOf(hub, victim);
      process.kill(pid, 'SIGKILL');
      if (victim !== 'supervisor') await until(`an answer after the death of ${victim}`, () => answers(hub));
      await endHub(hub);
    }
    const last = await startHub(data);
    await last.ready();
    expect(await last.ask('54925')).toMatchObject(answer);
  });

  test('a hub killed while it loads the sample data loads it whole the next time', async () => {
    const data = tempDir();
    const first = await startHub(data);
    await until(
      'the loading to begin',
      async () => first.output().includes('Loading the sample data'),
      60_000,
    );
    // Some files are in, others are not: a load takes 12 s or more.
    await sleep(6_000);
    process.kill(-(first.process.pid ?? 0), 'SIGKILL');
    await first.exited;
    const second = await startHub(data);
    await second.ready();
    await expectWholeSample(second);
  });

  test('generates a key of its own, keeps it to itself, and prints it', async () => {
    const data = tempDir();
    const hub = await startHub(data, { CONCORD_ADMIN_KEY: '', CONCORD_SAMPLE_DATA: 'false' });
    await hub.ready();
    const key = readFileSync(join(data, 'admin-key'), 'utf8').trim();
    expect(key).toMatch(/^ck_[\w-]{43}$/);
    expect(hub.output()).toContain(key);
    expect(statSync(join(data, 'admin-key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(data)).toContain('postgres');
  });
});

async function answers(hub: Hub): Promise<boolean> {
  return hub.ask('54925').then(
    ({ status }) => status === 'RESOLVED',
    () => false,
  );
}

describe('what cannot start says why in one sentence', () => {
  const refusals: [string, (data: string) => Promise<Record<string, string>>, RegExp][] = [
    [
      'a port in use',
      async () => ({ PORT: String(await takenPort()) }),
      /^Port \d+ on 127\.0\.0\.1 is in use; choose another one with PORT\.$/,
    ],
    ['a bad variable', async () => ({ PORT: 'eighty' }), /^PORT must be a number from 0 to 65535\.$/],
    [
      'a bad time zone',
      async () => ({ CONCORD_TIME_ZONE: 'Mars/Olympus' }),
      /^CONCORD_TIME_ZONE must be an IANA time zone/,
    ],
    [
      'an unreachable DATABASE_URL',
      async () => ({ DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/concord' }),
      /^(?!.*hunter2).*DATABASE_URL.*$/,
    ],
    [
      'a short key on an address that is not loopback',
      async () => ({ HOST: '0.0.0.0', CONCORD_ADMIN_KEY: 'k' }),
      /^CONCORD_ADMIN_KEY has fewer than 16 characters/,
    ],
  ];

  test.each(refusals)('%s', async (_, environment, sentence) => {
    const data = tempDir();
    const hub = await startHub(data, await environment(data));
    expect(await hub.exited).not.toBe(0);
    expect(hub.output().trim()).toMatch(sentence);
    expect(hub.output().trim().split('\n')).toHaveLength(1);
  });

  test('a data folder of another version of PostgreSQL', async () => {
    const data = tempDir();
    const hub = await startHub(data, { CONCORD_SAMPLE_DATA: 'false' });
    await hub.ready();
    await endHub(hub);
    writeFileSync(join(data, 'postgres', 'PG_VERSION'), '14\n');
    const other = await startHub(data);
    expect(await other.exited).not.toBe(0);
    expect(other.output()).toMatch(/version 14|PostgreSQL 14/);
    expect(other.output().trim().split('\n')).toHaveLength(1);
  });
});
