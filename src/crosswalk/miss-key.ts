import { v5 } from 'uuid';
import type { Purpose } from './vocabulary.js';

/** The namespace of miss ids; fixed for ever, so that every process, also one cut off from PostgreSQL, gives a miss
 *  the same id. */
const namespace = '6a1f0b52-8c1e-5f43-9d6c-0f6f6d697373';

/** What makes two questions without an answer the same miss. */
export interface MissKey {
  readonly system: string;
  readonly issuer: string;
  readonly normal: string;
  readonly target: string;
  readonly purpose: Purpose;
}

/** The id of a miss, and of its task: UUIDv5 (RFC 9562) of its key. */
export function missId({ system, issuer, normal, target, purpose }: MissKey): string {
  return v5(JSON.stringify([system, issuer, normal, target, purpose]), namespace);
}
