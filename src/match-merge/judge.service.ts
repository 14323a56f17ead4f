import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import { changedAfter } from './golden-standing.queries.js';
import { type JudgedSide, readSide } from './judged-side.queries.js';
import { appendJudgement, claimJudgement, withdraw } from './judgement.store.js';
import type { Verdict } from './judgement.table.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';

export interface Judging {
  readonly one: JudgedSide;
  readonly other: JudgedSide;
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly seenRevision: number;
}

export type Judged = { kind: 'judged'; judgementId: string; revision: string } | Refused;
export type Withdrawn = { kind: 'withdrawn'; revision: string } | Refused;

/** Keeps what a person says of two records. SAME joins nothing by itself, that is what a merge is for; DIFFERENT keeps the
 *  engine from joining them until it is withdrawn, and is refused of two that are one golden record now: split it. */
export async function judgeRecords(db: Db, judging: Judging, caller: Caller): Promise<Judged> {
  const done = await placing(db, (tx) => judgeNow(tx, judging, caller));
  if (done.kind === 'refused') return done;
  const { judgementId, changeId } = done;
  return { kind: 'judged', judgementId, revision: await revisionOf(db, changeId) };
}

async function judgeNow(tx: Tx, { one, other, verdict, reason, seenRevision }: Judging, caller: Caller) {
  const [here, there] = [await readSide(tx, one), await readSide(tx, other)];
  if (here.kind === 'refused') return here;
  if (there.kind === 'refused') return there;
  if (here.domain !== there.domain) return refused('DIFFERENT_DOMAINS');
  if (here.records.some((record) => there.records.includes(record))) return refused('SAME_RECORD');
  if (verdict === 'DIFFERENT' && here.goldenId !== null && here.goldenId === there.goldenId)
    return refused('SAME_RECORD');
  const goldenIds = [here.goldenId, there.goldenId].filter((id) => id !== null);
  if (await changedAfter(tx, goldenIds, seenRevision)) return refused('CHANGED_MEANWHILE');
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'judge records' });
  const { domain } = here;
  const sides = [here.records, there.records] as const;
  const judged = { domain, verdict, judge: 'PERSON', reason, seenRevision, sides } as const;
  const judgementId = await appendJudgement(tx, judged, changeId);
  await audit(tx, {
    ...{ actor: caller.actor, act: 'judge records', subject: `Judgement:${judgementId}` },
    detail: { verdict },
  });
  return { kind: 'written' as const, judgementId, changeId };
}

/** A person takes a judgement back: from then on it binds nobody. It stays on file. */
export async function withdrawJudgement(
  db: Db,
  { id, reason }: { id: string; reason: string | null },
  caller: Caller,
): Promise<Withdrawn> {
  const done = await placing(db, async (tx) => {
    if (!(await claimJudgement(tx, id))) return refused('NOT_STANDING');
    const changeId = await recordChange(tx, { actor: caller.actor, act: 'withdraw judgement' });
    await withdraw(tx, id, reason, changeId);
    await audit(tx, { actor: caller.actor, act: 'withdraw judgement', subject: `Judgement:${id}` });
    return { kind: 'written' as const, changeId };
  });
  return done.kind === 'refused'
    ? done
    : { kind: 'withdrawn', revision: await revisionOf(db, done.changeId) };
}
