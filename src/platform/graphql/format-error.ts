import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { logError } from '../telemetry/log.js';

/** Codes whose messages hold no input value: our own, and Apollo’s fixed sentences about the HTTP request. */
const safeMessages = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'LIMIT_EXCEEDED',
  'BAD_ARGUMENT',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const plainMessages: Readonly<Record<string, string>> = {
  BAD_USER_INPUT: 'A variable or argument does not fit its type.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  OPERATION_RESOLUTION_FAILURE: 'The document holds several operations or none of the name given.',
};

/** What a limit says of itself, in the words of the package that keeps it. */
const limitMessage =
  /^(Syntax Error: )?(Query Cost limit|Query depth limit|Aliases limit|Document contains more that|Maximum introspection depth|Too many errors processing variables|Operation batching disabled)/;

/** Messages of the validator that quote names of the schema and of the document; the others quote values. */
const namesOnly =
  /^(Cannot (query|spread) |Unknown (argument|directive|fragment|type) |Fields? "|Fragment "|Variable "\$|Directive "|The directive "|There can be only one |This anonymous operation|Validation aborted)/;

/** What the executor says of an argument that the validator could not judge, for a variable stands inside it. */
const badArgument = /^Argument "\w+" has invalid value /;

/** What a caller is told of a failed request. graphql’s own errors about values repeat the whole value, so they are put
 *  in plain words; validation errors that name types and fields stay. Unexpected errors say nothing. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = badArgument.test(formatted.message)
    ? 'BAD_USER_INPUT'
    : String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
  const place = { locations: formatted.locations, path: formatted.path };
  if (limitMessage.test(formatted.message)) {
    const message = formatted.message.replace(/^Syntax Error: /, '');
    return { ...place, message, extensions: { code: 'LIMIT_EXCEEDED' } };
  }
  const message = messageOf(code, formatted.message);
  if (message) return { ...place, message, extensions: { code } };
  if (formatted.message !== unexpected) logError('answering a GraphQL request', error);
  return { ...place, message: sentence, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

function messageOf(code: string, message: string): string | undefined {
  if (safeMessages.has(code)) return message;
  if (code === 'GRAPHQL_VALIDATION_FAILED' && namesOnly.test(message)) return message;
  return (code === 'BAD_USER_INPUT' ? shapeOf(message) : undefined) ?? plainMessages[code];
}

/** The part of a coercion error that names the variable and a missing field but no value. */
function shapeOf(message: string): string | undefined {
  const variable = /^Variable "(\$[_A-Za-z]\w*)"/.exec(message)?.[1];
  const missing = /Field "\w+" of required type "[\w[\]!]+" was not provided\.$/.exec(message)?.[0];
  if (!variable) return undefined;
  return `Variable "${variable}" does not fit its type${missing ? `: ${missing}` : '.'}`;
}

/** Message of an error that has been logged already, where it happened. */
const unexpected = 'unexpected';
const sentence = 'Something went wrong here; the log has it.';

/** Stands for an error that is in the log and nobody else’s business. */
export function unexpectedError(): GraphQLError {
  return new GraphQLError(unexpected, { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

/** A refusal with one of our own codes. */
export function refusal(
  code: 'FORBIDDEN' | 'NOT_FOUND' | 'LIMIT_EXCEEDED' | 'BAD_ARGUMENT',
  message: string,
): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
