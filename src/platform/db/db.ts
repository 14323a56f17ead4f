import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

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
  return drizzle(client) as Db;
}

/** Runs `work` in one transaction, then its `onCommit` callbacks.
 *  Job nudges go through `onCommit`, so that a worker never wakes up for a row it cannot see yet. */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const afterCommit: Array<() => unknown> = [];
  const result = await db.transaction((tx) =>
    work(Object.assign(tx, { onCommit: (callback: () => unknown) => void afterCommit.push(callback) })),
  );
  for (const callback of afterCommit) await callback();
  return result;
}

/** PostgreSQL's own error code (SQLSTATE) of a failed statement, or undefined if it failed otherwise. */
export function sqlState(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof postgres.PostgresError ? cause.code : undefined;
}

export const sqlStates = {
  uniqueViolation: '23505',
  exclusionViolation: '23P01',
  insufficientPrivilege: '42501',
} as const;
