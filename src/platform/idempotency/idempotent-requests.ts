import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/db.js';
import { logError } from '../telemetry/log.js';
import { acting } from './acting.js';
import {
  type Claim,
  claimRequest,
  giveUp,
  type KeyedRequest,
  keepOutcome,
  markActed,
} from './idempotency.store.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The attempt that this request is, if it bears an idempotency key. */
    keyed?: { readonly request: KeyedRequest; readonly attempt: string };
  }
}

export interface Idempotency {
  readonly db: Db;
  readonly hoursKept: number;
  /** Mutations whose outcome holds a secret that is shown once: it is not kept. */
  readonly shownOnce: readonly string[];
}

const waitMs = 40_000;
const pollMs = 50;
const longestBody = 256 * 1024;

const refusals = {
  bad: [400, 'BAD_IDEMPOTENCY_KEY', 'An Idempotency-Key is 1 to 255 printable characters.'],
  reused: [422, 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key stands for another request.'],
  unknown: [
    409,
    'OUTCOME_UNKNOWN',
    'The request was carried out; its answer was lost or is shown once only. Look before you ask anew under another key.',
  ],
  running: [409, 'REQUEST_RUNNING', 'The same request is still being carried out: ask again.'],
} as const;

/** GraphQL mutations with the header `Idempotency-Key` are carried out once for a caller and key, and answer the same
 *  again. Every transaction of such a request writes the mark that it acted into its own transaction (`transact`), so a
 *  crash leaves both or neither; the answer is kept after it. A crash between the two is told as OUTCOME_UNKNOWN and never
 *  repeats the act. */
export function answerOnce(server: FastifyInstance, { db, hoursKept, shownOnce }: Idempotency): void {
  server.addHook('preHandler', (request, reply, done) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || !isMutation(request) || !request.caller) return done();
    if (typeof key !== 'string' || !/^[!-~]{1,255}$/.test(key)) return void refuse(reply, 'bad');
    const keyed: KeyedRequest = { caller: request.caller.actor, key, hash: hashOf(request.body) };
    claimPatiently(db, keyed, hoursKept).then((claim) => {
      if (claim.kind !== 'run') return void answerClaim(reply, claim);
      const { attempt } = claim;
      request.keyed = { request: keyed, attempt };
      acting.run({ mark: (tx) => markActed(tx, keyed, attempt) }, done);
    }, done);
  });
  server.addHook('onSend', async (request, reply, payload) => {
    if (!request.keyed) return payload;
    const { request: keyed, attempt } = request.keyed;
    try {
      const body = typeof payload === 'string' ? payload : null;
      if (reply.statusCode >= 500 || body?.includes('"INTERNAL_SERVER_ERROR"')) {
        await giveUp(db, keyed, attempt);
      } else {
        const kept = body !== null && body.length <= longestBody && !names(request, shownOnce) ? body : null;
        await keepOutcome(db, keyed, attempt, { status: reply.statusCode, body: kept });
      }
    } catch (error) {
      logError('keeping the outcome of a request', error);
    }
    return payload;
  });
}

/** Waits for whoever is at it, whose outcome is the answer. */
async function claimPatiently(db: Db, keyed: KeyedRequest, hoursKept: number): Promise<Claim> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const claim = await claimRequest(db, keyed, hoursKept);
    if (claim.kind !== 'running' || performance.now() > deadline) return claim;
    await sleep(pollMs);
  }
}

function answerClaim(reply: FastifyReply, claim: Exclude<Claim, { kind: 'run' }>): void {
  if (claim.kind !== 'done') refuse(reply, claim.kind);
  else if (claim.body === null) refuse(reply, 'unknown');
  else {
    void reply
      .status(claim.status)
      .header('idempotency-replayed', 'true')
      .header('content-type', 'application/json; charset=utf-8')
      .send(claim.body);
  }
}

function refuse(reply: FastifyReply, why: keyof typeof refusals): void {
  const [status, code, message] = refusals[why];
  void reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

function documentOf({ routeOptions, body }: FastifyRequest): string {
  if (routeOptions.url !== '/graphql' || typeof body !== 'object' || body === null) return '';
  const { query } = body as { query?: unknown };
  return typeof query === 'string' ? query : '';
}

function isMutation(request: FastifyRequest): boolean {
  return /\bmutation\b/.test(documentOf(request));
}

function names(request: FastifyRequest, fields: readonly string[]): boolean {
  const document = documentOf(request);
  return fields.some((field) => new RegExp(`\\b${field}\\b`).test(document));
}

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
