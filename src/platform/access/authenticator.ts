import type { Db } from '../db/db.js';
import { abilityOf, type Caller, type Roles } from './ability.js';
import { hashKey } from './api-key.js';
import { findLiveKey } from './api-key.store.js';

const trustMs = 5_000;
const mostRemembered = 10_000;

/** Tells who holds a bearer key. A found key is trusted for 5 s, which bounds how long a revoked one still opens and
 *  carries the API over a moment without PostgreSQL; unknown keys are not remembered. */
export class Authenticator {
  readonly #known = new Map<string, { caller: Caller; until: number }>();

  constructor(
    private readonly db: Db,
    private readonly roles: Roles,
  ) {}

  async callerOf(authorization: string | undefined): Promise<Caller | undefined> {
    const key = /^Bearer +(\S{1,4096})$/i.exec(authorization ?? '')?.[1];
    if (!key) return undefined;
    const hash = hashKey(key);
    const known = this.#known.get(hash);
    if (known && performance.now() < known.until) return known.caller;
    const caller = await this.#find(hash, known?.caller);
    this.#remember(hash, caller);
    return caller;
  }

  async #find(hash: string, known: Caller | undefined): Promise<Caller | undefined> {
    const row = await findLiveKey(this.db, hash).catch((error: unknown) => {
      if (known) return known;
      throw error;
    });
    if (!row || 'ability' in row) return row;
    const ability = abilityOf(this.roles[row.role] ?? [], row.systems);
    return { actor: `key:${row.name}`, role: row.role, systems: row.systems, ability };
  }

  #remember(hash: string, caller: Caller | undefined): void {
    this.#known.delete(hash);
    if (!caller) return;
    this.#known.set(hash, { caller, until: performance.now() + trustMs });
    if (this.#known.size > mostRemembered) this.#known.delete(this.#known.keys().next().value ?? '');
  }
}
