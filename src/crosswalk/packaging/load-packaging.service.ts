import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import { closeConvertedMisses } from '../answered-misses.store.js';
import { type Judged, judge } from './judge-statement.js';
import { statementsOnFile } from './packaging.queries.js';
import { insertStatements, lockAllUnits, type NewStatement } from './packaging.store.js';

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
    const known = await statementsOnFile(tx, [...new Set(statements.map(({ codeId }) => codeId))]);
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
    await closeConvertedMisses(tx, changeId);
    return { changeId, refused };
  });
  const revision = loaded.changeId === null ? null : await revisionOf(db, loaded.changeId);
  return { revision, refused: loaded.refused };
}
