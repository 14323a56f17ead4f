import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemBody } from '../http/request-problem.js';
import type { Caller } from './ability.js';
import type { Authenticator } from './authenticator.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler runs, but for routes open to all. */
    caller?: Caller;
  }
}

/** Whether a route answers without a key. */
export type IsOpen = (path: string) => boolean;

/** Lets no request past without a live key, but for the open routes. */
export function authenticateRequests(
  server: FastifyInstance,
  authenticator: Authenticator,
  isOpen: IsOpen,
): void {
  server.decorateRequest('caller', undefined);
  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (isOpen(request.routeOptions.url ?? '')) return;
    const caller = await authenticator.callerOf(request.headers.authorization);
    if (caller) {
      request.caller = caller;
      return;
    }
    await reply
      .status(401)
      .header('www-authenticate', 'Bearer')
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(problemBody(401, 'UNAUTHENTICATED', 'Send a live key as "Authorization: Bearer KEY".'));
  });
}
