import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystems } from '../support/make-codes.js';
import {
  type MadeRecord,
  makeGoldenRecords,
  makeImport,
  makeSources,
} from '../support/make-golden-records.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let importId: string;
let revision: string;
let ids: Readonly<Record<string, string>>;

const catheter: MadeRecord = {
  domain: 'ITEM',
  said: [
    {
      source: 'registry',
      key: '00614141123452',
      basis: 'FOUNDED',
      rowNumber: 2,
      values: {
        description: 'Foley catheter 16 Fr',
        brand: 'Silastic',
        singleUse: true,
        deviceCount: 10,
        published: '2026-02-01',
        packages: [{ unit: 'BX', quantity: '10', contains: 'EA', gtin: '10614141123459' }],
      },
      codes: [
        { system: 'gtin', code: '00614141123452', role: 'BASE' },
        { system: 'gtin', code: '10614141123459', role: 'PACKAGE' },
        { system: 'catalog', issuer: 'BARD', code: '0165SI16', role: 'SECONDARY' },
      ],
    },
    {
      source: 'erp',
      key: '54925',
      basis: 'IDENTIFIER',
      rowNumber: 17,
      values: { description: 'CATH FOLEY 16FR', price: '12.3400', singleUse: false },
      codes: [
        { system: 'erp', code: '54925', display: 'CATH FOLEY 16FR' },
        { system: 'gtin', code: '00614141123452', role: 'BASE' },
      ],
    },
  ],
};

const supplier: MadeRecord = {
  domain: 'SUPPLIER',
  values: { aliases: ['BARD', 'C R Bard', 'Bard Medical'] },
  winners: { aliases: [0, 1] },
  said: [
    { source: 'erp', key: 'S1', values: { name: 'C. R. Bard', aliases: ['BARD', 'C R Bard'] } },
    {
      source: 'registry',
      key: 'BARD',
      values: { name: 'C R BARD INC', aliases: ['Bard Medical'], status: 'active' },
    },
  ],
};

beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSources(app.db, { registry: 10 });
  await makeSystems(app.db, 'erp', 'vendor-item', 'other');
  await app.db.execute(`insert into code_system (key, title, kind, source, issuer_scoped)
    values ('catalog', 'Catalog numbers', 'SOURCE_KEY', 'registry', true)`);
  importId = await makeImport(app.db, 'items.csv');
  const made = await makeGoldenRecords(
    app.db,
    [
      catheter,
      supplier,
      {
        domain: 'LOCATION',
        said: [{ source: 'erp', key: 'L1', values: { name: 'Main OR', timeZone: 'America/New_York' } }],
      },
      {
        domain: 'COST_CENTER',
        said: [{ source: 'erp', key: '6010', values: { department: 'OR', opened: '2020-01-01' } }],
      },
      {
        domain: 'CHARGE_CODE',
        said: [{ source: 'erp', key: 'C1', values: { description: 'Catheterisation', price: '150.0000' } }],
      },
    ],
    importId,
  );
  revision = made.revision;
  ids = Object.fromEntries(
    ['item', 'supplier', 'location', 'costCenter', 'chargeCode'].map((name, at) => [
      name,
      made.ids[at] ?? '',
    ]),
  );
});
afterAll(() => app?.close());

/** Asked three times: interpreted, compiled, and compiled again. */
async function ask<T>(query: string, variables: Record<string, unknown>, key?: string): Promise<T> {
  const answers = [];
  for (let run = 0; run < 3; run++) answers.push(await app.graphql<T>(query, variables, key));
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  expect(answers[0]?.errors).toBeUndefined();
  return (answers[0] as { data: T }).data;
}

const one = (fields: string) =>
  `query ($id: ID!) { goldenRecord(id: $id) { __typename id domain name revision ${fields} } }`;

