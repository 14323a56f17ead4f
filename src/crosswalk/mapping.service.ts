import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import { type Db, sqlState, sqlStates, type Tx, transact } from '../platform/db/db.js';
import type { Problem } from '../platform/problem.js';
import { closeAnsweredMisses } from './answered-misses.store.js';
import { firstDay, lastDay, parseDate } from './day.js';
import { readDirectory } from './index/directory.queries.js';
import { everyAct } from './index/index-around.queries.js';
import { claimLiveMapping, endMapping, ensureCode, findCode, insertMapping } from './mapping.store.js';
import { understand } from './question.js';
import type { Purpose, Relationship } from './vocabulary.js';

export interface MappingStatement {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly target: string;
  readonly targetCode: string;
  readonly purpose?: Purpose | null;
  readonly relationship?: Relationship | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly reason?: string | null;
}

export type MappingAdded =
  | { kind: 'added'; id: string; revision: string }
  | { kind: 'already-mapped' }
  | { kind: 'too-late' }
  | { kind: 'refused'; problem: Problem };

export type MappingRetired = { kind: 'retired'; revision: string } | { kind: 'not-live' };

/** What a later layer does in the same transaction: `claim` first, which may find itself too late, `write` last. */
export interface PartOfAct {
  claim(tx: Tx): Promise<boolean>;
  write(tx: Tx, written: { id: string; changeId: number }): Promise<void>;
}

const alone: PartOfAct = { claim: async () => true, write: async () => {} };

/** Adds an approved mapping as one published act, and closes the misses it answers. */
export async function addMapping(
  db: Db,
  statement: MappingStatement,
  caller: Caller,
  part: PartOfAct = alone,
): Promise<MappingAdded> {
  const read = await readStatement(db, statement, caller);
  if (read.kind === 'invalid') return { kind: 'refused', problem: read.problem };
  try {
    const written = await transact(db, async (tx) => {
      if (!(await part.claim(tx))) return 'too-late';
      const toCode = await findCode(tx, read.to);
      if (toCode === undefined) return 'unknown-target';
      const changeId = await recordChange(tx, { actor: caller.actor, act: 'add mapping' });
      const fromCode = await ensureCode(tx, read.from);
      const id = await insertMapping(tx, { ...read.mapping, fromCode, toCode, changeId });
      await closeAnsweredMisses(tx, changeId);
      await part.write(tx, { id, changeId });
      await audit(tx, { actor: caller.actor, act: 'add mapping', subject: `Mapping:${id}` });
      return { id, changeId };
    });
    if (written === 'too-late') return { kind: 'too-late' };
    if (written === 'unknown-target') return { kind: 'refused', problem: unknownTarget };
    return { kind: 'added', id: written.id, revision: await revisionOf(db, written.changeId) };
  } catch (error) {
    if (sqlState(error) === sqlStates.exclusionViolation) return { kind: 'already-mapped' };
    throw error;
  }
}

/** Ends a mapping from now on as one published act; what was known before stays known of the past. */
export async function retireMapping(db: Db, id: string, caller: Caller): Promise<MappingRetired> {
  const changeId = await transact(db, async (tx) => {
    const system = await claimLiveMapping(tx, id);
    if (system === undefined || !mayInSystem(caller.ability, 'decide Mapping', system)) return undefined;
    const change = await recordChange(tx, { actor: caller.actor, act: 'retire mapping' });
    await endMapping(tx, id, change);
    await closeAnsweredMisses(tx, change);
    await audit(tx, { actor: caller.actor, act: 'retire mapping', subject: `Mapping:${id}` });
    return change;
  });
  return changeId === undefined
    ? { kind: 'not-live' }
    : { kind: 'retired', revision: await revisionOf(db, changeId) };
}

const unknownTarget: Problem = { code: 'CODE_UNKNOWN', message: 'the target system has no such code' };

async function readStatement(db: Db, statement: MappingStatement, caller: Caller) {
  const directory = await readDirectory(db);
  const circumstances = {
    directory,
    today: 0,
    pin: everyAct,
    dayAtPlace: () => 0,
    maySee: (system: string) => mayInSystem(caller.ability, 'decide Mapping', system),
  };
  const asked = understand(statement, circumstances);
  if (asked.kind === 'invalid') return asked;
  const { targetCode, target: targetKey } = statement;
  const target = understand(
    { system: targetKey, code: targetCode, target: targetKey },
    { ...circumstances, maySee: () => true },
  );
  if (target.kind === 'invalid') return target;
  const days = readDays(statement);
  if (days.kind === 'invalid') return days;
  return {
    kind: 'read' as const,
    from: { systemId: asked.system.id, issuer: asked.issuer, normal: asked.normal, written: statement.code },
    to: { systemId: target.system.id, issuer: target.issuer, normal: target.normal },
    mapping: {
      validFrom: days.validFrom,
      validTo: days.validTo,
      purpose: asked.purpose,
      relationship: statement.relationship ?? ('EQUIVALENT' as const),
      source: 'steward',
      approvedBy: caller.actor,
      reason: statement.reason ?? null,
    },
  };
}

function readDays({ validFrom = null, validTo = null }: MappingStatement) {
  const from = validFrom === null ? firstDay : parseDate(validFrom);
  const to = validTo === null ? lastDay : parseDate(validTo);
  if (from === undefined || to === undefined || from >= to) {
    const message = 'validFrom and validTo are dates, the first before the second';
    return { kind: 'invalid' as const, problem: { code: 'BAD_DATE', message } };
  }
  return { kind: 'days' as const, validFrom, validTo };
}
