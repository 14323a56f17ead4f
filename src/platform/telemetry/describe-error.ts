import { DrizzleQueryError } from 'drizzle-orm';
import { GraphQLError } from 'graphql';
import pg from 'pg';
import postgres from 'postgres';

/** What may be logged of an error: its kind, PostgreSQL’s code, constraint and statement, the stack; never the
 *  parameters of a statement, PostgreSQL’s detail or graphql’s messages, which repeat input values. */
export function describeError(error: unknown): Record<string, string> {
  if (error instanceof DrizzleQueryError) {
    return { ...describeError(error.cause), statement: error.query.replace(/\s+/g, ' ').slice(0, 300) };
  }
  if (error instanceof postgres.PostgresError) return describePostgres(error);
  if (error instanceof pg.DatabaseError) return { kind: error.name, sqlState: error.code ?? '' };
  if (error instanceof GraphQLError) {
    return error.originalError
      ? describeError(error.originalError)
      : { kind: error.name, path: error.path?.join('.') ?? '' };
  }
  if (error instanceof AggregateError) return { ...describeError(error.errors[0]), kind: error.name };
  if (error instanceof Error) {
    return {
      kind: error.name,
      message: error.message,
      stack: error.stack?.split('\n').slice(1, 6).join('\n') ?? '',
    };
  }
  return { kind: typeof error };
}

function describePostgres(error: postgres.PostgresError): Record<string, string> {
  const named = { sqlState: error.code, constraint: error.constraint_name, table: error.table_name };
  const given = Object.entries(named).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return { kind: error.name, ...Object.fromEntries(given) };
}
