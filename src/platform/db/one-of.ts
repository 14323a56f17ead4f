import { type SQL, sql } from 'drizzle-orm';

/** A check that a column holds one of the declared words. */
export function isOneOf(column: unknown, words: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
}
