import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { logError } from '../telemetry/log.js';
import { problemBody } from './request-problem.js';

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
  return new GraphQLError('internal', { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

function httpAnswer(error: unknown, request: FastifyRequest): { status: number; body: unknown } {
  if (error instanceof HttpException) {
    const body = error.getResponse();
    const ours = typeof body === 'object' && 'code' in body;
    return {
      status: error.getStatus(),
      body: ours ? body : problemBody(error.getStatus(), 'BAD_REQUEST', 'The request cannot be taken.'),
    };
  }
  const status = statusOf(error);
  if (status < 500)
    return {
      status,
      body: problemBody(
        status,
        codes[status] ?? 'BAD_REQUEST',
        details[status] ?? 'The request cannot be taken.',
      ),
    };
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

const codes: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};
const details: Readonly<Record<number, string>> = {
  400: 'The body is not the JSON it claims to be.',
  413: 'The body is too large.',
  415: 'This content type is not taken here.',
};

/** Fastify’s own errors (body too large, not JSON) carry their status. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
