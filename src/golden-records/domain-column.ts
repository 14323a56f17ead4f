import { type SQL, sql } from 'drizzle-orm';
import { text } from 'drizzle-orm/pg-core';
import { type Domain, domains } from './domain.js';

/** The domain of a row. */
export const domainColumn = () => text().$type<Domain>().notNull();

/** A check that a column holds one of the declared domains. */
export function isDomain(column: unknown): SQL {
  return sql`${column} in (${sql.raw(domains.map((domain) => `'${domain}'`).join(', '))})`;
}
