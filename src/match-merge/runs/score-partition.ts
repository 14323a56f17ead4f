import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, transact } from '../../platform/db/db.js';
import type { KeptIndex } from '../models/kept-index.js';
import type { Thresholds } from '../models/parameters.js';
import { apartBecause } from '../models/thing.js';
import { clearlyLikelier } from './decide-things.js';
import { type FoundPair, foundBy, replaceFound, reweighFound } from './match-pair.store.js';
import type { MatchRun } from './match-run.queries.js';
import { pendingOf } from './match-run.queries.js';
import { finishPartition } from './match-run.store.js';

/** Candidates kept of one thing. Whoever has more that may be the same stands in a block that the columns do not tell
 *  apart: the run counts it. */
export const mostCandidates = 25;

/** Bits from which on a pair is kept: from there on it is shown to a person, or makes another one uncertain. */
export function leastKept({ matchFrom, reviewFrom }: Thresholds): number {
  return Math.min(reviewFrom, matchFrom - clearlyLikelier);
}

/** Looks for the candidates of a partition’s things and keeps what was found, once: of two workers that did the same
 *  partition one writes, and both would have written the same. */
export async function scorePartition(db: Db, kept: KeptIndex, run: MatchRun, number: number): Promise<void> {
  const things = await pendingOf(db, run.id, number);
  const least = leastKept(kept.model);
  const found: FoundPair[] = [];
  let overfull = 0;
  let cutShort = 0;
  for (const id of things) {
    const thing = kept.thing(id);
    if (!thing) continue;
    const mayBe = (other: string) => {
      const candidate = kept.thing(other);
      return candidate !== undefined && apartBecause(thing, candidate) === undefined;
    };
    const near = kept.index.near(id, mayBe, least);
    if (near.cutShort) cutShort++;
    if (near.found.length > mostCandidates) overfull++;
    for (const { id: other, weight, vetoed } of near.found.slice(0, mostCandidates))
      found.push({ thing: id, other, weight, vetoed });
    await nextTurn();
  }
  const again: FoundPair[] = [];
  const gone: { thing: string; other: string }[] = [];
  for (const pair of await foundBy(db, { modelId: run.modelId, runId: run.id }, things)) {
    const [thing, other] = [kept.thing(pair.thing), kept.thing(pair.other)];
    if (!thing || !other || apartBecause(thing, other) !== undefined) gone.push(pair);
    else {
      const { weight, vetoed } = kept.index.account(pair.thing, pair.other);
      if (weight < least) gone.push(pair);
      else again.push({ ...pair, weight, vetoed });
    }
  }
  await transact(db, async (tx) => {
    if (!(await finishPartition(tx, { runId: run.id, number }, { pairs: found.length, overfull, cutShort })))
      return;
    await replaceFound(tx, run.modelId, things, found);
    await reweighFound(tx, run.modelId, { again, gone });
  });
}
