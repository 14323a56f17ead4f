import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';

/** Codes whose messages we wrote ourselves and which therefore hold no input value. */
const ownMessages = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'LIMIT_EXCEEDED', 'BAD_ARGUMENT']);

const plainMessages: Readonly<Record<string, string>> = {
  BAD_USER_INPUT: 'A variable or argument does not fit its type.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
};

const limitMessage =
  /^Syntax Error: (Query (Cost|depth) limit|Aliases limit|Token limit)|^(Max tokens|Query depth limit|Aliases limit|Query Cost limit)/i;

/** What a caller is told of a failed request. graphql’s own coercion errors repeat the whole input value, so they are
 *  put in plain words; validation errors name types and fields of the schema and stay. Unexpected errors say nothing. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(formatted.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
  const place = { locations: formatted.locations, path: formatted.path };
  if (limitMessage.test(formatted.message)) {
    return {
      ...place,
      message: formatted.message.replace(/^Syntax Error: /, ''),
      extensions: { code: 'LIMIT_EXCEEDED' },
    };
  }
  if (ownMessages.has(code)) return { ...place, message: formatted.message, extensions: { code } };
  if (code === 'GRAPHQL_VALIDATION_FAILED' && !/"[^"]*"/.test(withoutNames(formatted.message))) {
    return { ...place, message: formatted.message, extensions: { code } };
  }
  const message = plainMessages[code];
  if (message) return { ...place, message: shapeOf(formatted.message) ?? message, extensions: { code } };
  return {
    ...place,
    message: 'Something went wrong here; the log has it under the request id.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** Messages of the validator quote names of the schema: those may stay. */
function withoutNames(message: string): string {
  return message.replace(/"[_A-Za-z][_0-9A-Za-z]*[!\]]*"|"\[?[_A-Za-z][_0-9A-Za-z!]*\]?!?"/g, '');
}

/** The part of a coercion error that names the field and the type but no value. */
function shapeOf(message: string): string | undefined {
  const variable = /^Variable "(\$[_A-Za-z]\w*)"/.exec(message)?.[1];
  const field =
    /Field "(\w+)" (of required type "([\w[\]!]+)" was not provided|is not defined by type "(\w+)")/.exec(
      message,
    )?.[0];
  if (!variable) return undefined;
  return `Variable "${variable}" does not fit its type${field ? `: ${field}` : ''}.`;
}

/** A refusal with one of our own codes. */
export function refusal(
  code: 'FORBIDDEN' | 'NOT_FOUND' | 'LIMIT_EXCEEDED' | 'BAD_ARGUMENT',
  message: string,
): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
