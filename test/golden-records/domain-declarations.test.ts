import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { domains } from '../../src/golden-records/domain.js';
import { domainDeclarations } from '../../src/golden-records/domain-declarations.js';

const schema = buildSchema(readFileSync(new URL('../../src/schema.graphql', import.meta.url), 'utf8'));
const shared = Object.keys((schema.getType('GoldenRecord') as GraphQLInterfaceType).getFields());

describe.each(domains)('the declaration of %s', (domain) => {
  const { type, name, attributes, domain: key } = domainDeclarations[domain];
  const fields = (schema.getType(type) as GraphQLObjectType).getFields();

  test('makes a type with a field for every attribute', () => {
    expect(key).toBe(domain);
    expect(Object.keys(fields).sort()).toEqual([...new Set([...shared, ...Object.keys(attributes)])].sort());
  });

  test('takes no name for an attribute that all golden records use for something else', () => {
    const taken = new Set([...shared, 'believed', '__typename'].filter((field) => field !== 'name'));
    expect(Object.keys(attributes).filter((attribute) => taken.has(attribute))).toEqual([]);
  });

  test('calls records by texts that everybody may see', () => {
    for (const attribute of name) expect(attributes[attribute]).toMatchObject({ type: 'text' });
    expect(name.filter((attribute) => (attributes[attribute]?.sensitivity ?? 'public') !== 'public')).toEqual(
      [],
    );
  });
});

test('an attribute of several domains is of one type in all, so that one document can ask for all', () => {
  const types = new Map<string, Set<string>>();
  for (const { attributes } of Object.values(domainDeclarations)) {
    for (const [name, { type }] of Object.entries(attributes)) {
      types.set(name, (types.get(name) ?? new Set()).add(type));
    }
  }
  expect([...types].filter(([, kinds]) => kinds.size > 1)).toEqual([]);
});
