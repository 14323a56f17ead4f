import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reviewQueue } from '../../src/match-merge/runs/match-review.queries.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { decideReviewTask } from '../../src/stewardship/decide-review.service.js';
import { followMatching } from '../../src/stewardship/follow-matching.job.js';
import { claimTask } from '../../src/stewardship/queue/claim.store.js';
import { makeCaller } from '../support/caller.js';
import { activeModelOf, deliverItems, itemOf, runToEnd, writtenOtherwise } from '../support/match-hub.js';
import { brokenQueueRules } from '../support/queue-invariants.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

const [ann, bob] = [makeCaller({ person: 'ann' }), makeCaller({ person: 'bob' })];
const items = Array.from({ length: 60 }, (_, n) => itemOf(n));

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
  await deliverItems(pg.db, 'erp', items);
  await deliverItems(pg.db, 'vizient', items.slice(0, 30).map(writtenOtherwise));
  // Nothing is sure enough to be joined, so that every pair is put before a person.
  await activeModelOf(pg.db, 'ITEM', { matchFrom: 200, reviewFrom: 5 });
  expect(await runToEnd(pg.db)).toMatchObject({ state: 'DONE', merged: 0 });
});
afterAll(async () => {
  expect(await brokenQueueRules(pg.db)).toEqual([]);
  await pg?.close();
});

const reviews = () => reviewQueue(pg.db, 'ITEM', { first: 200, after: null });
async function openTasksOf(kind: string): Promise<string[]> {
  const rows = await pg.db.execute<{ id: string }>(sql`
    select id from task where kind = ${kind} and closed_at is null order by id`);
  return rows.map(({ id }) => id);
}
async function decide(reviewId: string, caller = ann) {
  const seenRevision = await newestRevision(pg.db);
  return decideReviewTask(pg.db, { reviewId, verdict: 'SAME', reason: 'seen', seenRevision }, caller);
}

test('every open review is one task, however often the worker looks', async () => {
  await Promise.all([followMatching(pg.db), followMatching(pg.db), followMatching(pg.db)]);
  await followMatching(pg.db);
  const ids = (await reviews()).map(({ id }) => id).sort();
  expect(ids.length).toBeGreaterThanOrEqual(30);
  expect(await openTasksOf('MATCH_REVIEW')).toEqual(ids);
});

test('a review is decided by whoever has its task in hand, and by nobody else', async () => {
  const [review] = await reviews();
  if (!review) throw new Error('no review');
  expect(await claimTask(pg.db, bob, review.id)).toEqual({ kind: 'done' });
  expect(await decide(review.id, ann)).toMatchObject({ kind: 'claimed-by-other', person: 'bob' });
  expect((await reviews()).map(({ id }) => id)).toContain(review.id);
  expect(await decide(review.id, bob)).toMatchObject({ kind: 'decided', survivorId: expect.any(String) });
  expect(await openTasksOf('MATCH_REVIEW')).not.toContain(review.id);
  expect(await decide(review.id, bob)).toEqual({ kind: 'refused', code: 'NOT_STANDING', judgementIds: [] });
});

test('of two people who decide a review at once one is told that it stands no more, and one decision is kept', async () => {
  const [review] = await reviews();
  if (!review) throw new Error('no review');
  const outcomes = await Promise.all([
    decide(review.id, ann),
    decide(review.id, bob),
    decide(review.id, ann),
  ]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused', 'refused']);
  const [kept] = await pg.db.execute<{ n: number }>(sql`
    select count(*)::int as n from decision where task_id = ${review.id} and kind = 'MATCH'`);
  expect(kept?.n).toBe(1);
});

test('a review that later words overtake takes its task with it', async () => {
  const [review] = (await reviews()).slice(-1);
  if (!review) throw new Error('no review');
  const [said] = await pg.db.execute<{ key: string }>(sql`
    select record.key from membership join source_record record on record.id = membership.record_id
    where membership.golden_id in (${review.a}, ${review.b}) and membership.to_change is null
      and record.source = 'vizient'`);
  await deliverItems(pg.db, 'vizient', [{ ...itemOf(999), key: said?.key ?? '' }]);
  await runToEnd(pg.db);
  await followMatching(pg.db);
  expect((await reviews()).map(({ id }) => id)).not.toContain(review.id);
  expect(await openTasksOf('MATCH_REVIEW')).not.toContain(review.id);
});

test('a run that stops itself is a task until a later run comes to its end', async () => {
  await activeModelOf(pg.db, 'ITEM', { matchFrom: 5, reviewFrom: 0 });
  const stopped = await runToEnd(pg.db, { mostMerged: 0.01 });
  expect(stopped).toMatchObject({ state: 'STOPPED', stopReason: 'TOO_MANY_MERGES' });
  await followMatching(pg.db);
  expect(await openTasksOf('MATCH_RUN_STOPPED')).toEqual([stopped.id]);
  await followMatching(pg.db);
  expect(await openTasksOf('MATCH_RUN_STOPPED')).toEqual([stopped.id]);
  expect(await runToEnd(pg.db, { mostMerged: 1 })).toMatchObject({ state: 'DONE' });
  await followMatching(pg.db);
  expect(await openTasksOf('MATCH_RUN_STOPPED')).toEqual([]);
});
