import type { Values } from './attribute.js';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';

/** What a record is called: the first of its domain’s name attributes that has a value; null if none has. */
export function nameOf(domain: Domain, values: Values): string | null {
  for (const attribute of domainDeclarations[domain].name) {
    const value = values[attribute];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}
