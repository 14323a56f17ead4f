import type { Db } from '../db/db.js';
import { within } from '../db/within.js';
import { abilityOf, type Caller, type Roles } from './ability.js';
import { hashKey } from './api-key.js';
import { findLiveKey } from './api-key.store.js';

const trustMs = 5_000;
const mostRemembered = 10_000;
/** How long a known key waits for word from the database before it is trusted as it was. */
const patienceMs = 250;

interface Known {
  readonly caller: Caller;
  readonly expiresAt: Date | null;
  readonly until: number;
}

/** Tells who holds a bearer key. A found key is trusted for 5 s, which bounds how long a revoked one still opens and
 *  carries the API over a moment without PostgreSQL; unknown keys are not remembered. */
export class Authenticator {
  readonly #known = new Map<string, Known>();

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
    const found = await this.#find(hash, known);
    this.#remember(hash, found);
    return found?.caller;
  }

  async #find(hash: string, known: Known | undefined): Promise<Known | undefined> {
    const until = performance.now() + trustMs;
    const looking = findLiveKey(this.db, hash);
    const row = await (known ? within(patienceMs, looking).catch(() => known) : looking);
    if (!row || (row.expiresAt && row.expiresAt.getTime() <= Date.now())) return undefined;
    if ('caller' in row) return { ...row, until };
    const { name, person, role, systems, expiresAt } = row;
    const ability = abilityOf(this.roles[role] ?? [], systems);
    return { caller: { actor: `key:${name}`, person, role, systems, ability }, expiresAt, until };
  }

  #remember(hash: string, found: Known | undefined): void {
    this.#known.delete(hash);
    if (!found) return;
    this.#known.set(hash, found);
    if (this.#known.size > mostRemembered) this.#known.delete(this.#known.keys().next().value ?? '');
  }
}
