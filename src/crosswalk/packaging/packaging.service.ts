import { type Caller, mayInSystem } from '../../platform/access/ability.js';
import { audit } from '../../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import { type Db, sqlState, sqlStates, transact } from '../../platform/db/db.js';
import type { Problem } from '../../platform/problem.js';
import { closeConvertedMisses } from '../answered-misses.store.js';
import { readDirectory } from '../index/directory.queries.js';
import { everyAct } from '../index/index-around.queries.js';
import { ensureCode } from '../mapping.store.js';
import { understand } from '../question.js';
import type { System } from '../system-directory.js';
import { type Judged, judge } from './judge-statement.js';
import { statementsOnFile } from './packaging.queries.js';
import { insertStatements, lockUnits } from './packaging.store.js';
import {
  readBillingUnit,
  readContent,
  readPackaging,
  type StatedBillingUnit,
  type StatedContent,
  type StatedPackaging,
  type StatementReading,
} from './read-statement.js';

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
      const onFile = await statementsOnFile(tx, [codeId]);
      const judged = judge(statement, onFile.get(codeId) ?? []);
      if (judged.kind !== 'accepted') throw new Refused(judged);
      const { actor } = caller;
      const act = acts[statement.kind];
      const changeId = await recordChange(tx, { actor, act });
      const by = { source: 'steward', approvedBy: actor, reason: about.reason ?? null, changeId };
      await insertStatements(tx, [{ codeId, statement }], by);
      await closeConvertedMisses(tx, changeId);
      await audit(tx, { actor, act, subject: `Packaging:${statement.id}` });
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

/** Rolls the transaction back: a code that only a refused statement named is not kept. */
class Refused extends Error {
  constructor(readonly judged: Exclude<Judged, { kind: 'accepted' }>) {
    super(judged.kind);
  }
}

async function readCode(db: Db, { system, issuer, code }: AboutCode, caller: Caller) {
  return understand(
    { system, issuer: issuer ?? null, code, target: system },
    {
      directory: await readDirectory(db),
      today: 0,
      pin: everyAct,
      dayAtPlace: () => 0,
      maySee: (key) => mayInSystem(caller.ability, 'decide Packaging', key),
    },
  );
}
