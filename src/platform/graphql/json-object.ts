import { GraphQLError, GraphQLScalarType, Kind, type ObjectValueNode, type ValueNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** A JSON object, as it stands. */
export const JsonObject = new GraphQLScalarType<unknown, unknown>({
  name: 'JSONObject',
  description: 'A JSON object.',
  serialize: (value) => value,
  parseValue: (value) => asObject(value),
  parseLiteral: (node, variables) => asObject(literal(node, variables)),
});

function asObject(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new GraphQLError('a JSON object is wanted');
}

function literal(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return fieldsOf(node, variables);
    case Kind.LIST:
      return node.values.map((value) => literal(value, variables));
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.BOOLEAN:
    case Kind.STRING:
    case Kind.ENUM:
      return node.value;
    case Kind.NULL:
      return null;
    case Kind.VARIABLE:
      return variableOf(node.name.value, variables);
  }
}

function fieldsOf({ fields }: ObjectValueNode, variables: Variables): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map(({ name, value }) => [name.value, literal(value, variables)]));
}

/** While a document is validated nothing is known of its variables. graphql-jit never tells of them: what throws here it
 *  does not compile, and graphql-js, which tells, runs the document. */
function variableOf(name: string, variables: Variables): unknown {
  if (!variables) return null;
  if (Object.hasOwn(variables, name)) return variables[name];
  throw new GraphQLError(`the variable "$${name}" inside a JSON object has no value`);
}
