import { followRelations } from '../crosswalk/follow-relations.store.js';
import {
  addStatement,
  approveStatement,
  endStatement,
  type PersonRelation,
  standingStatement,
  standingsOf,
} from '../golden-records/relations/person-relation.store.js';
import { relationDeclarations } from '../golden-records/relations/relation-declarations.js';
import { faultOfRelation } from '../golden-records/relations/relation-fault.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import { brokenConstraint, type Db, type Tx } from '../platform/db/db.js';
import { changedAfter, standingOf } from './golden-standing.queries.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';

export type RelationWritten =
  | { readonly kind: 'written'; readonly relationId: string; readonly revision: string }
  | Refused;

/** Thrown to undo what a decision has written when it turns out to close a circle. */
class CircularRelationError extends Error {
  override name = 'CircularRelationError' as const;
}

/** A person says how two golden records stand to each other. That outweighs every source where a record has one a day;
 *  of a kind that asks for approval it is a draft until somebody else approves it. */
export async function stateRelation(
  db: Db,
  said: PersonRelation & { readonly seenRevision: number },
  caller: Caller,
): Promise<RelationWritten> {
  return decided(db, async (tx) => {
    const wrong = await whatIsWrong(tx, said);
    if (wrong) return wrong;
    const changeId = await recordChange(tx, { actor: caller.actor, act: 'state relation' });
    const relationId = await addStatement(tx, said, changeId);
    await follow(tx, relationId, changeId);
    await audit(tx, {
      ...{ actor: caller.actor, act: 'state relation', subject: `Relation:${relationId}` },
      detail: { kind: said.kind },
    });
    return { kind: 'done', relationId, changeId };
  });
}

async function whatIsWrong(
  tx: Tx,
  said: PersonRelation & { readonly seenRevision: number },
): Promise<Refused | undefined> {
  const { kind, fromId, toId } = said;
  if (fromId === toId) return refused('SAME_RECORD');
  const found = await standingOf(tx, [fromId, toId]);
  const [from, to] = [found.get(fromId), found.get(toId)];
  if (from?.merged || to?.merged) return refused('MERGED');
  if (!from?.stands || !to?.stands) return refused('UNKNOWN_RECORD');
  const declared = relationDeclarations[kind];
  if (from.domain !== declared.from || to.domain !== declared.to) return refused('UNFIT_RELATION');
  if (faultOfRelation(kind, said)) return refused('UNFIT_RELATION');
  return (await changedAfter(tx, [fromId, toId], said.seenRevision))
    ? refused('CHANGED_MEANWHILE')
    : undefined;
}

/** Ends what a person has said, altogether or from a day on. What a source says, only that source ends; and a relation
 *  that was approved is withdrawn whole, for its other days would need approval anew. */
export async function endRelation(
  db: Db,
  ended: { readonly id: string; readonly endsOn: string | null },
  caller: Caller,
): Promise<RelationWritten> {
  return decided(db, async (tx) => {
    const { id, endsOn } = ended;
    const statement = await standingStatement(tx, id);
    if (!statement?.isPerson) return refused('NOT_STANDING');
    const isApproved = relationDeclarations[statement.kind].approval;
    if (endsOn !== null && isApproved) return refused('UNFIT_RELATION');
    if (endsOn !== null && endsOn <= statement.validFrom) return refused('EXPIRED');
    const changeId = await recordChange(tx, { actor: caller.actor, act: 'end relation' });
    await endStatement(tx, ended, changeId);
    await followRelations(tx, changeId);
    await audit(tx, { actor: caller.actor, act: 'end relation', subject: `Relation:${id}` });
    return { kind: 'done', relationId: id, changeId };
  });
}

/** Approves a draft: it holds from then on. Refused to whoever proposed it. */
export async function approveRelation(
  db: Db,
  approved: { readonly id: string; readonly reason: string | null },
  caller: Caller,
): Promise<RelationWritten> {
  return decided(db, async (tx) => {
    const { id } = approved;
    if (!(await standingStatement(tx, id))) return refused('NOT_STANDING');
    if (!(await standingsOf(tx, id)).includes('DRAFT')) return refused('NOT_A_DRAFT');
    const changeId = await recordChange(tx, { actor: caller.actor, act: 'approve relation' });
    await approveStatement(tx, approved, changeId);
    await follow(tx, id, changeId);
    await audit(tx, { actor: caller.actor, act: 'approve relation', subject: `Relation:${id}` });
    return { kind: 'done', relationId: id, changeId };
  });
}

/** What sources say in a circle waits; a person who closes one is told. */
async function follow(tx: Tx, relationId: string, changeId: number): Promise<void> {
  await followRelations(tx, changeId);
  if ((await standingsOf(tx, relationId)).includes('CIRCULAR')) throw new CircularRelationError();
}

type Done = { readonly kind: 'done'; readonly relationId: string; readonly changeId: number };

async function decided(db: Db, decide: (tx: Tx) => Promise<Done | Refused>): Promise<RelationWritten> {
  try {
    const done = await placing(db, decide);
    if (done.kind === 'refused') return done;
    const { relationId, changeId } = done;
    return { kind: 'written', relationId, revision: await revisionOf(db, changeId) };
  } catch (error) {
    if (error instanceof CircularRelationError) return refused('CIRCULAR');
    const constraint = brokenConstraint(error);
    if (constraint === 'relation_no_circle') return refused('CIRCULAR');
    if (constraint === 'relation_approval_by_another') return refused('NOT_ANOTHER');
    if (constraint === 'relation_statement_no_overlap_of_people') return refused('ALREADY_SAID');
    throw error;
  }
}
