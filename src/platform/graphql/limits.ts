import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { ValidationRule } from 'graphql';

/** The most one request may ask for. Introspection by tools nests 13 deep. */
export const limits = {
  depth: 14,
  aliases: 20,
  /** 2 an object, 1 a scalar, 1.5 × a level of depth. */
  cost: 5_000,
  tokens: 2_000,
  /** Bytes of a JSON body: 1,000 questions take about 200 kB. */
  bodyBytes: 1024 * 1024,
  /** Questions in one `resolveMany` or `POST /resolve`. */
  questions: 1_000,
  /** Rows of one page of a list. */
  page: 100,
} as const;

export const limitRules: ValidationRule[] = [
  maxDepthRule({ n: limits.depth }),
  maxAliasesRule({ n: limits.aliases, allowList: [] }),
  costLimitRule({
    maxCost: limits.cost,
    objectCost: 2,
    scalarCost: 1,
    depthCostFactor: 1.5,
    ignoreIntrospection: true,
  }),
];