describe('a golden record is of the type of its domain, with its attributes as typed fields', () => {
  test.each([
    [
      'item',
      '... on Item { description brand price singleUse kit deviceCount published packages { unit quantity contains gtin } }',
      {
        __typename: 'Item',
        domain: 'ITEM',
        name: 'Foley catheter 16 Fr',
        description: 'Foley catheter 16 Fr',
        brand: 'Silastic',
        price: '12.3400',
        singleUse: true,
        kit: null,
        deviceCount: 10,
        published: '2026-02-01',
        packages: [{ unit: 'BX', quantity: '10', contains: 'EA', gtin: '10614141123459' }],
      },
    ],
    [
      'supplier',
      '... on Supplier { aliases roles status }',
      {
        __typename: 'Supplier',
        domain: 'SUPPLIER',
        name: 'C. R. Bard',
        aliases: ['BARD', 'C R Bard', 'Bard Medical'],
        roles: null,
        status: 'active',
      },
    ],
    [
      'location',
      '... on Location { timeZone parent }',
      {
        __typename: 'Location',
        domain: 'LOCATION',
        name: 'Main OR',
        timeZone: 'America/New_York',
        parent: null,
      },
    ],
    [
      'costCenter',
      '... on CostCenter { department opened closed }',
      {
        __typename: 'CostCenter',
        domain: 'COST_CENTER',
        name: '6010',
        department: 'OR',
        opened: '2020-01-01',
        closed: null,
      },
    ],
    [
      'chargeCode',
      '... on ChargeCode { description price hcpcs }',
      {
        __typename: 'ChargeCode',
        domain: 'CHARGE_CODE',
        name: 'Catheterisation',
        description: 'Catheterisation',
        price: '150.0000',
        hcpcs: null,
      },
    ],
  ])('%s', async (which, fields, expected) => {
    const id = ids[which] ?? '';
    const { goldenRecord } = await ask<{ goldenRecord: object }>(one(fields), { id });
    expect(goldenRecord).toEqual({ id, revision, ...expected });
  });
});

test('an id that no golden record has finds none, and one that is no id is refused', async () => {
  expect(await ask(one(''), { id: randomUUID() })).toEqual({ goldenRecord: null });
  const { errors } = await app.graphql(one(''), { id: '17' });
  expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
});

const source = 'sourceRecord { source sourceTitle key basis rowNumber importId fileName revision }';
const lineage = `lineage { attribute values rule said { values survives ${source} } }`;

interface Lineage {
  goldenRecord: {
    lineage: {
      attribute: string;
      values: string[];
      rule: string;
      said: { values: string[]; survives: boolean; sourceRecord: { source: string } }[];
    }[];
  };
}

test('the lineage of a value shows who won and who lost, each with its source, row and file', async () => {
  const { goldenRecord } = await ask<Lineage>(one(lineage), { id: ids['item'] });
  const file = { importId, fileName: 'items.csv', revision };
  const registry = {
    source: 'registry',
    sourceTitle: 'registry title',
    key: '00614141123452',
    basis: 'FOUNDED',
    rowNumber: 2,
    ...file,
  };
  const erp = {
    source: 'erp',
    sourceTitle: 'erp',
    key: '54925',
    basis: 'IDENTIFIER',
    rowNumber: 17,
    ...file,
  };
  const of = (name: string) => goldenRecord.lineage.find(({ attribute }) => attribute === name);
  expect(of('description')).toEqual({
    attribute: 'description',
    values: ['Foley catheter 16 Fr'],
    rule: 'PRIORITY',
    said: [
      { values: ['Foley catheter 16 Fr'], survives: true, sourceRecord: registry },
      { values: ['CATH FOLEY 16FR'], survives: false, sourceRecord: erp },
    ],
  });
  expect(of('price')?.said).toEqual([{ values: ['12.3400'], survives: true, sourceRecord: erp }]);
  expect(of('singleUse')?.said.map(({ values }) => values)).toEqual([['true'], ['false']]);
  expect(of('packages')?.values).toEqual(['1 BX = 10 EA (GTIN 10614141123459)']);
  expect(goldenRecord.lineage.map(({ attribute }) => attribute)).toEqual([
    'description',
    'brand',
    'packages',
    'deviceCount',
    'price',
    'singleUse',
    'published',
  ]);
});

test('of an attribute that unites, every word survives', async () => {
  const { goldenRecord } = await ask<Lineage>(one(lineage), { id: ids['supplier'] });
  const aliases = goldenRecord.lineage.find(({ attribute }) => attribute === 'aliases');
  expect(aliases).toMatchObject({ values: ['BARD', 'C R Bard', 'Bard Medical'], rule: 'UNION' });
  expect(
    aliases?.said.map(({ values, survives, sourceRecord }) => [values, survives, sourceRecord.source]),
  ).toEqual([
    [['Bard Medical'], true, 'registry'],
    [['BARD', 'C R Bard'], true, 'erp'],
  ]);
});

