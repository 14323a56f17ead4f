import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MatchModel } from '../../../src/match-merge/models/match-model.queries.js';
import { reviewQueue } from '../../../src/match-merge/runs/match-review.queries.js';
import { readRun } from '../../../src/match-merge/runs/match-run.queries.js';
import { startRun, stepRun } from '../../../src/match-merge/runs/match-run.service.js';
import { MatchWorker } from '../../../src/match-merge/runs/match-worker.js';
import { unmergeGoldenRecords } from '../../../src/match-merge/unmerge.service.js';
import { newestRevision } from '../../../src/platform/changes/change.store.js';
import { decideReviewTask } from '../../../src/stewardship/decide-review.service.js';
import { makeCaller } from '../../support/caller.js';
import { brokenRules } from '../../support/link-invariants.js';
import {
  activeModelOf,
  clustersOf,
  deliverItems,
  goldenOfKey,
  itemOf,
  registries,
  runToEnd,
  writtenOtherwise,
} from '../../support/match-hub.js';
import { brokenMatchRules } from '../../support/match-invariants.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { setUpWellstar } from '../../support/wellstar.js';

const person = makeCaller();
const items = Array.from({ length: 80 }, (_, n) => itemOf(n));
const pairOf = (n: number) => `erp:I${n} vizient:VI${n}`;

let pg: TestDb;
let model: MatchModel;
beforeAll(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
  await deliverItems(pg.db, 'erp', items);
  await deliverItems(pg.db, 'vizient', items.slice(0, 40).map(writtenOtherwise));
  model = await activeModelOf(pg.db, 'ITEM', { matchFrom: 5, reviewFrom: -3 });
});
afterAll(async () => {
  expect(await brokenRules(pg.db)).toEqual([]);
  expect(await brokenMatchRules(pg.db)).toEqual([]);
  await pg?.close();
});

test('a run joins what is the same, and a second one finds nothing new', async () => {
  const run = await runToEnd(pg.db, { thingsAPartition: 25 });
  expect(run).toMatchObject({ state: 'DONE', merged: 40, split: 0, partitions: 5, partitionsDone: 5 });
  expect(await clustersOf(pg.db)).toEqual(
    items
      .slice(0, 40)
      .map((_, n) => pairOf(n))
      .sort(),
  );
  expect(await startRun(pg.db, { domain: 'ITEM', kind: 'MATCH', actor: 'test' })).toEqual({
    kind: 'refused',
    code: 'NOTHING_NEW',
  });
});

test('what a person takes apart for good is not joined again', async () => {
  const merged = await goldenOfRedirect(await goldenOfKey(pg.db, 'VI3'));
  const seenRevision = await newestRevision(pg.db);
  const undone = await unmergeGoldenRecords(
    pg.db,
    { mergedId: merged, keepApart: true, reason: null, seenRevision },
    person,
  );
  expect(undone.kind).toBe('unmerged');
  // One act of the engine made all of them: the others stand.
  expect(await clustersOf(pg.db)).toHaveLength(39);
  const [standing] = await pg.db.execute(sql`
    select count(*)::int as n from judgement where judge = 'ENGINE' and verdict = 'SAME' and to_change is null`);
  expect(standing).toEqual({ n: 39 });
  const run = await runToEnd(pg.db);
  expect(run).toMatchObject({ state: 'DONE', merged: 0 });
  expect(await clustersOf(pg.db)).not.toContain(pairOf(3));
});

test('a record that says something else leaves whom it no longer matches, and both keep their ids', async () => {
  const survivor = await goldenOfKey(pg.db, 'VI5');
  const merged = await goldenOfRedirect(survivor);
  await deliverItems(pg.db, 'vizient', [{ ...writtenOtherwise(itemOf(70)), key: 'VI5' }]);
  const run = await runToEnd(pg.db);
  expect(run).toMatchObject({ state: 'DONE', split: 1, merged: 1 });
  expect(await clustersOf(pg.db)).toContain('erp:I70 vizient:VI5');
  expect([await goldenOfKey(pg.db, 'I5'), await goldenOfKey(pg.db, 'I70')]).toContain(survivor);
  expect(await redirectOf(merged)).toBe(await goldenOfKey(pg.db, 'I70'));
});

