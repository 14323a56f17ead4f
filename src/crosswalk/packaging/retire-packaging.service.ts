import { v7 } from 'uuid';
import { type Caller, mayInSystem } from '../../platform/access/ability.js';
import { audit } from '../../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import type { Problem } from '../../platform/problem.js';
import { closeConvertedMisses } from '../answered-misses.store.js';
import { parseDay } from '../day.js';
import { codeOfStatement, statementsOnFile } from './packaging.queries.js';
import { endStatement, insertStatements, lockUnits } from './packaging.store.js';
import type { UnitStatement } from './unit-statement.js';

export type StatementRetired =
  /** `shortened`: the same statement with its last days, where it was true until a day. */
  | { kind: 'retired'; shortened: string | null; revision: string }
  | { kind: 'not-live' }
  | { kind: 'refused'; problem: Problem };

/** Ends a statement as one published act; what was known before stays known of the past. Without a day it is no longer
 *  held true of any; with one it stays true of the days before, and another may follow it without a gap. */
export async function retirePackaging(
  db: Db,
  { id, validTo = null }: { id: string; validTo?: string | null },
  caller: Caller,
): Promise<StatementRetired> {
  try {
    const { changeId, shortened } = await transact(db, async (tx) => {
      const about = await codeOfStatement(tx, id);
      if (!about || !mayInSystem(caller.ability, 'decide Packaging', about.system)) throw new NotLive();
      await lockUnits(tx, about.codeId);
      const live = (await statementsOnFile(tx, [about.codeId]))
        .get(about.codeId)
        ?.find((each) => each.id === id);
      if (!live) throw new NotLive();
      const rest = validTo === null ? null : shorten(live, validTo);
      const changeId = await recordChange(tx, { actor: caller.actor, act: 'retire packaging' });
      await endStatement(tx, id, changeId);
      const by = { source: 'steward', approvedBy: caller.actor, reason: null, changeId };
      if (rest) await insertStatements(tx, [{ codeId: about.codeId, statement: rest }], by);
      await closeConvertedMisses(tx, changeId);
      await audit(tx, { actor: caller.actor, act: 'retire packaging', subject: `Packaging:${id}` });
      return { changeId, shortened: rest?.id ?? null };
    });
    return { kind: 'retired', shortened, revision: await revisionOf(db, changeId) };
  } catch (error) {
    if (error instanceof NotLive) return { kind: 'not-live' };
    if (error instanceof NotWithin) return { kind: 'refused', problem: notWithin };
    throw error;
  }
}

function shorten(statement: UnitStatement, validTo: string): UnitStatement {
  const to = parseDay(validTo);
  if (to === undefined || to <= statement.validFrom || to >= statement.validTo) throw new NotWithin();
  return { ...statement, id: v7(), validTo: to };
}

const notWithin: Problem = {
  code: 'BAD_DATE',
  message: 'validTo is a date after the first day of the statement and before its end',
};

/* Both roll the transaction back: an act that ended nothing is not published. */
class NotLive extends Error {}
class NotWithin extends Error {}
