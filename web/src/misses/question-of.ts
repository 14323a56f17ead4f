import type { ResolveInput } from '../explore/resolve.graphql.js';
import type { Miss } from './misses.graphql.js';

/** The question of a miss, for today and without a trace. */
export function questionOf({ system, issuer, code, target, purpose }: Miss): ResolveInput {
  return { system, issuer, code, target, purpose, record: false };
}