test('a new record is joined by a run that looks at nothing else', async () => {
  await deliverItems(pg.db, 'dist-b', [{ ...writtenOtherwise(itemOf(50)), key: 'D50' }]);
  const run = await runToEnd(pg.db);
  expect(run).toMatchObject({ state: 'DONE', partitions: 1, merged: 1 });
  expect(await clustersOf(pg.db)).toContain('dist-b:D50 erp:I50');
});

test('what is likely but not sure is put before a person, whose word joins it', async () => {
  const vague = { ...writtenOtherwise(itemOf(60)), key: 'D60', catalogNumber: '' };
  await deliverItems(pg.db, 'dist-b', [{ ...vague, description: vague.description.slice(0, 12) }]);
  await pg.db.execute(sql`select 1`);
  const run = await runToEnd(pg.db);
  expect(run.state).toBe('DONE');
  const before = await clustersOf(pg.db);
  const queue = await reviewQueue(pg.db, 'ITEM', { first: 50, after: null });
  expect(queue.length).toBeGreaterThan(0);
  const [review] = queue;
  const decided = await decideReviewTask(
    pg.db,
    { reviewId: review!.id, verdict: 'SAME', reason: 'seen', seenRevision: await newestRevision(pg.db) },
    person,
  );
  expect(decided).toMatchObject({ kind: 'decided', survivorId: expect.any(String) });
  expect(await clustersOf(pg.db)).not.toEqual(before);
  const again = await runToEnd(pg.db);
  expect(again).toMatchObject({ state: 'DONE', split: 0, merged: 0 });
  expect((await reviewQueue(pg.db, 'ITEM', { first: 50, after: null })).map(({ id }) => id)).not.toContain(
    review!.id,
  );
});

test('a run that would join more than it may stops before it joins anything, and says so', async () => {
  await deliverItems(
    pg.db,
    'dist-b',
    items.slice(0, 20).map((item) => ({ ...writtenOtherwise(item), key: `D${item.key}` })),
  );
  const before = await clustersOf(pg.db);
  const run = await runToEnd(pg.db, { mostMerged: 0.05 });
  expect(run).toMatchObject({ state: 'STOPPED', stopReason: 'TOO_MANY_MERGES', merged: 0 });
  expect(run.stopDetail?.['merges']).toBeGreaterThan(10);
  expect(await clustersOf(pg.db)).toEqual(before);
});

test('a paused run takes no part and joins nothing until it is resumed; a cancelled one never', async () => {
  const started = await startRun(pg.db, { domain: 'ITEM', kind: 'MATCH', actor: 'test', mostMerged: 1 });
  if (started.kind !== 'started') throw new Error(started.code);
  const { runId } = started;
  expect(await startRun(pg.db, { domain: 'ITEM', kind: 'MATCH', actor: 'test' })).toMatchObject({
    code: 'UNDER_WAY',
  });
  expect(await stepRun(pg.db, runId, 'pause', 'key:test')).toBe(true);
  const worker = new MatchWorker(pg.db, { registries });
  await worker.work(runId);
  expect(await readRun(pg.db, runId)).toMatchObject({ state: 'PAUSED', partitionsDone: 0 });
  expect(await stepRun(pg.db, runId, 'resume', 'key:test')).toBe(true);
  expect(await stepRun(pg.db, runId, 'resume', 'key:test')).toBe(false);
  expect(await stepRun(pg.db, runId, 'cancel', 'key:test')).toBe(true);
  await worker.work(runId);
  expect(await readRun(pg.db, runId)).toMatchObject({ state: 'CANCELLED', partitionsDone: 0, merged: 0 });
});

test('a shadow run changes nothing and says what a run then does', async () => {
  const before = await clustersOf(pg.db);
  const shadow = await runToEnd(pg.db, { kind: 'SHADOW', modelId: model.id });
  expect(shadow.state).toBe('DONE');
  expect(await clustersOf(pg.db)).toEqual(before);
  const run = await runToEnd(pg.db);
  expect(run).toMatchObject({ state: 'DONE', merged: shadow.report!.merges, split: shadow.report!.splits });
  expect(await reviewQueue(pg.db, 'ITEM', { first: 500, after: null })).toHaveLength(
    shadow.report!.queueAfter,
  );
});

async function goldenOfRedirect(survivor: string): Promise<string> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from golden_redirect where survivor_id = ${survivor} and to_change is null`);
  return row!.id;
}

async function redirectOf(golden: string): Promise<string> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select coalesce((select survivor_id from golden_redirect where golden_id = ${golden} and to_change is null),
                    ${golden}::uuid) as id`);
  return row!.id;
}
