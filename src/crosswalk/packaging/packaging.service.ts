import { type Caller, mayInSystem } from '../../platform/access/ability.js';
import { audit } from '../../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import { type Db, sqlState, sqlStates, type Tx, transact } from '../../platform/db/db.js';
import type { Problem } from '../../platform/problem.js';
import { readDirectory } from '../index/index-rows.queries.js';
import { liveStatementsOf } from '../index/unit-statement.queries.js';
import { ensureCode } from '../mapping.store.js';
import { understand } from '../question.js';
import type { System } from '../system-directory.js';
import { type Judged, judge } from './judge-statement.js';
import { codeOfStatement } from './packaging.queries.js';
import {
  closeUnconvertedMisses,
  endStatement,
  insertStatements,
  lockAllUnits,
  lockUnits,
  type NewStatement,
} from './packaging.store.js';
import {
  readBillingUnit,
  readContent,
  readPackaging,
  type StatedBillingUnit,
  type StatedContent,
  type StatedPackaging,
  type StatementReading,
} from './read-statement.js';
import type { UnitStatement } from './unit-statement.js';

/** Which code a statement is about, and why it is made. */
export interface AboutCode {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly reason?: string | null;
}

export type Conflict = Extract<Judged, { kind: 'conflict' }>;

export type StatementAdded =
  | { kind: 'added'; id: string; revision: string }
  | { kind: 'already-stated' }
  | Conflict
  | { kind: 'refused'; problem: Problem };

export type StatementRetired = { kind: 'retired'; revision: string } | { kind: 'not-live' };

export const addPackaging = (db: Db, stated: AboutCode & StatedPackaging, caller: Caller) =>
  add(db, stated, () => readPackaging(stated), caller);

export const addContent = (db: Db, stated: AboutCode & StatedContent, caller: Caller) =>
  add(db, stated, () => readContent(stated), caller);

export const addBillingUnit = (db: Db, stated: AboutCode & StatedBillingUnit, caller: Caller) =>
  add(db, stated, (system, normal) => readBillingUnit(stated, system, normal), caller);

/** Adds an approved statement about the units of a code as one published act. It is judged against what is on file while
 *  no other statement about that code can be written: of two racing contradictory ones the second is refused. */
async function add(
  db: Db,
  about: AboutCode,
  readStatement: (system: System, normal: string) => StatementReading,
  caller: Caller,
): Promise<StatementAdded> {
  const code = await readCode(db, about, caller);
  if (code.kind === 'invalid') return { kind: 'refused', problem: code.problem };
  const read = readStatement(code.system, code.normal);
  if (read.kind === 'invalid') return { kind: 'refused', problem: read.problem };
  const { statement } = read;
  try {
    const written = await transact(db, async (tx) => {
      const { system, issuer, normal } = code;
      const codeId = await ensureCode(tx, { systemId: system.id, issuer, normal, written: about.code });
      await lockUnits(tx, codeId);
      const judged = judge(statement, await onFile(tx, [codeId]).then((all) => all.get(codeId) ?? []));
      if (judged.kind !== 'accepted') throw new Refused(judged);
      const changeId = await recordChange(tx, { actor: caller.actor, act: acts[statement.kind] });
      const reason = about.reason ?? null;
      await insertStatements(tx, [{ codeId, statement }], {
        source: 'steward',
        approvedBy: caller.actor,
        reason,
        changeId,
      });
      await closeUnconvertedMisses(tx, changeId);
      await audit(tx, {
        actor: caller.actor,
        act: acts[statement.kind],
        subject: `Packaging:${statement.id}`,
      });
      return changeId;
    });
    return { kind: 'added', id: statement.id, revision: await revisionOf(db, written) };
  } catch (error) {
    if (error instanceof Refused) return error.judged;
    if (sqlState(error) === sqlStates.exclusionViolation) return { kind: 'already-stated' };
    throw error;
  }
}

const acts = {
  PACKAGING: 'add packaging',
  CONTENT: 'add content',
  BILLING_UNIT: 'add billing unit',
} as const;