test('a golden record shows its source records, what each says, and its codes once a role', async () => {
  const query = one(
    'sourceRecords { id source said { attribute values } } codes { system systemTitle issuer code display role sources }',
  );
  const { goldenRecord } = await ask<{ goldenRecord: { sourceRecords: object[]; codes: object[] } }>(query, {
    id: ids['item'],
  });
  expect(goldenRecord.sourceRecords).toEqual([
    expect.objectContaining({ source: 'registry' }),
    {
      id: expect.stringMatching(/^\d+$/),
      source: 'erp',
      said: [
        { attribute: 'description', values: ['CATH FOLEY 16FR'] },
        { attribute: 'price', values: ['12.3400'] },
        { attribute: 'singleUse', values: ['false'] },
      ],
    },
  ]);
  const gtin = { system: 'gtin', systemTitle: expect.any(String), issuer: null, display: null };
  expect(goldenRecord.codes).toEqual([
    {
      system: 'catalog',
      systemTitle: 'Catalog numbers',
      issuer: 'BARD',
      code: '0165SI16',
      display: null,
      role: 'SECONDARY',
      sources: ['registry'],
    },
    {
      system: 'erp',
      systemTitle: 'erp',
      issuer: null,
      code: '54925',
      display: 'CATH FOLEY 16FR',
      role: 'KEY',
      sources: ['erp'],
    },
    { ...gtin, code: '00614141123452', role: 'BASE', sources: ['erp', 'registry'] },
    { ...gtin, code: '10614141123459', role: 'PACKAGE', sources: ['registry'] },
  ]);
});

const list =
  'query ($domain: Domain!, $search: String, $first: Int = 20, $after: String) { goldenRecords(domain: $domain, search: $search, first: $first, after: $after) { edges { node { id name } } pageInfo { hasNextPage endCursor } } }';

interface List {
  goldenRecords: {
    edges: { node: { id: string; name: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

const named = async (domain: string, search: string) => {
  const { goldenRecords } = await ask<List>(list, { domain, search });
  return goldenRecords.edges.map(({ node }) => node.name);
};

describe('golden records are found', () => {
  test.each([
    ['by a part of the name', 'cathet'],
    ['by several words in any order and letters', '16 FR  foley'],
    ['by a code of any system', '54925'],
    ['by a code as another writes it', '614141123452'],
    ['by the GTIN of a package', '10614141123459'],
    ['by a code whose issuer is not named', '0165SI16'],
  ])('%s', async (_, search) => {
    expect(await named('ITEM', search)).toEqual(['Foley catheter 16 Fr']);
  });

  test.each([
    ['by a word that is not in the name', 'catheter silicone'],
    ['by a part of a code', '5492'],
    ['by what its sources called it and the hub does not', 'FOLEY 16FR'],
    ['by a pattern', 'f%y'],
    ['by an underscore', '____'],
  ])('not %s', async (_, search) => {
    expect(await named('ITEM', search)).toEqual([]);
  });

  test('of the domain asked for only', async () => {
    expect(await named('SUPPLIER', '54925')).toEqual([]);
    expect(await named('CHARGE_CODE', '  ')).toEqual(['Catheterisation']);
  });

  test('among many issuers of one code system', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      domain: 'ITEM' as const,
      said: [
        {
          source: 'vendor-item',
          issuer: `V${at}`,
          key: '1001',
          values: { description: `sold by ${at}` },
          codes: [{ system: 'vendor-item', issuer: `V${at}`, code: at % 10 === 0 ? '1001' : '1002' }],
        },
      ],
    }));
    await makeGoldenRecords(app.db, many);
    expect(await named('ITEM', '1001')).toEqual(['sold by 0', 'sold by 10', 'sold by 20']);
  });
});

test('a list is read by cursor without loss and without doubles, also where names are the same', async () => {
  const places = Array.from({ length: 250 }, (_, at) => ({
    domain: 'LOCATION' as const,
    said: [{ source: 'erp', key: `P${at}`, values: { name: at % 3 === 0 ? `Room ${at % 5}` : 'Bed' } }],
  }));
  const made = await makeGoldenRecords(app.db, places);
  const seen: { id: string; name: string }[] = [];
  let pages = 0;
  for (let after: string | null = null; ; pages++) {
    const page: List = (await app.graphql<List>(list, { domain: 'LOCATION', first: 17, after })).data;
    seen.push(...page.goldenRecords.edges.map(({ node }) => node));
    if (!page.goldenRecords.pageInfo.hasNextPage) break;
    after = page.goldenRecords.pageInfo.endCursor;
  }
  expect(pages).toBe(Math.floor(251 / 17));
  expect(seen.map(({ id }) => id).sort()).toEqual([...made.ids, ids['location'] ?? ''].sort());
  expect(seen.map(({ name }) => name)).toEqual(seen.map(({ name }) => name).sort());
});

