import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';

/** The most one request may ask for. Introspection by tools nests 13 deep. */
export const limits = {
  depth: 14,
  aliases: 20,
  /** 2 an object, 1 a scalar, 1.5 × a level of depth. */
  cost: 5_000,
  tokens: 2_000,
  /** Entries of any one list in the variables. */
  list: 1_000,
  /** Bytes of a JSON body: 1,000 questions take about 200 kB. */
  bodyBytes: 1024 * 1024,
  /** Questions in one `resolveMany` or `POST /resolve`. */
  questions: 1_000,
  /** Rows of one page of a list. */
  page: 100,
} as const;

/** The rules throw of their own accord, which Apollo takes for a fault of the server and answers with 500. */
const reported = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
};

export const limitRules: ValidationRule[] = [
  maxDepthRule({ ...reported, n: limits.depth }),
  maxAliasesRule({ ...reported, n: limits.aliases, allowList: [] }),
  costLimitRule({
    ...reported,
    maxCost: limits.cost,
    objectCost: 2,
    scalarCost: 1,
    depthCostFactor: 1.5,
    ignoreIntrospection: true,
  }),
];

/** No variable nests deeper: input objects hold lists of input objects, once. */
const deepest = 8;

/** Whether a list in the variables is longer than any the schema takes. Asked before the variables are coerced:
 *  graphql-jit counts no errors, and 300,000 empty questions in one megabyte held the process for a minute. */
export function holdsLongList(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > deepest || (Array.isArray(value) && value.length > limits.list)) return true;
  for (const key in value) {
    if (holdsLongList((value as Record<string, unknown>)[key], depth + 1)) return true;
  }
  return false;
}
