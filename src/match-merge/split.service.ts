import { makeGoldenRecord } from '../golden-records/golden-record.store.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import { changedAfter, standingOf } from './golden-standing.queries.js';
import { appendJudgement } from './judgement.store.js';
import { moveRecords } from './move-records.store.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';

export interface Split {
  readonly goldenId: string;
  /** The source records that are another thing. */
  readonly recordIds: readonly number[];
  /** Keep the judgement that the parts are different, so that nothing joins them again but a person. */
  readonly keepApart: boolean;
  readonly reason: string | null;
  readonly seenRevision: number;
}

export type SplitDone =
  | { kind: 'split'; goldenId: string; judgementId: string | null; revision: string }
  | Refused;

/** A person says that some source records of a golden record are another thing: they become a golden record of their own
 *  with a new id; the old id stays with the others. */
export async function splitGoldenRecord(db: Db, split: Split, caller: Caller): Promise<SplitDone> {
  const done = await placing(db, (tx) => splitNow(tx, split, caller));
  if (done.kind === 'refused') return done;
  const { goldenId, judgementId, changeId } = done;
  return { kind: 'split', goldenId, judgementId, revision: await revisionOf(db, changeId) };
}

async function splitNow(tx: Tx, split: Split, caller: Caller) {
  const { goldenId, keepApart, reason, seenRevision } = split;
  const golden = (await standingOf(tx, [goldenId])).get(goldenId);
  if (golden?.merged) return refused('MERGED');
  if (!golden?.stands) return refused('UNKNOWN_RECORD');
  if (await changedAfter(tx, [goldenId], seenRevision)) return refused('CHANGED_MEANWHILE');
  const leaving = [...new Set(split.recordIds)];
  const staying = golden.members.filter((recordId) => !leaving.includes(recordId));
  if (leaving.length === 0 || leaving.some((recordId) => !golden.members.includes(recordId)))
    return refused('NOT_A_MEMBER');
  const isWord = (recordId: number) => !golden.overrides.includes(recordId);
  if (!leaving.some(isWord)) return refused('NOT_A_MEMBER');
  if (!staying.some(isWord)) return refused('NOTHING_WOULD_REMAIN');
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'split golden record' });
  const madeId = await makeGoldenRecord(tx, golden.domain, changeId);
  const moves = leaving.map((recordId) => ({ recordId, goldenId: madeId, basis: 'PERSON' as const }));
  await moveRecords(tx, moves, { changeId });
  const { domain } = golden;
  const judged = { domain, verdict: 'DIFFERENT', judge: 'PERSON', reason, seenRevision } as const;
  const judgementId = keepApart
    ? await appendJudgement(tx, { ...judged, sides: [staying, leaving] }, changeId)
    : null;
  await audit(tx, {
    ...{ actor: caller.actor, act: 'split golden record', subject: `GoldenRecord:${goldenId}` },
    detail: { made: madeId, sourceRecords: leaving.length },
  });
  return { kind: 'written' as const, goldenId: madeId, judgementId, changeId };
}
