import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestRevision } from '../../../src/platform/changes/change.store.js';
import { openTestApp, type Statement, type TestApp } from '../../support/test-app.js';
import { setUpWellstar } from '../../support/wellstar.js';

let app: TestApp;
let owner: postgres.Sql;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
  owner = postgres(app.ownerUrl, { max: 1, onnotice: () => {} });
  await send(
    'erp',
    ...[
      location('SYS'),
      location('H1', { code: 'SYS' }),
      location('D1', { code: 'H1', validTo: '2024-01-01' }, { code: 'H2', validFrom: '2024-01-01' }),
      location('H2', { code: 'SYS' }),
      ...Array.from({ length: 5 }, (_, at) => location(`R${at}`, { code: 'D1' })),
    ],
    ...['I1', 'I2', 'I3'].map((key) => ({
      ...{ system: 'erp-item', key, values: { description: `item ${key}` } },
      relations: [
        {
          ...{ kind: 'SUPPLIED_BY', system: 'erp-supplier', code: 'S1' },
          attributes: {
            vendorItemNumber: `V-${key}`,
            prices: [{ price: '12.50', unit: 'BX', currency: 'USD', starts: '2025-01-01' }],
          },
        },
      ],
    })),
    { system: 'erp-supplier', key: 'S1', values: { name: 'Supplier One' } },
  );
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await app?.close();
});

interface Said {
  code: string;
  validFrom?: string;
  validTo?: string;
}
const location = (key: string, ...of: Said[]) => ({
  ...{ system: 'erp-location', key, values: { name: `place ${key}` } },
  relations: of.map((said) => ({ kind: 'PART_OF', system: 'erp-location', ...said })),
});

interface Delivered {
  upsertSourceRecords: {
    outcomes: {
      kind: string;
      goldenId: string;
      fault: { field: string; problem: string; rule: string } | null;
    }[];
  };
}
async function send(source: string, ...records: object[]) {
  const { data, errors } = await app.graphql<Delivered>(
    `mutation ($source: String!, $records: [SourceRecordInput!]!) {
      upsertSourceRecords(source: $source, records: $records) {
        ... on SourceRecordsDelivered { outcomes { kind goldenId fault { field problem rule } } } } }`,
    { source, records },
  );
  expect(errors).toBeUndefined();
  return data.upsertSourceRecords.outcomes;
}

async function idOf(key: string): Promise<string> {
  const [row] = await owner<{ id: string }[]>`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = ${key} and to_change is null`;
  return row?.id ?? '';
}

async function ask<T>(query: string, variables: Record<string, unknown> = {}, key?: string): Promise<T> {
  const { data, errors } = await app.graphql<T>(query, variables, key);
  expect(errors).toBeUndefined();
  return data;
}

type Names = { name: string }[];
const namesOf = (records: Names) => records.map(({ name }) => name);

