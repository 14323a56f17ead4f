import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRedis, type TestRedis } from '../../support/redis.js';
import { openTestApp } from '../../support/test-app.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { until } from '../../support/until.js';
import { tellJobStories } from './jobs.stories.js';

let redis: TestRedis;
let pg: TestDb;
beforeAll(async () => {
  [redis, pg] = await Promise.all([openRedis(), openTestDb()]);
});
afterAll(() => Promise.all([redis?.stop(), pg?.close()]));

describe('the same queues on Redis', () => {
  // The database is there for what jobs do in it; its queues stay empty.
  tellJobStories(() => ({ databaseUrl: pg.appUrl, redisUrl: redis.url }));
});

test('a hub with REDIS_URL makes a task of a miss through Redis', async () => {
  const app = await openTestApp({ redisUrl: redis.url });
  try {
    const asked = await app.post<{ missId: string }>('/resolve', {
      system: 'gtin',
      code: '09521234543213',
      target: 'ndc',
    });
    await until('the task', async () => {
      const answer = await app.graphql<{ task: { id: string } | null }>(
        'query ($id: ID!) { task(id: $id) { id } }',
        {
          id: asked.body.missId,
        },
      );
      return answer.data.task;
    });
    const [row] = await app.db.$client`select count(*)::int as n from bullmq.job`;
    expect(row?.['n']).toBe(0);
  } finally {
    await app.close();
  }
});
