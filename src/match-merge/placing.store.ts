import { sql } from 'drizzle-orm';
import { type Db, sqlState, type Tx, transact } from '../platform/db/db.js';
import { type Refused, refused } from './refusal.js';

const lockNotAvailable = '55P03';

/** Runs a decision that changes which source records belong together. Such acts, and files being applied, go one after
 *  the other; one that waits for more than 2 s, for a large file is being applied, is told to ask again. */
export async function placing<T>(db: Db, decide: (tx: Tx) => Promise<T>): Promise<T | Refused> {
  try {
    return await transact(db, async (tx) => {
      // PostgreSQL estimates temporary tables that have no statistics to be large, and would rather compile a statement
      // on three rows than run it.
      await tx.execute(sql`select set_config('lock_timeout', '2s', true), set_config('jit', 'off', true)`);
      await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
      await tx.execute(sql`set local lock_timeout to default`);
      return decide(tx);
    });
  } catch (error) {
    if (sqlState(error) === lockNotAvailable) return refused('BUSY');
    throw error;
  }
}