describe('a golden record shows', () => {
  test('its relations both ways, with days, attributes and who says so', async () => {
    const shape = `kind standing validFrom validTo attributes { attribute values } named { system code }
      sourceRecord { source key } actor from { name } to { name }`;
    const { item, supplier } = await ask<Record<string, Record<string, { edges: { node: object }[] }>>>(
      `query ($item: ID!, $supplier: ID!) {
        item: goldenRecord(id: $item) { relations { edges { node { ${shape} } } } }
        supplier: goldenRecord(id: $supplier) {
          inverseRelations(kinds: [SUPPLIED_BY], first: 2) { edges { node { from { name } } } } } }`,
      { item: await idOf('I1'), supplier: await idOf('S1') },
    );
    expect(item?.['relations']?.edges).toEqual([
      {
        node: {
          ...{ kind: 'SUPPLIED_BY', standing: 'HOLDS', validFrom: null, validTo: null },
          attributes: [
            { attribute: 'vendorItemNumber', values: ['V-I1'] },
            { attribute: 'prices', values: ['price 12.50, unit BX, currency USD, starts 2025-01-01'] },
          ],
          named: { system: 'erp-supplier', code: 'S1' },
          sourceRecord: { source: 'erp', key: 'I1' },
          actor: expect.stringMatching(/^key:/),
          from: { name: 'item I1' },
          to: { name: 'Supplier One' },
        },
      },
    ]);
    expect(supplier?.['inverseRelations']?.edges).toHaveLength(2);
  });

  test('prices to those who may read them only', async () => {
    const query = `query ($id: ID!) { goldenRecord(id: $id) { relations { edges { node { attributes { attribute } } } } } }`;
    const { goldenRecord } = await ask<{
      goldenRecord: { relations: { edges: { node: { attributes: object[] } }[] } };
    }>(query, { id: await idOf('I1') }, await app.keyOf('reader'));
    expect(goldenRecord.relations.edges[0]?.node.attributes).toEqual([{ attribute: 'vendorItemNumber' }]);
  });

  test('what is above and below it in a hierarchy on a day, page by page', async () => {
    const above = `query ($id: ID!, $day: String) { goldenRecord(id: $id) { ancestors(kind: PART_OF, asOf: $day) { name } } }`;
    const id = await idOf('R1');
    const ancestors = async (day: string | null) =>
      namesOf((await ask<{ goldenRecord: { ancestors: Names } }>(above, { id, day })).goldenRecord.ancestors);
    expect(await ancestors('2023-12-31')).toEqual(['place D1', 'place H1', 'place SYS']);
    expect(await ancestors('2024-01-01')).toEqual(['place D1', 'place H2', 'place SYS']);
    expect(await ancestors(null)).toEqual(['place D1', 'place H2', 'place SYS']);
    const below = `query ($id: ID!, $depth: Int, $after: String) { goldenRecord(id: $id) {
      descendants(kind: PART_OF, depth: $depth, first: 3, after: $after) {
        edges { node { name } } pageInfo { hasNextPage endCursor } } } }`;
    const found: string[] = [];
    let after: string | null = null;
    do {
      const {
        goldenRecord,
      }: {
        goldenRecord: {
          descendants: {
            edges: { node: { name: string } }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      } = await ask(below, { id: await idOf('SYS'), after });
      found.push(...goldenRecord.descendants.edges.map(({ node }) => node.name));
      after = goldenRecord.descendants.pageInfo.hasNextPage
        ? goldenRecord.descendants.pageInfo.endCursor
        : null;
    } while (after);
    expect([...found].sort()).toEqual(
      ['D1', 'H1', 'H2', 'R0', 'R1', 'R2', 'R3', 'R4'].map((key) => `place ${key}`),
    );
    expect(found.slice(0, 2).sort()).toEqual(['place H1', 'place H2']);
    const children = await ask<{ goldenRecord: { descendants: { edges: object[] } } }>(below, {
      ...{ id: await idOf('SYS'), depth: 1, after: null },
    });
    expect(children.goldenRecord.descendants.edges).toHaveLength(2);
  });

  test('its relations as they were known at a revision', async () => {
    const before = String(await newestRevision(app.db));
    await send('erp', location('H2'));
    const query = `query ($id: ID!, $at: String) { goldenRecord(id: $id, atRevision: $at) { relations { edges { node { kind } } } } }`;
    const id = await idOf('H2');
    const edges = async (at: string | null) =>
      (await ask<{ goldenRecord: { relations: { edges: object[] } } }>(query, { id, at })).goldenRecord
        .relations.edges.length;
    expect([await edges(before), await edges(null)]).toEqual([1, 0]);
    await send('erp', location('H2', { code: 'SYS' }));
  });
});

test('a record whose relation is none is rejected with field and rule, and takes no other along', async () => {
  const supplied = (attributes: object, rest: object = {}) => ({
    ...{ system: 'erp-item', key: 'X1', values: { description: 'x' } },
    relations: [{ kind: 'SUPPLIED_BY', system: 'erp-supplier', code: 'S1', attributes, ...rest }],
  });
  const outcomes = await send(
    'erp',
    supplied({ prices: [{ price: '-1', unit: 'EA' }] }),
    supplied({ colour: 'red' }),
    supplied({}, { kind: 'PART_OF' }),
    supplied({}, { validFrom: '2024-01-01', validTo: '2023-01-01' }),
    supplied({}, { condition: 'in winter' }),
    location('X2', { code: 'SYS' }, { code: 'SYS', validFrom: '2024-01-01' }),
    location('X3', { code: 'X4' }),
  );
  expect(outcomes.map(({ kind, fault }) => [kind, fault?.field, fault?.problem, fault?.rule])).toEqual([
    ['REJECTED', 'relations[0].attributes.prices[0].price', 'BREAKS_RULE', 'not-negative'],
    ['REJECTED', 'relations[0].attributes', 'UNKNOWN_FIELD', null],
    ['REJECTED', 'relations[0].kind', 'UNKNOWN_VALUE', null],
    ['REJECTED', 'relations[0].validTo', 'BAD_DATE', null],
    ['REJECTED', 'relations[0].condition', 'UNKNOWN_FIELD', null],
    ['REJECTED', 'relations[1]', 'BAD_DATE', null],
    ['CREATED', undefined, undefined, undefined],
  ]);
});

describe('a person', () => {
  const stating = `mutation ($input: StateRelationInput!) { stateRelation(input: $input) {
    ... on RelationWritten { relationId revision } ... on DecisionRefused { code } } }`;
  const state = async (kind: string, from: string, to: string, rest: object = {}, key?: string) => {
    const input = {
      ...{ kind, fromId: await idOf(from), toId: await idOf(to), reason: 'as asked' },
      ...{ seenRevision: String(await newestRevision(app.db)), ...rest },
    };
    return (await ask<{ stateRelation: { relationId?: string; code?: string } }>(stating, { input }, key))
      .stateRelation;
  };
  const decide = async (mutation: string, key?: string) =>
    (
      await ask<{ done: { relationId?: string; code?: string } }>(
        `mutation { done: ${mutation} { ... on RelationWritten { relationId } ... on DecisionRefused { code } } }`,
        {},
        key,
      )
    ).done;
  const standing = async (key: string, kind: string, all = true) =>
    (
      await ask<{ goldenRecord: { relations: { edges: { node: { standing: string } }[] } } }>(
        `query ($id: ID!, $all: Boolean!) { goldenRecord(id: $id) { relations(kinds: [${kind}], all: $all) {
          edges { node { standing } } } } }`,
        { id: await idOf(key), all },
      )
    ).goldenRecord.relations.edges.map(({ node }) => node.standing);

  test('proposes a replacement, which is a draft until another person approves it', async () => {
    const rest = {
      condition: 'no latex',
      attributes: [{ attribute: 'note', value: 'other box' }],
      validTo: '2030-01-01',
    };
    const { relationId } = await state('REPLACED_BY', 'I1', 'I2', rest);
    expect(await standing('I1', 'REPLACED_BY')).toEqual(['DRAFT']);
    expect(await standing('I1', 'REPLACED_BY', false)).toEqual([]);
    expect(await decide(`approveRelation(id: "${relationId}")`)).toEqual({ code: 'NOT_ANOTHER' });
    const other = await app.keyOf('steward');
    expect(await decide(`approveRelation(id: "${relationId}")`, other)).toEqual({ relationId });
    expect(await standing('I1', 'REPLACED_BY', false)).toEqual(['HOLDS']);
    expect(await decide(`approveRelation(id: "${relationId}")`, other)).toEqual({ code: 'NOT_A_DRAFT' });
    const back = await state('REPLACED_BY', 'I2', 'I1');
    expect(await decide(`approveRelation(id: "${back.relationId}")`, other)).toEqual({ code: 'CIRCULAR' });
    expect(await decide(`endRelation(id: "${relationId}", endsOn: "2029-01-01")`)).toEqual({
      code: 'UNFIT_RELATION',
    });
    expect(await decide(`endRelation(id: "${relationId}")`)).toEqual({ relationId });
    expect(await decide(`endRelation(id: "${relationId}")`)).toEqual({ code: 'NOT_STANDING' });
    expect(await standing('I1', 'REPLACED_BY')).toEqual([]);
    expect(await decide(`approveRelation(id: "${back.relationId}")`, other)).toEqual({
      relationId: back.relationId,
    });
  });

  test('outweighs a source, ends what they said on a day, and is told of circles and of what is said already', async () => {
    expect(await state('PART_OF', 'SYS', 'R1')).toEqual({ code: 'CIRCULAR' });
    expect(await state('PART_OF', 'I1', 'SYS')).toEqual({ code: 'UNFIT_RELATION' });
    expect(await state('PART_OF', 'R2', 'R2')).toEqual({ code: 'SAME_RECORD' });
    const { relationId } = await state('PART_OF', 'R2', 'H1', { validFrom: '2026-01-01' });
    expect(await state('PART_OF', 'R2', 'H1', { validFrom: '2027-01-01' })).toEqual({ code: 'ALREADY_SAID' });
    expect((await standing('R2', 'PART_OF')).sort()).toEqual(['HOLDS', 'HOLDS', 'OUTWEIGHED']);
    expect(await decide(`endRelation(id: "${relationId}", endsOn: "2026-06-01")`)).toEqual({ relationId });
    const above = await ask<{ goldenRecord: { ancestors: Names } }>(
      `query ($id: ID!) { goldenRecord(id: $id) { ancestors(kind: PART_OF, asOf: "2026-06-01") { name } } }`,
      { id: await idOf('R2') },
    );
    expect(namesOf(above.goldenRecord.ancestors)[0]).toBe('place D1');
  });
});

describe('as of a day', () => {
  test('a record is what its words of that day say, with the entries that hold on it; without any it is none', async () => {
    await send('erp', {
      ...{ system: 'erp-item', key: 'T1', validFrom: '2024-01-01', validTo: '2027-01-01' },
      values: {
        description: 'dated',
        contracts: [
          { contract: 'K1', ends: '2025-01-01' },
          { contract: 'K2', starts: '2025-01-01' },
        ],
      },
    });
    await send('vizient', {
      system: 'vizient-item',
      key: 'T1',
      values: { description: 'other', brand: 'B' },
      codes: [{ system: 'erp-item', code: 'T1', role: 'KEY' }],
      validFrom: '2026-01-01',
    });
    const query = `query ($id: ID!, $day: String) { goldenRecord(id: $id, asOf: $day) {
      ... on Item { description brand contracts { contract } } sourceRecords { source }
      lineage { attribute said { sourceRecord { source } } } } }`;
    interface Shown {
      goldenRecord: {
        description: string | null;
        brand: string | null;
        contracts: { contract: string }[] | null;
        sourceRecords: { source: string }[];
        lineage: { attribute: string; said: object[] }[];
      } | null;
    }
    const id = await idOf('T1');
    const on = async (day: string | null) => (await ask<Shown>(query, { id, day })).goldenRecord;
    expect(await on('2023-12-31')).toBeNull();
    expect(await on('2024-06-01')).toMatchObject({
      ...{
        description: 'dated',
        brand: null,
        contracts: [{ contract: 'K1' }],
        sourceRecords: [{ source: 'erp' }],
      },
      lineage: [{ attribute: 'description', said: [{}] }, { attribute: 'contracts' }],
    });
    expect(await on('2026-06-01')).toMatchObject({
      ...{ description: 'dated', brand: 'B', contracts: [{ contract: 'K2' }] },
      sourceRecords: [{ source: 'erp' }, { source: 'vizient' }],
    });
    expect(await on('2027-06-01')).toMatchObject({ description: null, brand: 'B', contracts: null });
    expect(await on(null)).toMatchObject({ description: 'dated', contracts: [{}, {}] });
    const { errors } = await app.graphql(query, { id, day: '2026-02-30' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
  });
});

describe('a page of records with their relations', () => {
  const page = `query ($first: Int!) { goldenRecords(domain: LOCATION, first: $first) { edges { node {
    relations(first: 2) { edges { node { to { name } } } } inverseRelations(first: 2) { edges { node { from { name } } } }
    ancestors(kind: PART_OF) { name } } } } }`;
  const readsOf = async (query: string, variables: object): Promise<Statement[]> => {
    const statements = await app.statementsOf(() => ask(query, { ...variables }));
    return statements.filter(({ text }) => /relation|golden_version/.test(text));
  };

  test.each([1, 8])('of %i takes no more statements than of one', async (first) => {
    for (const run of ['interpreted', 'compiled', 'compiled again'])
      expect([run, (await readsOf(page, { first })).length]).toEqual([run, 5]);
  });

  test('finds relations by an index in every statement', async () => {
    await fillUp();
    const below = `query { goldenRecord(id: "${await idOf('SYS')}") { descendants(kind: PART_OF) { edges { node { id } } } } }`;
    const statements = [...(await readsOf(page, { first: 8 })), ...(await readsOf(below, {}))].filter(
      ({ text }) => text.includes('"relation"'),
    );
    expect(statements.length).toBeGreaterThan(3);
    for (const { text, parameters } of statements) {
      const [row] = await owner.begin(async (tx) => {
        await tx.unsafe(
          'set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off',
        );
        return tx.unsafe(`explain (format json) ${text}`, parameters as never[]);
      });
      const nodes = nodesOf((row as unknown as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan);
      const touched = nodes.filter((node) => /^relation/.test(node['Relation Name'] ?? ''));
      expect(touched.length).toBeGreaterThan(0);
      expect(touched.filter((node) => !node['Index Cond'] && !node['Recheck Cond'])).toEqual([]);
    }
  });
});

/** 5,000 items more, of one supplier, replaced by each other and approved: so many that nothing is read whole. */
async function fillUp(): Promise<void> {
  const supplier = await idOf('S1');
  const [said] = await owner<
    { id: string }[]
  >`insert into change (actor, act) values ('one', 'make') returning id`;
  const [given] = await owner<
    { id: string }[]
  >`insert into change (actor, act) values ('two', 'make') returning id`;
  const [from, to] = [said?.id ?? '', given?.id ?? ''];
  await owner`
    with made as (
      insert into golden_record (domain, from_change) select 'ITEM', ${from}::bigint from generate_series(1, 5000) returning id),
    stated as (
      insert into relation_statement (kind, from_domain, to_domain, from_golden, to_golden, attributes, reason, from_change)
      select 'SUPPLIED_BY', 'ITEM', 'SUPPLIER', id, ${supplier}::uuid, '{}', 'made', ${from}::bigint from made
      returning id, from_golden)
    insert into relation (statement_id, kind, from_domain, to_domain, from_golden, to_golden, standing, valid_from,
                          valid_to, from_change)
    select id, 'SUPPLIED_BY', 'ITEM', 'SUPPLIER', from_golden, ${supplier}::uuid, 'HOLDS', '-infinity', 'infinity',
           ${from}::bigint from stated`;
  await owner`
    insert into relation_approval (statement_id, from_change)
    select id, ${to}::bigint from relation_statement where from_change = ${from}::bigint`;
  await owner`vacuum analyze`;
}

interface Plan {
  'Relation Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
