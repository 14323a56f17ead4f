import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, GraphQLEnumType, GraphQLUnionType, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { X12_UNITS } from '../../src/units/package-units.js';
import type { ResolveStep } from '../../web/src/explore/resolve.graphql.js';
import { statusWords } from '../../web/src/explore/status-words.js';
import { stepKindWords, wordsOf } from '../../web/src/explore/step-words.js';
import { sourceWords, x12Words } from '../../web/src/explore/unit-words.js';
import { warningWords } from '../../web/src/explore/warning-words.js';
import { stateWords } from '../../web/src/imports/state-words.js';
import { domainWords } from '../../web/src/records/domain-words.js';
import { basisWords, roleWords, ruleWords } from '../../web/src/records/record-words.js';
import { purposeWords, relationshipWords } from '../../web/src/shell/words.js';

const web = new URL('../../web/src/', import.meta.url);
const schema = buildSchema(readFileSync(new URL('../../src/schema.graphql', import.meta.url), 'utf8'));
const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.graphql.ts'),
);

interface Document {
  readonly name: string;
  readonly text: string;
}

async function documentsOf(file: string): Promise<Document[]> {
  const exported: Record<string, unknown> = await import(fileURLToPath(new URL(file, web)));
  return Object.entries(exported).flatMap(([name, value]) =>
    typeof value === 'object' && value && 'document' in value
      ? [{ name: `${file} ${name}`, text: String(value.document) }]
      : [],
  );
}

describe('the documents of the web app', async () => {
  const documents = (await Promise.all(files.map(documentsOf))).flat();

  test('are found in every folder that asks', () => {
    expect(files.length).toBeGreaterThan(4);
    expect(documents.length).toBeGreaterThanOrEqual(files.length);
  });

  test.each(documents)('$name fits the schema', ({ text }) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  test.each([
    ['MapMissResult', 'mapMissMutation'],
    ['RetireMappingResult', 'retireMappingMutation'],
  ])('treat every way in which %s can end', (type, mutation) => {
    const union = schema.getType(type);
    const text = documents.find(({ name }) => name.endsWith(mutation))?.text;
    expect(union).toBeInstanceOf(GraphQLUnionType);
    for (const { name } of (union as GraphQLUnionType).getTypes()) expect(text).toContain(`... on ${name}`);
  });
});

test.each([
  ['ResolveStatus', statusWords],
  ['ResolveStepKind', stepKindWords],
  ['ConversionSource', sourceWords],
  ['ImportState', stateWords],
  ['Purpose', purposeWords],
  ['Relationship', relationshipWords],
  ['Domain', domainWords],
  ['Basis', basisWords],
  ['CodeRole', roleWords],
  ['Survivorship', ruleWords],
])('every %s of the schema has plain words', (name, words) => {
  const type = schema.getType(name);
  expect(type).toBeInstanceOf(GraphQLEnumType);
  const values = (type as GraphQLEnumType).getValues().map((value) => value.name);
  expect(Object.keys(words).sort()).toEqual(values.sort());
});

describe('the words of a step', () => {
  const step: ResolveStep = {
    id: 'm-1',
    kind: 'MAPPING',
    purpose: 'CHARGES_AS',
    relationship: 'EQUIVALENT',
    fromSystem: 'x12',
    fromCode: 'CA',
    toSystem: 'x12',
    toCode: 'BX',
    conversion: null,
  };

  test('name the factor of a conversion, and whether it is rounded', () => {
    const exact = {
      from: 'x12:CA',
      to: 'x12:BX',
      factor: '10',
      exact: true,
      source: 'PACKAGING',
      id: 's-1',
    } as const;
    expect(wordsOf({ ...step, kind: 'CONVERSION', conversion: exact })).toEqual({
      words: '1 is 10',
      detail: 'by its packaging',
      carrier: '1 x12:CA = 10 x12:BX, by s-1',
    });
    const rounded = { ...exact, exact: false, source: 'MEASURE' } as const;
    expect(wordsOf({ ...step, kind: 'CONVERSION', conversion: rounded }).detail).toBe(
      'by measure, a rounded figure',
    );
  });

  test('say of a kind that is new to the page what every step says', () => {
    const unheard = { ...step, kind: 'TELEPATHY' } as unknown as ResolveStep;
    expect(wordsOf(unheard)).toMatchObject({ words: 'charges as', detail: 'equivalent' });
  });
});

test('units are called as the hub calls them', () => {
  for (const [code, name] of Object.entries(x12Words)) expect(X12_UNITS[code]?.name, code).toBe(name);
});

test('every warning of the catalogue has plain words', () => {
  const catalogue = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const [, section = ''] = /## Warnings of `resolve`\n([^#]*)/.exec(catalogue) ?? [];
  const codes = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  expect(codes).not.toEqual([]);
  expect(Object.keys(warningWords).sort()).toEqual(codes.sort());
});
