import {
  buildClientSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { TestApp } from './test-app.js';

/** One field of `Query` or `Mutation`, as the smallest document that asks it. */
export interface Operation {
  readonly field: string;
  readonly document: string;
}

/** The schema of a running hub, as a client tool sees it. */
export async function schemaOf(app: TestApp): Promise<GraphQLSchema> {
  const { data } = await app.graphql<IntrospectionQuery>(
    getIntrospectionQuery({ inputValueDeprecation: true }),
  );
  return buildClientSchema(data);
}

/** Every operation the running hub offers, each with as few arguments and fields as it takes. */
export async function operationsOf(app: TestApp): Promise<Operation[]> {
  const schema = await schemaOf(app);
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      field: field.name,
      document: `${type === schema.getMutationType() ? 'mutation' : 'query'} { ${asked(field)} }`,
    })),
  );
}

function asked(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isRequiredArgument).map(argument).join(', ');
  const selected = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${field.name}${given && `(${given})`}${selected}`;
}

function argument({ name, type }: Pick<GraphQLArgument, 'name' | 'type'>): string {
  return `${name}: ${literal(type)}`;
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isInputObjectType(type)) {
    return `{ ${Object.values(type.getFields()).filter(isRequiredInputField).map(argument).join(', ')} }`;
  }
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  return { ID: '"018f0000-0000-7000-8000-000000000000"', String: '"x"', Boolean: 'true' }[type.name] ?? '1';
}
