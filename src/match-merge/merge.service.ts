import type { Basis } from '../golden-records/golden-record.table.js';
import { leadTo } from '../golden-records/golden-redirect.store.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import { changedAfter, type StandingRecord, standingOf } from './golden-standing.queries.js';
import { appendJudgement, judgedApart } from './judgement.store.js';
import type { Judge } from './judgement.table.js';
import { moveRecords } from './move-records.store.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';

export interface Merge {
  /** The golden record that stays. */
  readonly survivorId: string;
  /** The golden record whose id leads to the survivor from then on. */
  readonly mergedId: string;
  readonly reason: string | null;
  /** The revision of the preview that the person saw. */
  readonly seenRevision: number;
}

export type Merged = { kind: 'merged'; survivorId: string; judgementId: string; revision: string } | Refused;

/** A person says that two golden records are one thing: all source records and codes of the one belong to the other, its
 *  id leads there, and the judgement is kept, in one act. Refused where either changed since the person looked. Of two
 *  merges at the same instant, in one direction or in both, one wins and the other is told. */
export async function mergeGoldenRecords(db: Db, merge: Merge, caller: Caller): Promise<Merged> {
  const done = await placing(db, (tx) => mergeNow(tx, merge, caller));
  if (done.kind === 'refused') return done;
  const { judgementId, changeId } = done;
  const revision = await revisionOf(db, changeId);
  return { kind: 'merged', survivorId: merge.survivorId, judgementId, revision };
}

async function mergeNow(tx: Tx, merge: Merge, caller: Caller) {
  const { survivorId, mergedId, reason, seenRevision } = merge;
  const found = await readPair(tx, merge);
  if (found.kind === 'refused') return found;
  if (await changedAfter(tx, [survivorId, mergedId], seenRevision)) return refused('CHANGED_MEANWHILE');
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'merge golden records' });
  const judgementId = await joinPair(
    tx,
    {
      ...{ survivorId, mergedId, ...found, judge: 'PERSON', basis: 'PERSON', reason, seenRevision },
      sides: [found.survivor.members, found.merged.members],
    },
    changeId,
  );
  await audit(tx, {
    ...{ actor: caller.actor, act: 'merge golden records', subject: `GoldenRecord:${survivorId}` },
    detail: { merged: mergedId, sourceRecords: found.merged.members.length },
  });
  return { kind: 'written' as const, judgementId, changeId };
}

/** Two golden records that may be merged, and who says so. */
export interface Joining extends Pick<Merge, 'survivorId' | 'mergedId' | 'reason' | 'seenRevision'> {
  readonly survivor: StandingRecord;
  readonly merged: StandingRecord;
  readonly judge: Judge;
  readonly basis: Extract<Basis, 'PERSON' | 'MATCH'>;
  /** What was judged to be the same. */
  readonly sides: readonly [readonly number[], readonly number[]];
}

/** Makes one of two golden records that may be merged, within an act: the id of the one leads to the survivor, its source
 *  records and codes go there, and the judgement is kept, the id of which is handed back. */
export async function joinPair(tx: Tx, joining: Joining, changeId: number): Promise<string> {
  const [judgementId] = await joinPairs(tx, [joining], changeId);
  if (judgementId === undefined) throw new Error('joining a pair gave no judgement');
  return judgementId;
}

/** `joinPair` for several of one domain in one act, no golden record in two of them. */
export async function joinPairs(tx: Tx, pairs: readonly Joining[], changeId: number): Promise<string[]> {
  const judgementIds: string[] = [];
  for (const { survivorId, mergedId, survivor, judge, reason, seenRevision, sides } of pairs) {
    const { domain } = survivor;
    await leadTo(tx, { mergedId, survivorId, domain }, changeId);
    const judged = { domain, verdict: 'SAME', judge, reason, seenRevision, sides } as const;
    judgementIds.push(await appendJudgement(tx, judged, changeId));
  }
  const moves = pairs.flatMap(({ merged, survivorId: goldenId, basis }) =>
    merged.members.map((recordId) => ({ recordId, goldenId, basis })),
  );
  await moveRecords(tx, moves, { changeId });
  return judgementIds;
}

/** Two golden records that may be merged, or why they may not. */
export async function readPair(
  db: Db | Tx,
  { survivorId, mergedId }: Pick<Merge, 'survivorId' | 'mergedId'>,
): Promise<{ kind: 'pair'; survivor: StandingRecord; merged: StandingRecord } | Refused> {
  if (survivorId === mergedId) return refused('SAME_RECORD');
  const found = await standingOf(db, [survivorId, mergedId]);
  const [survivor, merged] = [found.get(survivorId), found.get(mergedId)];
  if (!survivor || !merged) return refused('UNKNOWN_RECORD');
  if (survivor.merged || merged.merged) return refused('MERGED');
  if (!survivor.stands || !merged.stands) return refused('UNKNOWN_RECORD');
  if (survivor.domain !== merged.domain) return refused('DIFFERENT_DOMAINS');
  const apart = await judgedApart(db, survivor.members, merged.members);
  return apart.length > 0 ? refused('JUDGED_DIFFERENT', apart) : { kind: 'pair', survivor, merged };
}
