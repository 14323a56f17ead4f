import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { unknownRules } from '../../src/app/declared-rules.js';
import { declarationFaults } from '../../src/golden-records/declaration-faults.js';
import { domains } from '../../src/golden-records/domain.js';
import type { DomainDeclaration } from '../../src/golden-records/domain-declaration.js';
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
    for (const [name, attribute] of Object.entries(attributes)) {
      const type = attribute.type === 'entries' ? attribute.entry.type : attribute.type;
      types.set(name, (types.get(name) ?? new Set()).add(type));
    }
  }
  expect([...types].filter(([, kinds]) => kinds.size > 1)).toEqual([]);
});

describe('the types of entries', () => {
  const shapes = Object.values(domainDeclarations).flatMap(({ attributes }) =>
    Object.values(attributes).flatMap((attribute) => (attribute.type === 'entries' ? [attribute.entry] : [])),
  );

  test.each(shapes.map((shape) => [shape.type, shape] as const))(
    '%s has the fields it declares',
    (_, shape) => {
      const fields = (schema.getType(shape.type) as GraphQLObjectType).getFields();
      expect(Object.keys(fields).sort()).toEqual(Object.keys(shape.fields).sort());
      for (const [name, { required }] of Object.entries(shape.fields))
        expect([name, String(fields[name]?.type).endsWith('!')]).toEqual([name, required === true]);
    },
  );

  test('are one type where two domains hold the same, and two where they do not', () => {
    for (const shape of shapes) expect(shapes.filter(({ type }) => type === shape.type)).toContain(shape);
    const byType = new Map(shapes.map((shape) => [shape.type, shape]));
    expect(shapes.filter((shape) => byType.get(shape.type) !== shape)).toEqual([]);
  });
});

describe('names that a declaration gives to what later layers have', () => {
  const known = {
    comparators: new Set(['text']),
    survivorships: new Set(['priority']),
    validations: new Set(['currency']),
  };
  const declared: DomainDeclaration = {
    domain: 'CHARGE_CODE',
    type: 'ChargeCode',
    title: '',
    description: '',
    name: ['title'],
    identifiers: [{ system: 'number', strength: 'pair', issuer: { attribute: 'maker' } }],
    attributes: {
      price: {
        type: 'decimal',
        comparator: 'numbr',
        survivorship: 'union',
        rules: ['money'],
        description: '',
      },
      lines: {
        type: 'entries',
        comparator: 'text',
        description: '',
        entry: {
          type: 'Line',
          description: '',
          fields: { currency: { type: 'text', rules: ['currency', 'curency'], description: '' } },
        },
      },
    },
  };

  test('are refused where nobody has them, each with file, attribute and rule', () => {
    const file = 'src/golden-records/domains/charge-code.ts';
    expect(declarationFaults([declared], known)).toEqual([
      `${file}: the name of its records names the attribute title, which it has not.`,
      `${file}: the identifier number names the attribute maker, which it has not.`,
      `${file}: price names the comparator numbr, which there is not.`,
      `${file}: price names the survivorship union, which there is not.`,
      `${file}: price names the validation rule money, which there is not.`,
      `${file}: lines.currency names the validation rule curency, which there is not.`,
    ]);
  });

  test('are all known in the house as it is', () => {
    expect(unknownRules()).toEqual([]);
  });
});
