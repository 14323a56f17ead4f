import type { SQL } from 'drizzle-orm';
import { text } from 'drizzle-orm/pg-core';
import { isOneOf } from '../platform/db/one-of.js';
import { type Domain, domains } from './domain.js';

/** The domain of a row. */
export const domainColumn = (name = 'domain') => text(name).$type<Domain>().notNull();

/** A check that a column holds one of the declared domains. */
export function isDomain(column: unknown): SQL {
  return isOneOf(column, domains);
}
