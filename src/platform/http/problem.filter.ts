import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { unexpectedError } from '../graphql/format-error.js';
import { logError } from '../telemetry/log.js';
import { plainProblem, problemBody } from './request-problem.js';

/** The one place where failed requests end: refusals of ours go out as they are, everything else is logged, without
 *  input values, and answered with a request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') throw graphqlError(error);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status, body } = httpAnswer(error, request);
    if (reply.sent) return undefined;
    return reply.status(status).header('content-type', 'application/problem+json; charset=utf-8').send(body);
  }
}

function graphqlError(error: unknown): unknown {
  if (error instanceof GraphQLError) return error;
  logError('answering a GraphQL operation', error);
  return unexpectedError();
}

function httpAnswer(error: unknown, request: FastifyRequest): { status: number; body: unknown } {
  if (error instanceof HttpException) {
    const body = error.getResponse();
    const status = error.getStatus();
    return { status, body: typeof body === 'object' && 'code' in body ? body : plainProblem(status) };
  }
  const status = statusOf(error);
  if (status < 500) return { status, body: plainProblem(status) };
  logError(`answering ${request.method} ${request.routeOptions.url ?? 'an unknown route'}`, error, {
    request: request.id,
  });
  return {
    status: 500,
    body: problemBody(
      500,
      'INTERNAL_SERVER_ERROR',
      `Something went wrong here; the log has it under request ${request.id}.`,
    ),
  };
}

/** Fastify’s own errors (body too large, not JSON) carry their status. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