test('a cursor that no list gave is refused', async () => {
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
  const id = randomUUID();
  for (const after of [
    'x',
    cursor(),
    cursor('a'),
    cursor(1, id),
    cursor('a\0', id),
    cursor('a\ud800', id),
    cursor('a', 'b'),
  ]) {
    const { errors } = await app.graphql(list, { domain: 'ITEM', after });
    expect([after, errors?.[0]?.extensions.code]).toEqual([after, 'BAD_ARGUMENT']);
  }
});

test('every domain is described, with how many records it has and what they may hold', async () => {
  const { domains } = await ask<{ domains: { domain: string; records: number; attributes: object[] }[] }>(
    '{ domains { domain type title records attributes { name type unit sensitivity survivorship } } }',
    {},
  );
  expect(domains.map(({ domain }) => domain)).toEqual([
    'ITEM',
    'SUPPLIER',
    'LOCATION',
    'COST_CENTER',
    'CHARGE_CODE',
    'GL_ACCOUNT',
  ]);
  const [items, suppliers] = domains;
  expect(items?.records).toBeGreaterThan(0);
  expect(items?.attributes).toContainEqual({
    name: 'price',
    type: 'decimal',
    unit: 'USD',
    sensitivity: 'FINANCIAL',
    survivorship: 'PRIORITY',
  });
  expect(suppliers?.attributes).toContainEqual({
    name: 'aliases',
    type: 'texts',
    unit: null,
    sensitivity: 'PUBLIC',
    survivorship: 'UNION',
  });
});

describe('who may read', () => {
  const priced = one(
    '... on Item { price brand } lineage { attribute } sourceRecords { said { attribute } }',
  );
  type Priced = {
    goldenRecord: {
      price: string | null;
      brand: string;
      lineage: { attribute: string }[];
      sourceRecords: { said: { attribute: string }[] }[];
    };
  };

  test('a reader sees no price: not in the field, not in the lineage, not in what is said', async () => {
    const { goldenRecord } = await ask<Priced>(priced, { id: ids['item'] }, await app.keyOf('reader'));
    expect([goldenRecord.price, goldenRecord.brand]).toEqual([null, 'Silastic']);
    expect(JSON.stringify([goldenRecord.lineage, goldenRecord.sourceRecords])).not.toContain('price');
  });

  test.each(['loader', 'steward', 'administrator'])('a %s sees prices', async (role) => {
    const { goldenRecord } = await ask<Priced>(priced, { id: ids['item'] }, await app.keyOf(role));
    expect(goldenRecord.price).toBe('12.3400');
    expect(goldenRecord.lineage).toContainEqual({ attribute: 'price' });
    expect(goldenRecord.sourceRecords[1]?.said).toContainEqual({ attribute: 'price' });
  });

  test.each(['reader', 'loader', 'steward', 'administrator'])(
    'a %s confined to some code systems reads no golden record',
    async (role) => {
      const key = await app.keyOf(role, ['erp', 'gtin']);
      const documents = [one(''), list, '{ domains { domain } }'];
      for (const document of documents) {
        const { errors } = await app.graphql(document, { id: ids['item'], domain: 'ITEM' }, key);
        expect([document, errors?.[0]?.extensions.code]).toEqual([document, 'FORBIDDEN']);
      }
    },
  );

  test('a caller without the ability is answered all but the golden record', async () => {
    const query =
      'query ($input: ResolveInput!) { resolve(input: $input) { status golden { name } targets { code golden { name } } } }';
    const input = { system: 'erp', code: 'unknown', target: 'gtin', record: false };
    for (let run = 0; run < 3; run++) {
      const { data, errors } = await app.graphql(query, { input }, await app.keyOf('flow'));
      expect(data).toEqual({ resolve: { status: 'UNRESOLVED', golden: null, targets: [] } });
      expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [['resolve', 'golden'], 'FORBIDDEN'],
      ]);
    }
    expect(await ask(query, { input })).toEqual({
      resolve: { status: 'UNRESOLVED', golden: null, targets: [] },
    });
  });
});
