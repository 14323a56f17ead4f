import type { Db } from '../../src/platform/db/db.js';
import { brokenHistory, rulesEver } from './history-invariants.js';
import { brokenRules, rulesNow } from './link-invariants.js';
import { brokenRelations, rulesOfRelations } from './relation-invariants.js';

/** Everything that must never be of golden records, and must never have been at any revision. `docs/data.md` names each. */
export const invariants = { now: [...rulesNow, ...rulesOfRelations], ever: rulesEver } as const;

/** Those that the hub breaks; empty. */
export async function brokenInvariants(db: Db): Promise<string[]> {
  return [...(await brokenRules(db)), ...(await brokenRelations(db)), ...(await brokenHistory(db))];
}
