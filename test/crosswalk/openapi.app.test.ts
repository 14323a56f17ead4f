import { afterAll, beforeAll, expect, test } from 'vitest';
import { generatedFiles } from '../../src/app/generated.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

let app: TestApp;
let schemas: Readonly<Record<string, Schema>>;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSystems(app.db, 'erp', 'ehr');
  await makeMappings(app.db, [
    { system: 'erp', code: 'one', target: 'ehr', targetCode: 'A' },
    { system: 'erp', code: 'two', target: 'ehr', targetCode: 'A' },
    { system: 'erp', code: 'two', target: 'ehr', targetCode: 'B' },
  ]);
  schemas = JSON.parse((await generatedFiles()).get('docs/openapi.json') ?? '').components.schemas;
}, 120_000);
afterAll(() => app?.close());

/** Where a value is not as the document says; nothing if it is. */
function faults(value: unknown, schema: Schema, at = ''): string[] {
  if (schema.$ref) return faults(value, schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, at);
  if (schema.anyOf) {
    const each = schema.anyOf.map((one) => faults(value, one, at));
    return each.some((found) => found.length === 0) ? [] : (each[0] ?? [at]);
  }
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const kinds = [schema.type].flat().map((each) => (each === 'integer' ? 'number' : each));
  if (!kinds.includes(kind)) return [`${at} is ${kind}`];
  if (schema.enum && !schema.enum.includes(value as string)) return [`${at} is none of its words`];
  if (Array.isArray(value))
    return value.flatMap((item, place) => faults(item, schema.items ?? {}, `${at}[${place}]`));
  if (kind !== 'object') return [];
  const held = value as Record<string, unknown>;
  const properties = schema.properties ?? {};
  return [
    ...(schema.required ?? []).filter((name) => !(name in held)).map((name) => `${at}.${name} is missing`),
    ...Object.keys(held).flatMap((name) =>
      properties[name]
        ? faults(held[name], properties[name], `${at}.${name}`)
        : [`${at}.${name} is not described`],
    ),
  ];
}

const ask = async (body: object) => (await app.post<unknown>('/v1/resolve', body)).body;

test('plain answers of every status hold the fields that the OpenAPI document says, and no other', async () => {
  const question = (code: string, more: object = {}) => ({ system: 'erp', code, target: 'ehr', ...more });
  const inputs = [
    question('one'),
    question('one', { quantity: '3', unit: 'EA' }),
    question('two'),
    question('none'),
    question('one', { asOf: 'soon' }),
    question('one', { minRevision: '999999' }),
  ];
  const answer = (await ask({ inputs })) as { resolutions: { status: string }[] };
  expect(answer.resolutions.map(({ status }) => status)).toEqual([
    ...['RESOLVED', 'UNRESOLVED', 'AMBIGUOUS', 'UNRESOLVED', 'INVALID', 'UNAVAILABLE'],
  ]);
  expect(faults(answer, schemas['Resolutions'] ?? {})).toEqual([]);
  expect(faults(await ask(question('one')), schemas['Resolution'] ?? {})).toEqual([]);
});

test('a body that does not fit is answered as the document says', async () => {
  expect(faults(await ask({ system: 'erp' }), schemas['Problem'] ?? {})).toEqual([]);
});

test('the question of the document is the input of the schema, field for field', async () => {
  const schema = (await generatedFiles()).get('src/schema.graphql') ?? '';
  const input = /input ResolveInput \{(.*?)\n\}/s.exec(schema)?.[1] ?? '';
  const fields = [...input.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  expect(Object.keys(schemas['Question']?.properties ?? {}).sort()).toEqual(fields.sort());
});
