import { createHash, randomBytes } from 'node:crypto';

/** Shorter keys are taken on a loopback address only, with a warning. */
export const shortestSafeKey = 16;

/** A new key: a recognisable prefix and 256 random bits. */
export function newApiKey(): string {
  return `ck_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
