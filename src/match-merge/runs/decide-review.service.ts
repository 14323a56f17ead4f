import type { Caller } from '../../platform/access/ability.js';
import { audit } from '../../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import type { Db, Tx } from '../../platform/db/db.js';
import { appendJudgement } from '../judgement.store.js';
import type { Verdict } from '../judgement.table.js';
import { joinPair, readPair } from '../merge.service.js';
import { type Registries, readThings } from '../models/thing.queries.js';
import { placing } from '../placing.store.js';
import { type Refused, refused } from '../refusal.js';
import { placesOf, touchedByOthers } from './engine-merge.queries.js';
import { claimReview, closeReview } from './match-review.store.js';

export interface ReviewDecision {
  readonly reviewId: string;
  readonly verdict: Verdict;
  readonly reason: string | null;
  /** The revision that the person looked at. */
  readonly seenRevision: number;
}

export type ReviewDecided =
  | { kind: 'decided'; judgementId: string; survivorId: string | null; revision: string }
  | { kind: 'too-late' }
  | Refused;

/** What a later layer does in the same act. */
export interface InTheSameAct {
  /** Whether the review, which is locked, may be decided now; otherwise the decision is too late. */
  claim(tx: Tx): Promise<boolean>;
  write(tx: Tx, act: { changeId: number }): Promise<void>;
}

/** A person decides a review: the judgement is kept on the two things it showed, and where they are the same, their golden
 *  records become one in the same act. What the engine had joined to either stays the engine’s to part again. */
export async function decideReview(
  db: Db,
  decision: ReviewDecision,
  caller: Caller,
  besides: InTheSameAct,
): Promise<ReviewDecided> {
  const done = await placing(db, (tx) => decideNow(tx, decision, caller, besides));
  if (done.kind !== 'written') return done;
  const { judgementId, survivorId, changeId } = done;
  return { kind: 'decided', judgementId, survivorId, revision: await revisionOf(db, changeId) };
}

const none: Registries = new Set();

async function decideNow(
  tx: Tx,
  { reviewId, verdict, reason, seenRevision }: ReviewDecision,
  caller: Caller,
  besides: InTheSameAct,
) {
  const review = await claimReview(tx, reviewId);
  if (!review) return refused('NOT_STANDING');
  if (!(await besides.claim(tx))) return { kind: 'too-late' as const };
  const { domain } = review;
  const found = await readThings(tx, { domain, pin: null, registries: none }, [review.a, review.b]);
  const [a, b] = [review.a, review.b].map((id) => found.find((thing) => thing.id === id));
  if (!a || !b) return refused('CHANGED_MEANWHILE');
  const records = [...a.records, ...b.records];
  if (await touchedByOthers(tx, records, seenRevision)) return refused('CHANGED_MEANWHILE');
  const places = await placesOf(tx, new Map([a, b].map((thing) => [thing.id, thing.records])));
  const [here, there] = [places.get(a.id), places.get(b.id)];
  if (!here || !there) return refused('CHANGED_MEANWHILE');
  if (here.goldenId === there.goldenId && verdict !== 'SAME') return refused('SAME_RECORD');
  const act = 'decide match review';
  const sides = [a.records, b.records] as const;
  const judged = { domain, verdict, judge: 'PERSON', reason, seenRevision, sides } as const;
  let survivorId: string | null = null;
  let changeId: number;
  let judgementId: string;
  if (verdict === 'SAME' && here.goldenId !== there.goldenId) {
    const [first, second] = here.since <= there.since ? [here, there] : [there, here];
    const pair = await readPair(tx, { survivorId: first.goldenId, mergedId: second.goldenId });
    if (pair.kind === 'refused') return pair;
    survivorId = first.goldenId;
    changeId = await recordChange(tx, { actor: caller.actor, act });
    judgementId = await joinPair(
      tx,
      { ...judged, ...pair, survivorId, mergedId: second.goldenId, basis: 'MATCH' },
      changeId,
    );
  } else {
    changeId = await recordChange(tx, { actor: caller.actor, act });
    judgementId = await appendJudgement(tx, judged, changeId);
  }
  await closeReview(tx, reviewId, { verdict, decidedBy: caller.actor, judgementId });
  await besides.write(tx, { changeId });
  await audit(tx, {
    ...{ actor: caller.actor, act, subject: `MatchReview:${reviewId}` },
    detail: { verdict },
  });
  return { kind: 'written' as const, judgementId, survivorId, changeId };
}
