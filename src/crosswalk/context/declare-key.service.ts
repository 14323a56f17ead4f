import type { Domain } from '../../golden-records/domain.js';
import type { Caller } from '../../platform/access/ability.js';
import { audit } from '../../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import { readDirectory } from '../index/directory.queries.js';
import { insertContextKey } from './context-key.store.js';

/** A context key as a person declares it. */
export interface KeyDeclaration {
  readonly key: string;
  readonly title: string;
  readonly domain: Domain | null;
  /** Key of the code system meant where a caller names none. */
  readonly system: string | null;
  readonly values: readonly string[] | null;
}

export type KeyDeclared = { kind: 'declared'; revision: string } | { kind: 'refused'; message: string };

const longestTitle = 200;

/** Declares a context key as one published act. What it means never changes afterwards: conditions stand on it. */
export async function declareContextKey(
  db: Db,
  declared: KeyDeclaration,
  caller: Caller,
): Promise<KeyDeclared> {
  const system = declared.system === null ? undefined : (await readDirectory(db)).system(declared.system);
  if (declared.system !== null && !system) return refused('There is no such code system.');
  const fault = faultOf(declared);
  if (fault) return refused(fault);
  if (system && system.domain !== null && system.domain !== declared.domain)
    return refused('The codes of that system name no such thing.');
  const changeId = await transact(db, async (tx) => {
    const change = await recordChange(tx, { actor: caller.actor, act: 'declare context key' });
    const { key, title, domain } = declared;
    const values = declared.values?.map((word) => word.normalize('NFC')) ?? null;
    if (!(await insertContextKey(tx, { key, title, domain, system: system?.id ?? null, values }, change)))
      throw new TakenError();
    await audit(tx, { actor: caller.actor, act: 'declare context key', subject: `ContextKey:${key}` });
    return change;
  }).catch((error: unknown) => {
    if (error instanceof TakenError) return undefined;
    throw error;
  });
  if (changeId === undefined) return refused('There is a context key of this name already.');
  return { kind: 'declared', revision: await revisionOf(db, changeId) };
}

/** Thrown to undo the act: what changes nothing is none. */
class TakenError extends Error {
  override name = 'TakenError' as const;
}

function faultOf({ key, title, domain, system, values }: KeyDeclaration): string | undefined {
  if (!/^[a-z][A-Za-z0-9]{0,62}$/.test(key))
    return 'A key is up to 63 letters and digits, the first lower case.';
  if (title.trim() === '' || title.length > longestTitle)
    return `A title has 1 to ${longestTitle} characters.`;
  if (domain !== null && values !== null) return 'A key takes records of a domain or words, not both.';
  if (domain === null && system !== null) return 'Only a key that takes records has a code system.';
  if (values?.length === 0) return 'A key that takes certain words names one or more.';
  if (values?.some((word) => word.trim() !== word || word === '' || word.length > 255))
    return 'A word has 1 to 255 characters, no space around it.';
  return undefined;
}

function refused(message: string): KeyDeclared {
  return { kind: 'refused', message };
}
