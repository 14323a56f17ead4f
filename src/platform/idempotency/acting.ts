import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';

/** One attempt at a request that bears an idempotency key. */
export interface Attempt {
  /** Says in the transaction of an act that this attempt has acted; fails if another attempt took its place. */
  mark(tx: Pick<PostgresJsDatabase, 'execute'>): Promise<void>;
}

/** The attempt whose work is running: `transact` marks it, so that no act commits without its mark, nor a mark without its
 *  act. */
export const acting = new AsyncLocalStorage<Attempt>();
