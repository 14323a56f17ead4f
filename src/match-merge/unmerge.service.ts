import { survivorsOf } from '../golden-records/golden-redirect.queries.js';
import { endRedirect } from '../golden-records/golden-redirect.store.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import { changedAfter, standingOf } from './golden-standing.queries.js';
import { appendJudgement, withdrawSameOf } from './judgement.store.js';
import { type Move, moveRecords } from './move-records.store.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';
import { restoreCaughtUp } from './restore-caught-up.store.js';
import { joinedSince, partsOf } from './unmerge.queries.js';
import { caughtUpSince } from './value-override.queries.js';

export interface Unmerge {
  /** The golden record that was merged into another. */
  readonly mergedId: string;
  /** Keep the judgement that the parts are different, so that nothing joins them again but a person. */
  readonly keepApart: boolean;
  readonly reason: string | null;
  readonly seenRevision: number;
}

export type Unmerged =
  | { kind: 'unmerged'; restoredId: string; survivorId: string; judgementId: string | null; revision: string }
  | Refused;

/** What undoing a merge would do: who goes back, and who stays. */
export interface UnmergePlan {
  readonly kind: 'plan';
  /** The golden record where the merged one’s source records are now. */
  readonly survivorId: string;
  /** The act that merged. */
  readonly act: number;
  readonly moves: readonly Move[];
  readonly staying: readonly number[];
}

/** Undoes a merge, however much was said and decided since: the source records that belonged to the merged golden record
 *  go back with all they say now, for the reason they belonged there; so do those that came later only because of a code
 *  that they alone carry. A source record that a person has moved elsewhere since stays there. A person’s word that ended
 *  only because the other one’s sources said the same is said again. The id leads nowhere any
 *  more: it is a golden record again. */
export async function unmergeGoldenRecords(db: Db, unmerge: Unmerge, caller: Caller): Promise<Unmerged> {
  const done = await placing(db, (tx) => unmergeNow(tx, unmerge, caller));
  if (done.kind === 'refused') return done;
  const { survivorId, judgementId, changeId } = done;
  const revision = await revisionOf(db, changeId);
  return { kind: 'unmerged', restoredId: unmerge.mergedId, survivorId, judgementId, revision };
}

async function unmergeNow(tx: Tx, unmerge: Unmerge, caller: Caller) {
  const { mergedId, keepApart, reason, seenRevision } = unmerge;
  const plan = await planUnmerge(tx, mergedId);
  if (plan.kind === 'refused') return plan;
  const { survivorId, moves, staying } = plan;
  if (await changedAfter(tx, [mergedId, survivorId], seenRevision)) return refused('CHANGED_MEANWHILE');
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'unmerge golden records' });
  await undoMerge(tx, plan, { mergedId, changeId });
  const leaving = moves.map(({ recordId }) => recordId);
  const [golden] = (await standingOf(tx, [mergedId])).values();
  if (!golden) throw new Error(`golden record ${mergedId} is gone`);
  const { domain } = golden;
  const judged = { domain, verdict: 'DIFFERENT', judge: 'PERSON', reason, seenRevision } as const;
  const judgementId = keepApart
    ? await appendJudgement(tx, { ...judged, sides: [staying, leaving] }, changeId)
    : null;
  await audit(tx, {
    ...{ actor: caller.actor, act: 'unmerge golden records', subject: `GoldenRecord:${survivorId}` },
    detail: { restored: mergedId, sourceRecords: leaving.length },
  });
  return { kind: 'written' as const, survivorId, judgementId, changeId };
}

/** Undoes a merge as planned, within an act. */
export async function undoMerge(
  tx: Tx,
  { survivorId, act, moves }: UnmergePlan,
  { mergedId, changeId }: { mergedId: string; changeId: number },
): Promise<void> {
  const ended = await caughtUpSince(tx, { mergedId, survivorId, act });
  await endRedirect(tx, mergedId, changeId);
  await withdrawSameOf(tx, { act, mergedId }, changeId);
  const speak = () => restoreCaughtUp(tx, ended, changeId);
  await moveRecords(tx, moves, { changeId, undone: act, speak });
}

/** What undoing a merge would do now, or why it cannot be undone. */
export async function planUnmerge(db: Db | Tx, mergedId: string): Promise<UnmergePlan | Refused> {
  const found = (await standingOf(db, [mergedId])).get(mergedId);
  if (!found) return refused('UNKNOWN_RECORD');
  const survivorId = (await survivorsOf(db, [mergedId], null)).get(mergedId);
  if (survivorId === undefined) return refused('NOT_MERGED');
  const { act, parts } = await partsOf(db, mergedId, survivorId);
  const survivor = (await standingOf(db, [survivorId])).get(survivorId);
  const isWord = (recordId: number) => !survivor?.overrides.includes(recordId);
  if (!parts.some(({ recordId }) => isWord(recordId))) return refused('NOTHING_TO_RESTORE');
  const going = parts.map(({ recordId }) => recordId);
  const moves = [...parts, ...(await joinedSince(db, { survivorId, act, going }))];
  const leaving = new Set(moves.map(({ recordId }) => recordId));
  const staying = (survivor?.members ?? []).filter((recordId) => !leaving.has(recordId));
  if (!staying.some(isWord)) return refused('NOTHING_WOULD_REMAIN');
  return {
    ...{ kind: 'plan', survivorId, act, staying },
    moves: moves.map((part) => ({ ...part, goldenId: mergedId })),
  };
}
