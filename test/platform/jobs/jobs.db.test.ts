import { afterAll, beforeAll, describe } from 'vitest';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { tellJobStories } from './jobs.stories.js';

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test?.close());

describe('queues on PostgreSQL, as the role that runs', () => {
  tellJobStories(() => ({ databaseUrl: test.appUrl }));
});
