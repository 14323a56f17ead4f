import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { logError } from '../telemetry/log.js';
import { formatError } from './format-error.js';
import { JitGateway } from './jit-gateway.js';
import { limitRules, limits } from './limits.js';

/** How GraphQL is served. `schemaFile` is where the generated schema is written, or true to keep it in memory.
 *  Apollo’s cache-control plugin wraps every field and costs two thirds of the throughput: off, and so must stay any
 *  plugin with `willResolveField`. */
export function graphqlOptions(schemaFile: string | true): ApolloDriverConfig & { gateway: JitGateway } {
  const gateway = new JitGateway();
  return {
    driver: ApolloDriver,
    autoSchemaFile: schemaFile,
    sortSchema: true,
    gateway,
    transformSchema: gateway.catchSchema,
    path: '/graphql',
    graphiql: false,
    introspection: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: limitRules,
    plugins: [ApolloServerPluginCacheControlDisabled(), { unexpectedErrorProcessingRequest }],
    logger: silent,
    formatError,
    context: (request: FastifyRequest) => ({ caller: request.caller }),
  };
}

/** Apollo’s own log lines are not of our form and repeat messages as they are; `formatError` and this log instead. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function unexpectedErrorProcessingRequest({ error }: { error: Error }): Promise<void> {
  logError('answering a GraphQL request', error);
}
