import { type Db, transact } from '../../platform/db/db.js';
import type { JudgementOfIds } from '../clusters/judgements.js';
import type { KeptIndex } from '../models/kept-index.js';
import { measuredQuality } from '../models/match-sample.queries.js';
import type { Thing } from '../models/thing.js';
import { type Decided, decideThings, type WeighedThings } from './decide-things.js';
import { housemates, placesOf, wordsOnRecords } from './engine-merge.queries.js';
import { type ActingRun, type EngineActed, mergeByEngine, splitByEngine } from './engine-merge.service.js';
import { inActs } from './in-acts.js';
import { pairsOf } from './match-pair.store.js';
import { openReviews, replaceReviews } from './match-review.store.js';
import { type MatchRun, pendingOf } from './match-run.queries.js';
import { countRun, keepDeciding, moveRun, releaseDeciding, reportRun, stopRun } from './match-run.store.js';
import { type Place, type Plan, planActs } from './plan-acts.js';
import { whyStop } from './why-stop.js';

export type DecidedRun = 'done' | 'stopped' | 'ended' | 'busy';

const mostExamples = 200;

/** Decides a run whose partitions are done: clusters everything that what changed is tied to, and brings the golden records
 *  there, one act after the other; what is unclear becomes reviews. Killed and begun again, it finds what is left to do. */
export async function decideRun(
  db: Db,
  kept: KeptIndex,
  run: MatchRun,
  { leaseMs, signal }: { leaseMs: number; signal?: AbortSignal | undefined },
): Promise<DecidedRun> {
  const scope = await scopeOf(db, kept, run);
  if (!(await keepDeciding(db, run.id, leaseMs))) return 'ended';
  const things = scope.things;
  const decided = decideThings({
    ...scope,
    thresholds: kept.model,
    bitsOf: (a, b) => kept.index.bitsOf(a, b),
  });
  const places = await placesOf(db, new Map(things.map(({ id, records }) => [id, records])));
  const plan = planActs(decided.clusters, places, scope.pairs);
  const quality = await measuredQuality(db, run.modelId);
  const stop = whyStop({ run, plan, decided, quality, thingsOfDomain: kept.size });
  if (stop) {
    await stopRun(db, run.id, stop);
    return 'stopped';
  }
  if (run.kind === 'SHADOW') {
    await reportRun(
      db,
      run.id,
      await reportOf(db, run, { plan, decided, places, things, pairs: scope.pairs }),
    );
    return (await moveRun(db, run.id, ['RUNNING'], 'DONE')) ? 'done' : 'ended';
  }
  const acting = {
    id: run.id,
    modelId: run.modelId,
    modelVersion: run.modelVersion,
    revision: run.revision,
    leaseMs,
  };
  const acted = await act(db, kept, acting, { ...plan, signal });
  if (acted.kind !== 'acted') {
    if (acted.kind === 'busy') await releaseDeciding(db, run.id);
    return acted.kind;
  }
  await transact(db, async (tx) => {
    if (!(await keepDeciding(tx, run.id, leaseMs))) return;
    await replaceReviews(
      tx,
      { domain: run.domain, modelId: run.modelId, runId: run.id },
      things.map(({ id }) => id),
      decided.reviews.map((review) => {
        const { vetoed, id: _, probability: __, ...explanation } = kept.index.account(review.a, review.b);
        return { ...review, vetoed, explanation };
      }),
    );
  });
  await countRun(db, run.id, { skipped: acted.skipped, reviews: decided.reviews.length });
  return (await moveRun(db, run.id, ['RUNNING'], 'DONE')) ? 'done' : 'ended';
}

interface Scope {
  readonly things: readonly Thing[];
  readonly pairs: readonly WeighedThings[];
  readonly judgements: readonly JudgementOfIds[];
  readonly unsure: readonly { readonly a: string; readonly b: string }[];
}

