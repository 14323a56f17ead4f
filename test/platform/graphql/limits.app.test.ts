import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
});
afterAll(() => app?.close());

interface Body {
  data?: unknown;
  errors?: { message: string; extensions: { code: string } }[];
}

const send = (query: string, variables?: unknown) => app.post<Body>('/graphql', { query, variables });
const codes = ({ errors }: Body) => [...new Set(errors?.map(({ extensions }) => extensions.code))];
const times = (n: number, piece: (at: number) => string) =>
  Array.from({ length: n }, (_, at) => piece(at)).join(' ');

const question = { system: 'gtin', code: '1', target: 'ndc' };
const many = 'query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) { status } }';

describe('a document is refused with LIMIT_EXCEEDED', () => {
  test.each([
    ['too deep', `{ overview { ${'... on Overview { '.repeat(15)} codes ${'}'.repeat(15)} } }`],
    [
      'too deep through fragments',
      `{ overview { ...F0 } } ${times(15, (at) => `fragment F${at} on Overview { ...F${at + 1} }`)} fragment F15 on Overview { codes }`,
    ],
    ['too many aliases', `{ ${times(21, (at) => `a${at}: overview { codes }`)} }`],
    [
      'too many aliases through fragments',
      `{ ${times(5, () => '...F')} } fragment F on Query { ${times(5, (at) => `a${at}: overview { codes }`)} }`,
    ],
    [
      'too costly',
      `{ ${times(10, (at) => `a${at}: misses(first: 100) { edges { node { code callers { caller } } } }`)} }`,
    ],
    ['too long', `{ ${times(600, () => 'overview { codes }')} }`],
    [
      'introspecting in circles',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    ],
  ])('%s', async (_, query) => {
    for (let run = 0; run < 3; run++) {
      const { status, body } = await send(query);
      expect([status, codes(body), body.data]).toEqual([400, ['LIMIT_EXCEEDED'], undefined]);
    }
  });

  test('one of a batch', async () => {
    const { status, body } = await app.post<Body>('/graphql', [{ query: '{ overview { codes } }' }]);
    expect([status, codes(body)]).toEqual([400, ['LIMIT_EXCEEDED']]);
  });

  test('asking more than 1,000 questions, in one field or in several', async () => {
    const inputs = Array.from({ length: 1_001 }, () => question);
    expect(codes((await send(many, { inputs })).body)).toEqual(['LIMIT_EXCEEDED']);
    expect((await send(many, { inputs: inputs.slice(1) })).body.errors).toBeUndefined();
    const twice =
      'query ($inputs: [ResolveInput!]!) { a: resolveMany(inputs: $inputs) { status } b: resolveMany(inputs: $inputs) { status } }';
    for (let run = 0; run < 3; run++)
      expect(codes((await send(twice, { inputs: inputs.slice(500) })).body)).toEqual(['LIMIT_EXCEEDED']);
    expect((await app.post('/resolve', { inputs })).status).toBe(400);
  });
});

test('a megabyte of wrong variables is refused at once, also by a compiled document', async () => {
  const started = performance.now();
  for (const wrong of ['{},', '1,', '[],', '[[],[]],', 'null,']) {
    const variables = `{"inputs":[${wrong.repeat(Math.floor(900_000 / wrong.length)).slice(0, -1)}]}`;
    const body = `{"query":${JSON.stringify(many)},"variables":${variables}}`;
    for (let run = 0; run < 3; run++) {
      const answer = await app.post<Body>('/graphql', body, app.key, 'application/json');
      expect([answer.status, codes(answer.body)]).toEqual([400, ['LIMIT_EXCEEDED']]);
    }
  }
  const deep = `{"query":${JSON.stringify(many)},"variables":{"inputs":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
  expect((await app.post<Body>('/graphql', deep, app.key, 'application/json')).status).toBe(400);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('a thousand wrong questions are told of 50 faults', async () => {
  for (let run = 0; run < 3; run++) {
    const { status, body } = await send(many, { inputs: Array.from({ length: 1_000 }, () => ({})) });
    expect([status, body.errors?.length]).toEqual([400, 51]);
    expect(codes(body)).toEqual(['BAD_USER_INPUT', 'LIMIT_EXCEEDED']);
  }
});

test('client tools may introspect the whole schema', async () => {
  const query = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const { body } = await send(query);
  expect(body.errors).toBeUndefined();
});

test('a page is 1 to 100 rows, and its cursor is one the list gave', async () => {
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const uuid = '018f0000-0000-7000-8000-000000000000';
  const wrong = [
    'x',
    cursor(),
    cursor(1, uuid),
    cursor('1', 'x'),
    cursor('99999999999999999999', uuid),
    cursor("1' or true", uuid),
  ];
  for (const after of [...wrong, Buffer.from('{"length":2}').toString('base64url')]) {
    for (const list of ['misses', 'imports']) {
      const { body } = await send(`query ($after: String) { ${list}(after: $after) { edges { cursor } } }`, {
        after,
      });
      expect([list, after, codes(body)]).toEqual([list, after, ['BAD_ARGUMENT']]);
    }
  }
  for (const first of [0, -1, 101, 2_147_483_647]) {
    const query = 'query ($first: Int!) { misses(first: $first) { edges { cursor } } }';
    expect(codes((await send(query, { first })).body)).toEqual(['BAD_ARGUMENT']);
  }
  const { body } = await send(
    'query ($a: String, $b: String) { misses(after: $a) { edges { cursor } } imports(after: $b) { edges { cursor } } }',
    { a: cursor('1', uuid), b: cursor(uuid) },
  );
  expect(body).toEqual({ data: { misses: { edges: [] }, imports: { edges: [] } } });
});
