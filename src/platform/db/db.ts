import { setImmediate as nextTurn } from 'node:timers/promises';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { acting } from '../idempotency/acting.js';

/** One PostgreSQL database, as one role: drizzle for statements, `$client` (postgres.js) for COPY and LISTEN. */
export type Db = PostgresJsDatabase & { $client: postgres.Sql };
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] & {
  /** Runs after the commit, in order; never if the transaction rolls back. */
  onCommit(work: () => unknown): void;
};

/** Nest's token of the running role's database. */
export abstract class Database {
  abstract readonly db: Db;
}

export interface ConnectOptions {
  readonly max?: number;
  readonly name: string;
  /** The hub’s time zone, so that `current_date` in SQL is the day that `resolve` calls today. */
  readonly timeZone?: string;
}

/** Opens a pool. Numbers of type int8 and numeric arrive as strings: money and counts lose nothing. */
export function connect(url: string, { max = 10, name, timeZone = 'UTC' }: ConnectOptions): Db {
  const client = postgres(url, {
    max,
    connection: { application_name: name, TimeZone: timeZone },
    connect_timeout: 10,
    onnotice: () => {},
  });
  guardTransactions(client);
  return drizzle(client) as Db;
}

/** Waits for the first connection of a pool. postgres.js 3.4 asks for the array types on every new connection, and if
 *  that one is lost meanwhile, the rejection is nobody’s and ends the process. The types are the pool’s: once is enough. */
export async function warmUp(db: Db): Promise<void> {
  await db.$client`select 1`;
  (db.$client.options as { fetch_types: boolean }).fetch_types = false;
}

/** A connection of its own beside the pool, for COPY and session locks; `end` it. Not `reserve`: postgres.js 3.4 puts a
 *  reserved connection that was lost back among the open ones, and whoever takes it next fails. */
export function openSession(db: Db): postgres.Sql {
  return postgres({
    ...db.$client.options,
    max: 1,
    idle_timeout: null,
    max_lifetime: null,
    fetch_types: false,
  } as never);
}

/** The connection of a transaction was lost between two of its statements. */
export class ConnectionLostError extends Error {
  override name = 'ConnectionLostError' as const;
}

/** postgres.js 3.4 rejects a transaction whose connection is lost, but sends what it still says (its next statement, the
 *  ROLLBACK) down the same connection, dead or already being made again for somebody else. So nothing more is let
 *  through, and the work is not seen to end: the transaction itself has ended already. */
function guardTransactions(client: postgres.Sql): void {
  type Begin = (options: string, work: (tx: postgres.TransactionSql) => Promise<unknown>) => Promise<unknown>;
  const begin: Begin = client.begin.bind(client) as never;
  const guarded: Begin = (options, work) => {
    let lost = false;
    const transaction = begin(options, async (tx) => {
      const send = tx.unsafe;
      tx.unsafe = ((...args: Parameters<typeof send>) => {
        if (lost) throw new ConnectionLostError('the connection of this transaction was lost');
        return send(...args);
      }) as typeof send;
      const [done] = await Promise.allSettled([work(tx)]);
      if (done.status === 'rejected') await nextTurn(); // the loss may be told a moment after the statement failed
      if (lost || (done.status === 'rejected' && endsConnection(done.reason))) return new Promise(() => {});
      if (done.status === 'rejected') throw done.reason;
      return done.value;
    });
    transaction.catch(() => {
      lost = true;
    });
    return transaction;
  };
  client.begin = ((...args: [work: never] | [options: string, work: never]) =>
    args.length === 1 ? guarded('', args[0]) : guarded(...args)) as never;
}

/** Runs `work` in one transaction, then its `onCommit` callbacks.
 *  Job nudges go through `onCommit`, so that a worker never wakes up for a row it cannot see yet. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const afterCommit: Array<() => unknown> = [];
  const attempt = acting.getStore();
  const result = await db.transaction(async (tx) => {
    await attempt?.mark(tx);
    return work(
      Object.assign(tx, { onCommit: (callback: () => unknown) => void afterCommit.push(callback) }),
    );
  });
  for (const callback of afterCommit) await callback();
  return result;
}

/** Errors after which the server closes the connection: shut down, crashed, database dropped. */
function endsConnection(error: unknown): boolean {
  return /^57P0[1-5]$/.test(sqlState(error) ?? '');
}

/** Whether a statement failed for want of the database itself: no answer, no connection, or one that is shutting down or
 *  full. Whatever else PostgreSQL says, it said itself. */
export function isAway(error: unknown): boolean {
  const code = sqlState(error);
  return code === undefined || /^(08|57P|53)/.test(code);
}

/** PostgreSQL's own error code (SQLSTATE) of a failed statement, or undefined if it failed otherwise. */
export function sqlState(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof postgres.PostgresError ? cause.code : undefined;
}

/** Whether a failure is of its moment and not of what was asked for: the server or its connection is away, out of room, or
 *  somebody else was in the way. The same may go well later. */
export function isPassing(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof postgres.PostgresError) return /^(?:08|40|53|55|57|58)/.test(cause.code);
  if (cause instanceof ConnectionLostError) return true;
  return cause instanceof Error && 'code' in cause && /^(?:CONNECT|E[A-Z]+$)/.test(String(cause.code));
}

/** Name of the constraint or guard that a failed statement would have broken, or undefined if it failed otherwise. */
export function brokenConstraint(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof postgres.PostgresError ? cause.constraint_name : undefined;
}

export const sqlStates = {
  uniqueViolation: '23505',
  exclusionViolation: '23P01',
  insufficientPrivilege: '42501',
  lockNotAvailable: '55P03',
  deadlockDetected: '40P01',
} as const;
