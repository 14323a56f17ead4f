import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import type { Db, Tx } from '../db/db.js';

export interface KeyedRequest {
  readonly caller: string;
  readonly key: string;
  readonly hash: string;
}

export type Claim =
  /** Nobody has done it: do it. */
  | { kind: 'run'; attempt: string }
  | { kind: 'done'; status: number; body: string | null }
  /** It was done, and nobody knows what it answered: its process died in between. */
  | { kind: 'unknown' }
  | { kind: 'reused' }
  /** Somebody is at it. */
  | { kind: 'running' };

/** How long an attempt may take before another takes its place. */
const leaseSeconds = 30;

/** Another attempt took the place of this one, whose act must not happen. */
export class AttemptOvertakenError extends Error {
  override name = 'AttemptOvertakenError' as const;
}

/** Claims a request for an attempt, in one statement: of two at the same instant one runs. An attempt that died before it
 *  acted gives way when its lease is over; one that acted never does. */
export async function claimRequest(
  db: Db,
  { caller, key, hash }: KeyedRequest,
  hoursKept: number,
): Promise<Claim> {
  const attempt = v7();
  const lease = sql`now() + make_interval(secs => ${leaseSeconds})`;
  const rows = await db.execute(sql`
    insert into idempotency_key as kept (caller, key, hash, attempt, leased_until, expires_at)
    values (${caller}, ${key}, ${hash}, ${attempt}, ${lease}, now() + make_interval(hours => ${hoursKept}))
    on conflict (caller, key) do update set hash = excluded.hash, attempt = excluded.attempt,
      leased_until = excluded.leased_until, acted = false, status = null, body = null,
      expires_at = excluded.expires_at
    where kept.expires_at < now()
       or (kept.hash = excluded.hash and kept.status is null and not kept.acted and kept.leased_until < now())
    returning kept.attempt`);
  if (rows.length > 0) return { kind: 'run', attempt };
  return readClaim(db, { caller, key, hash });
}

async function readClaim(db: Db, { caller, key, hash }: KeyedRequest): Promise<Claim> {
  const [row] = await db.execute<{
    hash: string;
    status: number | null;
    body: string | null;
    lost: boolean;
  }>(sql`
    select hash, status, body, acted and leased_until < now() as lost from idempotency_key
    where caller = ${caller} and key = ${key}`);
  if (!row) return { kind: 'running' };
  if (row.hash !== hash) return { kind: 'reused' };
  if (row.status !== null) return { kind: 'done', status: row.status, body: row.body };
  return row.lost ? { kind: 'unknown' } : { kind: 'running' };
}

/** Says in the transaction of an act that the attempt has acted. */
export async function markActed(
  tx: Pick<Tx, 'execute'>,
  { caller, key }: KeyedRequest,
  attempt: string,
): Promise<void> {
  const rows = await tx.execute(sql`
    update idempotency_key set acted = true
    where caller = ${caller} and key = ${key} and attempt = ${attempt} returning attempt`);
  if (rows.length === 0) throw new AttemptOvertakenError('another attempt took the place of this one');
}

/** Keeps what came of a request, for whoever asks again. */
export async function keepOutcome(
  db: Db,
  { caller, key }: KeyedRequest,
  attempt: string,
  { status, body }: { status: number; body: string | null },
): Promise<void> {
  await db.execute(sql`
    update idempotency_key set status = ${status}, body = ${body}
    where caller = ${caller} and key = ${key} and attempt = ${attempt}`);
}

/** Gives up an attempt that failed: if it did nothing, the next may try at once. */
export async function giveUp(db: Db, { caller, key }: KeyedRequest, attempt: string): Promise<void> {
  await db.execute(sql`
    update idempotency_key set leased_until = now() - interval '1 second'
    where caller = ${caller} and key = ${key} and attempt = ${attempt}`);
}

/** Forgets what is over. */
export async function forgetOldKeys(db: Db): Promise<void> {
  await db.execute(sql`delete from idempotency_key where expires_at < now()`);
}
