import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, GraphQLEnumType, GraphQLUnionType, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { statusWords } from '../../web/src/explore/status-words.js';
import { stateWords } from '../../web/src/imports/state-words.js';
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

  test('treat every way in which mapping a miss can end', () => {
    const union = schema.getType('MapMissResult');
    const text = documents.find(({ name }) => name.endsWith('mapMissMutation'))?.text;
    expect(union).toBeInstanceOf(GraphQLUnionType);
    for (const { name } of (union as GraphQLUnionType).getTypes()) expect(text).toContain(`... on ${name}`);
  });
});

test.each([
  ['ResolveStatus', statusWords],
  ['ImportState', stateWords],
  ['Purpose', purposeWords],
  ['Relationship', relationshipWords],
])('every %s of the schema has plain words', (name, words) => {
  const type = schema.getType(name);
  expect(type).toBeInstanceOf(GraphQLEnumType);
  const values = (type as GraphQLEnumType).getValues().map((value) => value.name);
  expect(Object.keys(words).sort()).toEqual(values.sort());
});
