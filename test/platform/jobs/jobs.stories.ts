import { createPostgresBackend, Queue } from 'bullmq';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { connect } from '../../../src/platform/db/db.js';
import { Jobs, type RunningWorker, startWorker } from '../../../src/platform/jobs/jobs.js';
import { until } from '../../support/until.js';

/** What both backends of the queues must do; `options` is asked for when a test runs. */
export function tellJobStories(options: () => { databaseUrl: string; redisUrl?: string }): void {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  const complete = () => ({ ...options(), report: () => {} });
  const jobs = () => keep(new Jobs(complete()));
  const worker = (handlers: Parameters<typeof startWorker>[1]): RunningWorker =>
    keep(startWorker('upkeep', handlers, complete()));
  function keep<T extends { close(): Promise<void> }>(each: T): T {
    open.push(each);
    return each;
  }

  test('a nudge wakes its handler with its id', async () => {
    const seen: string[] = [];
    worker({ look: async (id) => void seen.push(id) });
    await jobs().nudge('upkeep', 'look', 'a');
    await until('the handler', async () => seen.includes('a'));
  });

  test('many nudges of one name within a moment are one', async () => {
    const seen: string[] = [];
    const nudging = jobs();
    await Promise.all(Array.from({ length: 50 }, () => nudging.nudge('upkeep', 'look', 'b', 5_000)));
    await nudging.nudge('upkeep', 'last', 'z');
    worker({ look: async (id) => void seen.push(id), last: async (id) => void seen.push(id) });
    await until('the last job', async () => seen.includes('z'));
    expect(seen.filter((id) => id === 'b')).toEqual(['b']);
  });

  test('a handler that fails is tried again', async () => {
    let tries = 0;
    worker({
      flaky: async () => {
        if (++tries < 3) throw new Error('not yet');
      },
    });
    await jobs().nudge('upkeep', 'flaky');
    await until('the third try', async () => tries === 3);
  });

  test('what a queue keeps of a failed job holds no input value, and the log is told once', async () => {
    const db = connect(options().databaseUrl, { name: 'test', max: 1 });
    keep({ close: () => db.$client.end() });
    const told: unknown[] = [];
    const fails = async () => void (await db.execute(sql`select ${'a secret value'}::int`));
    const { databaseUrl, redisUrl } = options();
    const queueOptions = {
      databaseUrl,
      ...(redisUrl && { redisUrl }),
      report: (error: unknown) => told.push(error),
    };
    keep(startWorker('matching', { fails }, queueOptions));
    const queue = redisUrl
      ? new Queue('matching', { connection: { url: redisUrl } })
      : new Queue(
          'matching',
          { connection: { connectionString: databaseUrl, max: 2 } },
          createPostgresBackend,
        );
    keep(queue);
    // Once only: the nudges of the hub are tried again for half a minute before they count as failed.
    await queue.add('fails', { id: 'x' }, { jobId: 'one that fails', attempts: 1 });
    const job = await until('the job has failed', async () =>
      (await queue.getFailed()).find(({ id }) => id === 'one that fails'),
    );
    expect(job.failedReason).toBe('PostgresError 22P02');
    expect(JSON.stringify(job.asJSON())).not.toContain('secret');
    expect(told).toHaveLength(1);
  });

  test('two workers share one queue, and no job is lost', async () => {
    const seen: string[] = [];
    worker({ share: async (id) => void seen.push(id) });
    worker({ share: async (id) => void seen.push(id) });
    const nudging = jobs();
    const ids = Array.from({ length: 40 }, (_, at) => `job ${at}`);
    for (const id of ids) await nudging.nudge('upkeep', 'share', id);
    await until('all jobs', async () => new Set(seen).size === ids.length);
  });

  test('a repeated job comes again and again', async () => {
    let times = 0;
    worker({ tick: async () => void times++ });
    await jobs().repeat('upkeep', 'tick', 100);
    await until('three ticks', async () => times >= 3);
  });
}
