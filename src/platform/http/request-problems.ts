import type { ProblemMeaning } from '../problem.js';

const failed = (
  code: string,
  http: number | null,
  meaning: string,
  retry: ProblemMeaning['retry'] = 'no',
): ProblemMeaning => ({
  code,
  meaning,
  http,
  retry,
});

/** Whole requests that fail: over GraphQL `extensions.code`, over HTTP the `code` of an RFC 9457 body. */
export const requestProblems: readonly ProblemMeaning[] = [
  failed('UNAUTHENTICATED', 401, 'No live key was sent.'),
  failed(
    'BAD_SIGNATURE',
    401,
    'The source signs what it sends, and this signature does not fit or is over five minutes old.',
  ),
  failed('FORBIDDEN', 403, 'The key lacks the ability that the operation names.'),
  failed('NOT_FOUND', 404, 'There is no such thing, or the key may not see it.'),
  failed('EVENT_ID_TAKEN', 409, 'Another body has come under this `webhook-id` before.'),
  failed('BAD_REQUEST', 400, 'The body is not of the right shape; `errors` lists where.'),
  failed('BAD_ARGUMENT', 200, 'An argument of a GraphQL field is out of its range.'),
  failed('BAD_USER_INPUT', 400, 'A GraphQL variable does not fit its type.'),
  failed('GRAPHQL_VALIDATION_FAILED', 400, 'The document does not fit the schema.'),
  failed(
    'OPERATION_RESOLUTION_FAILURE',
    400,
    'The document has several operations, or none of the name given.',
  ),
  failed('PERSISTED_QUERY_NOT_SUPPORTED', 200, 'Queries are sent in full; the hub keeps none by hash.'),
  failed('GRAPHQL_PARSE_FAILED', 400, 'The document is not GraphQL.'),
  failed(
    'LIMIT_EXCEEDED',
    400,
    'The document is too deep, too costly or has too many aliases, tokens or questions, or is one of a batch.',
  ),
  failed('BAD_IDEMPOTENCY_KEY', 400, 'An `Idempotency-Key` is not 1 to 255 printable characters.'),
  failed('IDEMPOTENCY_KEY_REUSED', 422, 'The `Idempotency-Key` stands for another request of this caller.'),
  failed(
    'OUTCOME_UNKNOWN',
    409,
    'The request with this `Idempotency-Key` was carried out; its answer was lost in a crash, or is shown once only.',
  ),
  failed(
    'REQUEST_RUNNING',
    409,
    'The request with this `Idempotency-Key` is still being carried out.',
    'yes',
  ),
  failed('TOO_LARGE', 413, 'The body is larger than the hub takes.'),
  failed('NOT_A_FILE', 415, 'An upload was sent with a content type that is no file.'),
  failed('UNSUPPORTED_MEDIA_TYPE', 415, 'The content type is not taken here.'),
  failed('INTERNAL_SERVER_ERROR', 500, 'Something went wrong in the hub; the log has it.', 'yes'),
];
