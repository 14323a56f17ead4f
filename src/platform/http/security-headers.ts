import type { FastifyReply, FastifyRequest } from 'fastify';
import { plainProblem } from './request-problem.js';

/** What every response carries. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;

/** Answers an address that Fastify cannot even route (bad percent-encoding, over-long parameter). Its own answer passes
 *  by every hook and repeats the address. */
export function answerUnroutable(
  { statusCode = 400 }: { statusCode?: number | undefined },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply
    .status(statusCode)
    .headers({ ...securityHeaders, 'cache-control': 'no-store' })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(plainProblem(statusCode));
}