/** Everything that pairs, people’s words or earlier merges tie to what the run looks at, however far. */
async function scopeOf(db: Db, kept: KeptIndex, run: MatchRun): Promise<Scope> {
  const pairs = new Map<string, WeighedThings>();
  const judgements = new Map<string, JudgementOfIds>();
  const unsure: { a: string; b: string }[] = [];
  const seen = new Set<string>();
  let next = await pendingOf(db, run.id);
  const everything = next.length >= kept.size / 2;
  if (everything) next = [...new Set([...next, ...kept.ids()])];
  while (next.length > 0) {
    for (const id of next) seen.add(id);
    const things = next.flatMap((id) => kept.thing(id) ?? []);
    const tied = new Set<string>();
    const tie = (id: string) => {
      if (!seen.has(id) && kept.thing(id)) tied.add(id);
    };
    for (const pair of await pairsOf(db, run.modelId, everything ? null : next)) {
      if (!kept.thing(pair.a) || !kept.thing(pair.b)) continue;
      pairs.set(`${pair.a} ${pair.b}`, pair);
      tie(pair.a);
      tie(pair.b);
    }
    const records = things.flatMap((thing) => thing.records);
    for (const { verdict, sides } of await wordsOnRecords(db, records, run.revision)) {
      const [here, there] = sides.map((side) => [
        ...new Set(side.flatMap((record) => kept.thingOf(record) ?? [])),
      ]);
      for (const a of here!)
        for (const b of there!) {
          if (a === b) continue;
          if (verdict === 'UNSURE') unsure.push({ a, b });
          else {
            const word = verdict === 'SAME' ? 'same' : 'different';
            judgements.set(`${a} ${b} ${word}`, { a, b, verdict: word });
          }
          tie(a);
          tie(b);
        }
    }
    const places = await placesOf(db, new Map(things.map(({ id, records: of }) => [id, of])));
    for (const id of await housemates(db, [...new Set([...places.values()].map(({ goldenId }) => goldenId))]))
      tie(id);
    next = [...tied];
  }
  return {
    things: [...seen].flatMap((id) => kept.thing(id) ?? []),
    pairs: [...pairs.values()],
    judgements: [...judgements.values()],
    unsure,
  };
}

/** Merges of one act: so many that an act costs little a merge, and so few that nobody who waits for it notices. */
const mergesAnAct = 50;

async function act(
  db: Db,
  kept: KeptIndex,
  run: ActingRun,
  { splits, merges, signal }: Plan & { signal?: AbortSignal | undefined },
): Promise<EngineActed> {
  const acts: (() => Promise<EngineActed>)[] = [
    ...splits.map((mergedId) => () => splitByEngine(db, run, mergedId)),
    ...inActs(merges, mergesAnAct).map((some) => () => {
      const explained = some.map(({ survivorId, mergedId, pair }) => {
        const { vetoed: _, id: __, probability: ___, ...explanation } = kept.index.account(pair.a, pair.b);
        return { survivorId, mergedId, explanation };
      });
      return mergeByEngine(db, run, explained);
    }),
  ];
  let skipped = 0;
  for (const each of acts) {
    if (signal?.aborted) return { kind: 'busy' };
    const done = await each();
    if (done.kind !== 'acted') return done;
    skipped += done.skipped;
  }
  return { kind: 'acted', skipped };
}

async function reportOf(
  db: Db,
  run: MatchRun,
  {
    plan,
    decided,
    places,
    things,
    pairs,
  }: {
    plan: Plan;
    decided: Decided;
    places: ReadonlyMap<string, Place>;
    things: readonly Thing[];
    pairs: readonly WeighedThings[];
  },
) {
  const queueBefore = await openReviews(db, run.domain);
  const weights = new Map(pairs.map(({ a, b, weight }) => [a < b ? `${a} ${b}` : `${b} ${a}`, weight]));
  const wouldMerge = plan.merges
    .map(({ survivorId, mergedId, pair: { a, b } }) => ({
      ...{ a: survivorId, b: mergedId },
      weight: weights.get(a < b ? `${a} ${b}` : `${b} ${a}`) ?? 0,
    }))
    .sort((x, y) => y.weight - x.weight);
  return {
    merges: plan.merges.length,
    splits: plan.splits.length,
    queueBefore,
    queueAfter: decided.reviews.length,
    things: things.length,
    wouldMerge: wouldMerge.slice(0, mostExamples),
    wouldSplit: plan.splits
      .slice(0, mostExamples)
      .map((merged) => ({ merged, from: places.get(merged)!.goldenId })),
  };
}