/** Ends a statement from now on as one published act; what was known before stays known of the past. */
export async function retirePackaging(db: Db, id: string, caller: Caller): Promise<StatementRetired> {
  const changeId = await transact(db, async (tx) => {
    const about = await codeOfStatement(tx, id);
    if (!about || !mayInSystem(caller.ability, 'decide Packaging', about.system)) throw new NotLive();
    await lockUnits(tx, about.codeId);
    const change = await recordChange(tx, { actor: caller.actor, act: 'retire packaging' });
    if (!(await endStatement(tx, id, change))) throw new NotLive();
    await closeUnconvertedMisses(tx, change);
    await audit(tx, { actor: caller.actor, act: 'retire packaging', subject: `Packaging:${id}` });
    return change;
  }).catch((error: unknown) => {
    if (error instanceof NotLive) return undefined;
    throw error;
  });
  return changeId === undefined
    ? { kind: 'not-live' }
    : { kind: 'retired', revision: await revisionOf(db, changeId) };
}

export interface Loaded {
  /** Null if every statement was refused. */
  readonly revision: string | null;
  /** By their place in what was given. */
  readonly refused: readonly {
    readonly at: number;
    readonly judged: Exclude<Judged, { kind: 'accepted' }>;
  }[];
}

/** Loads many statements of a source as one published act, each judged against what is on file and those before it: one
 *  that contradicts is refused, and hides none of the others. */
export async function loadStatements(
  db: Db,
  statements: readonly NewStatement[],
  { source, actor }: { source: string; actor: string },
): Promise<Loaded> {
  const loaded = await transact(db, async (tx) => {
    await lockAllUnits(tx);
    const known = await onFile(tx, [...new Set(statements.map(({ codeId }) => codeId))]);
    const refused: { at: number; judged: Exclude<Judged, { kind: 'accepted' }> }[] = [];
    const taken = statements.filter(({ codeId, statement }, at) => {
      const own = known.get(codeId) ?? [];
      const judged = judge(statement, own);
      if (judged.kind === 'accepted') known.set(codeId, [...own, statement]);
      else refused.push({ at, judged });
      return judged.kind === 'accepted';
    });
    if (taken.length === 0) return { changeId: null, refused };
    const changeId = await recordChange(tx, { actor, act: 'load packaging' });
    await insertStatements(tx, taken, { source, approvedBy: actor, reason: null, changeId });
    await closeUnconvertedMisses(tx, changeId);
    return { changeId, refused };
  });
  const revision = loaded.changeId === null ? null : await revisionOf(db, loaded.changeId);
  return { revision, refused: loaded.refused };
}

/** Rolls the transaction back: a code that only a refused statement named is not kept. */
class Refused extends Error {
  constructor(readonly judged: Exclude<Judged, { kind: 'accepted' }>) {
    super(judged.kind);
  }
}

class NotLive extends Error {}

async function readCode(db: Db, { system, issuer, code }: AboutCode, caller: Caller) {
  return understand(
    { system, issuer: issuer ?? null, code, target: system },
    {
      directory: await readDirectory(db),
      today: 0,
      dayAtPlace: () => 0,
      maySee: (key) => mayInSystem(caller.ability, 'decide Packaging', key),
    },
  );
}

/** The live statements of some codes, put together from their rows. */
async function onFile(tx: Tx, codeIds: readonly number[]): Promise<Map<number, UnitStatement[]>> {
  const ofCode = new Map<number, UnitStatement[]>();
  const byId = new Map<string, UnitStatement>();
  for (const { code, statement } of await liveStatementsOf(tx, codeIds)) {
    const { part, known: _, ...rest } = statement;
    const before = byId.get(rest.id);
    const whole = { ...rest, parts: [...(before?.parts ?? []), ...(part ? [part] : [])] };
    byId.set(rest.id, whole);
    ofCode.set(code.id, [...(ofCode.get(code.id) ?? []).filter((each) => each !== before), whole]);
  }
  return ofCode;
}
