import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { z } from 'zod';
import { batchShape, questionShape } from '../crosswalk/resolve.controller.js';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of `POST /v1/resolve`. The question is what the route checks, the answer the GraphQL type of the
 *  same name, but that golden records are given by id, and without what GraphQL works out on request. */
export function openApiDocument(schema: GraphQLSchema): Json {
  const schemas: Record<string, Json> = {
    Question: jsonOf(questionShape),
    Questions: jsonOf(batchShape),
    Problem: problem,
  };
  describeType(schema.getType('Resolution') as GraphQLObjectType, schemas);
  schemas['Resolutions'] = {
    type: 'object',
    required: ['resolutions'],
    properties: { resolutions: { type: 'array', items: ref('Resolution') } },
  };
  const failed = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: ref('Problem') } },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Concord: resolve', version: '1' },
    security: [{ key: [] }],
    paths: {
      '/v1/resolve': {
        post: {
          operationId: 'resolve',
          summary: 'This code there is which code here? One question, or up to 1,000.',
          description: 'docs/resolve.md says what to do with each status.',
          requestBody: body('Question', 'Questions'),
          responses: {
            200: {
              description: 'Answered, whatever the status inside.',
              ...body('Resolution', 'Resolutions'),
            },
            400: failed('The body is not of the right shape.'),
            401: failed('No live key was sent.'),
            403: failed('The key lacks the ability `ask Resolution`.'),
            413: failed('The body is too large.'),
            500: failed('Something went wrong in the hub; ask again.'),
          },
        },
      },
    },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } }, schemas },
  };
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const body = (one: string, many: string) => ({
  content: { 'application/json': { schema: { oneOf: [ref(one), ref(many)] } } },
});

const problem: Json = {
  type: 'object',
  description: 'RFC 9457, with a code of docs/errors.md.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    errors: { type: 'array', items: { type: 'string' } },
  },
};

function jsonOf(shape: z.ZodType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape);
  return schema;
}

/** Describes an object type and all it is made of. */
function describeType(type: GraphQLObjectType, schemas: Record<string, Json>): void {
  if (schemas[type.name] && type.name !== 'Problem') return;
  const name = type.name === 'Problem' ? 'WhyNot' : type.name;
  if (schemas[name]) return;
  const properties: Record<string, Json> = {};
  schemas[name] = { type: 'object', description: type.description ?? '', properties };
  for (const field of Object.values(type.getFields())) {
    // What takes arguments is worked out when GraphQL asks for it.
    if (field.args.length > 0) continue;
    if (getNamedType(field.type).name === 'GoldenRecord') {
      properties['goldenId'] = {
        type: ['string', 'null'],
        description: field.description?.split('.')[0] ?? '',
      };
    } else {
      properties[field.name] = { ...schemaOf(field.type, schemas), description: field.description ?? '' };
    }
  }
  schemas[name] = { ...schemas[name], required: Object.keys(properties) };
}

const scalars: Readonly<Record<string, string>> = { Boolean: 'boolean', Int: 'integer', Float: 'number' };

function schemaOf(type: GraphQLOutputType, schemas: Record<string, Json>): Json {
  if (!isNonNullType(type)) return { anyOf: [knownOf(type, schemas), { type: 'null' }] };
  return knownOf(type.ofType, schemas);
}

function knownOf(type: GraphQLOutputType, schemas: Record<string, Json>): Json {
  if (isListType(type)) return { type: 'array', items: schemaOf(type.ofType, schemas) };
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  if (isObjectType(type)) {
    describeType(type, schemas);
    return ref(type.name === 'Problem' ? 'WhyNot' : type.name);
  }
  return { type: scalars[getNamedType(type).name] ?? 'string' };
}
