import { createHmac, timingSafeEqual } from 'node:crypto';

/** The headers of a signed request after Standard Webhooks 1.0.0. */
export interface SignedHeaders {
  readonly id: string | undefined;
  /** Seconds since 1970. */
  readonly timestamp: string | undefined;
  /** One or several of `v1,BASE64`, a blank between two. */
  readonly signature: string | undefined;
}

const toleranceSeconds = 300;

/** Whether a body was signed with a secret: HMAC-SHA256 over `ID.TIMESTAMP.BODY`, made within five minutes of `now`, so
 *  that a signature that was overheard is soon worth nothing. A secret that begins with `whsec_` is base64 after it. The
 *  comparison takes as long whatever is wrong. */
export function isSigned(
  body: Uint8Array,
  { id, timestamp, signature }: SignedHeaders,
  secret: string,
  now: Date,
): boolean {
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  let fits = false;
  for (const each of signature.split(' ')) {
    const given = each.startsWith('v1,') ? Buffer.from(each.slice('v1,'.length), 'base64') : Buffer.alloc(0);
    if (given.length === expected.length && timingSafeEqual(given, expected)) fits = true;
  }
  return fits;
}
