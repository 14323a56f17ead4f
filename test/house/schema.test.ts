import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';

const file = readFileSync(new URL('../../src/schema.graphql', import.meta.url), 'utf8');
const schema = buildSchema(file);
const types = Object.values(schema.getTypeMap()).filter((type) => type.astNode);

interface Described {
  readonly name: string;
  readonly description: string | null | undefined;
}

test('every type, field, argument and enum value has a description: the schema is the manual', () => {
  const silent: string[] = [];
  const look = (place: string, items: Iterable<Described>) => {
    for (const { name, description } of items) if (!description) silent.push(`${place}${name}`);
  };
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  look(
    '',
    types.filter(({ name }) => !roots.has(name)),
  );
  for (const type of types) {
    if (isEnumType(type)) look(`${type.name}.`, type.getValues());
    if (isInputObjectType(type)) look(`${type.name}.`, Object.values(type.getFields()));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    look(`${type.name}.`, Object.values(type.getFields()));
    for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}.`, field.args);
  }
  expect(silent).toEqual([]);
});

// graphql-jit 0.8.9 refuses variables that leave such a field out, once the document is compiled.
test('no input field is non-null with a default', () => {
  const fields = types
    .filter(isInputObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type: type.name, field })));
  const risky = fields.filter(({ field }) => isNonNullType(field.type) && field.defaultValue !== undefined);
  expect(risky.map(({ type, field }) => `${type}.${field.name}`)).toEqual([]);
});

test('no name in the schema is one that JavaScript objects carry by nature', () => {
  const natural = new Set(Object.getOwnPropertyNames(Object.prototype));
  const names = types.flatMap((type) =>
    isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [],
  );
  expect(names.filter((name) => natural.has(name))).toEqual([]);
});
