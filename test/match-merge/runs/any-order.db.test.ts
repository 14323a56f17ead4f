import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { appendJudgement } from '../../../src/match-merge/judgement.store.js';
import type { Verdict } from '../../../src/match-merge/judgement.table.js';
import { readModel } from '../../../src/match-merge/models/match-model.queries.js';
import { activate, insertModel } from '../../../src/match-merge/models/match-model.store.js';
import { reviewQueue } from '../../../src/match-merge/runs/match-review.queries.js';
import { runningRuns } from '../../../src/match-merge/runs/match-run.queries.js';
import { startRun } from '../../../src/match-merge/runs/match-run.service.js';
import { MatchWorker } from '../../../src/match-merge/runs/match-worker.js';
import { newestRevision, recordChange } from '../../../src/platform/changes/change.store.js';
import { type Db, transact } from '../../../src/platform/db/db.js';
import { decideReviewTask } from '../../../src/stewardship/decide-review.service.js';
import { makeCaller } from '../../support/caller.js';
import { counts } from '../../support/counts.js';
import {
  activeModelOf,
  clustersOf,
  deliverItems,
  type ItemSource,
  itemOf,
  type MadeItem,
  registries,
  writtenOtherwise,
} from '../../support/match-hub.js';
import { brokenMatchRules } from '../../support/match-invariants.js';
import { seededRandom } from '../../support/random.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { setUpWellstar } from '../../support/wellstar.js';

const person = makeCaller();
const items = Array.from({ length: 50 }, (_, n) => itemOf(n));
const usual = { matchFrom: 5, reviewFrom: -3 };

const open: TestDb[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A hub with two catalogs and a model that was learned from them, the same every time. */
async function openHub(): Promise<Db> {
  const pg = await openTestDb();
  open.push(pg);
  await setUpWellstar(pg.db);
  await deliverItems(pg.db, 'erp', items);
  await deliverItems(pg.db, 'vizient', items.slice(0, 25).map(writtenOtherwise));
  await activeModelOf(pg.db, 'ITEM', usual);
  return pg.db;
}

/** The next version of the active model, by other thresholds. */
async function otherModel(db: Db, thresholds: { matchFrom: number; reviewFrom: number }): Promise<void> {
  const [row] = await db.execute<{ id: string }>(sql`
    select id from match_model where domain = 'ITEM' and state = 'ACTIVE'`);
  const now = await readModel(db, row?.id ?? '');
  if (!now) throw new Error('no model');
  await transact(db, async (tx) => {
    await activate(tx, { ...now, id: await insertModel(tx, { ...now, ...thresholds }) }, 'key:test');
  });
}

/** Begins a run where there is something new, and works at whatever goes on until there is nothing left to do. */
async function matchToEnd(db: Db): Promise<void> {
  const worker = new MatchWorker(db, { registries, leaseMs: 1 });
  for (let round = 0; round < 10; round++) {
    const started = await startRun(db, { domain: 'ITEM', kind: 'MATCH', actor: 'test', mostMerged: 1 });
    const going = await runningRuns(db);
    if (started.kind === 'refused' && going.length === 0) return;
    for (const run of going) await worker.work(run);
  }
  throw new Error('matching comes to no end');
}

/** What people said, with the source records by the names that their sources give them. */
interface Word {
  readonly verdict: Verdict;
  readonly sides: readonly (readonly string[])[];
}

async function wordsOf(db: Db): Promise<Word[]> {
  const rows = await db.execute<{ verdict: Verdict; sides: string[][] }>(sql`
    select judgement.verdict, array(
      select jsonb_agg(record.source || ' ' || record.key order by record.source, record.key)
      from judgement_record about join source_record record on record.id = about.record_id
      where about.judgement_id = judgement.id group by about.side order by about.side) as sides
    from judgement where judgement.judge = 'PERSON' and judgement.to_change is null order by judgement.from_change`);
  return [...rows];
}

async function sayAgain(db: Db, words: readonly Word[]): Promise<void> {
  const rows = await db.execute<{ id: string; name: string }>(sql`
    select id::text as id, source || ' ' || key as name from source_record`);
  const ids = new Map(rows.map(({ name, id }) => [name, Number(id)]));
  const seenRevision = await newestRevision(db);
  for (const { verdict, sides } of words) {
    const [one = [], other = []] = sides.map((side) => side.map((name) => ids.get(name) ?? 0));
    await transact(db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'key:test', act: 'judge records' });
      const judged = { domain: 'ITEM', verdict, judge: 'PERSON', reason: null, seenRevision } as const;
      await appendJudgement(tx, { ...judged, sides: [one, other] }, changeId);
    });
  }
}

test('files, runs, decisions, kills and models in any order end in the clusters of one run over the same words', async () => {
  for (let seed = 1; seed <= counts.matchOrders; seed++) {
    const random = seededRandom(seed);
    const below = (n: number) => Math.floor(random() * n);
    const db = await openHub();
    const said = new Map<string, { source: ItemSource; item: MadeItem }>();
    let thresholds = usual;
    for (let act = 0; act < 12; act++) {
      const kind = below(5);
      if (kind <= 1) {
        const source: ItemSource = random() < 0.5 ? 'vizient' : 'dist-b';
        const some = Array.from({ length: 1 + below(4) }, () => {
          const like = writtenOtherwise(itemOf(below(60)));
          const item = { ...like, key: `K${below(30)}` };
          return random() < 0.3 ? { ...item, catalogNumber: '' } : item;
        });
        const unique = [...new Map(some.map((item) => [item.key, item])).values()];
        for (const item of unique) said.set(`${source} ${item.key}`, { source, item });
        await deliverItems(db, source, unique);
      } else if (kind === 2) {
        // A worker that dies somewhere on the way; what it had in hand is another’s once its lease is over.
        const dies = new AbortController();
        const worker = new MatchWorker(db, { registries, leaseMs: 1, signal: dies.signal });
        await startRun(db, {
          domain: 'ITEM',
          kind: 'MATCH',
          actor: 'test',
          mostMerged: 1,
          thingsAPartition: 10,
        });
        const timer = setTimeout(() => dies.abort(), below(120));
        for (const run of await runningRuns(db)) await worker.work(run);
        clearTimeout(timer);
      } else if (kind === 3) {
        const queue = await reviewQueue(db, 'ITEM', { first: 20, after: null });
        const review = queue[below(Math.max(1, queue.length))];
        if (!review) continue;
        const verdict = random() < 0.5 ? 'SAME' : 'DIFFERENT';
        const seenRevision = await newestRevision(db);
        await decideReviewTask(db, { reviewId: review.id, verdict, reason: null, seenRevision }, person);
      } else {
        thresholds = { matchFrom: 2 + below(8), reviewFrom: -3 };
        await otherModel(db, thresholds);
      }
    }
    await matchToEnd(db);
    expect(await brokenMatchRules(db), `seed ${seed}`).toEqual([]);

    const once = await openHub();
    for (const { source, item } of said.values()) await deliverItems(once, source, [item]);
    await sayAgain(once, await wordsOf(db));
    await otherModel(once, thresholds);
    await matchToEnd(once);
    expect(await clustersOf(db), `seed ${seed}`).toEqual(await clustersOf(once));
  }
});
