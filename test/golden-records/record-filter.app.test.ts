import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { makeSystems } from '../support/make-codes.js';
import { makeGoldenRecords, makeSources } from '../support/make-golden-records.js';
import { type GraphQLAnswer, openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let ids: readonly string[];
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSystems(app.db, 'erp', 'vendor-item');
  await makeSources(app.db, { registry: 10 });
  const item = (at: number) => ({
    domain: 'ITEM' as const,
    said: [
      {
        ...{ source: at % 2 === 0 ? 'erp' : 'registry', key: `K${at}` },
        values: {
          description: `item ${at}`,
          brand: `brand ${at % 3}`,
          price: `${at % 4}.00`,
          singleUse: at % 5 === 0,
          aliases: [`also ${at}`, `all`],
        },
        codes:
          at % 3 === 0
            ? [{ system: 'vendor-item', issuer: 'V', code: `N${at}` }]
            : [{ system: 'erp', code: `E${at}` }],
      },
    ],
  });
  ids = (
    await makeGoldenRecords(
      app.db,
      Array.from({ length: 30 }, (_, at) => item(at)),
    )
  ).ids;
  await transact(app.db, async (tx) => {
    const change = await recordChange(tx, { actor: 'test', act: 'end' });
    for (const key of ['K4', 'K8']) {
      await tx.execute(sql`
        update source_record_version set to_change = ${change} from source_record record
        where record.id = record_id and record.key = ${key}`);
      await tx.execute(sql`
        insert into source_record_end (record_id, ended_on, from_change)
        select id, '2026-01-01', ${change} from source_record where key = ${key}`);
    }
  });
});
afterAll(() => app?.close());

const asking = `query ($filter: GoldenRecordFilterInput, $first: Int!, $after: String) {
  goldenRecords(domain: ITEM, filter: $filter, first: $first, after: $after) {
    edges { node { name } } pageInfo { hasNextPage endCursor } } }`;

interface Listed {
  goldenRecords: {
    edges: { node: { name: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

/** Places of the items a filter finds, read page by page. */
async function found(filter: object): Promise<number[]> {
  const names: string[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors }: GraphQLAnswer<Listed> = await app.graphql(asking, { filter, first: 4, after });
    expect(errors).toBeUndefined();
    names.push(...data.goldenRecords.edges.map(({ node }) => node.name));
    if (!data.goldenRecords.pageInfo.hasNextPage) break;
    after = data.goldenRecords.pageInfo.endCursor;
  }
  return names.map((name) => Number(name.slice(5))).sort((one, other) => one - other);
}

const which = (holds: (at: number) => boolean) => Array.from({ length: 30 }, (_, at) => at).filter(holds);
const is = (attribute: string, value: string) => ({ attribute, value });

describe('a list is filtered', () => {
  test.each<[string, object, (at: number) => boolean]>([
    ['by nothing', {}, () => true],
    ['by a text', { attributes: [is('brand', 'brand 1')] }, (at) => at % 3 === 1],
    ['by yes or no', { attributes: [is('singleUse', 'true')] }, (at) => at % 5 === 0],
    ['by a price', { attributes: [is('price', '2.00')] }, (at) => at % 4 === 2],
    ['by one of several texts', { attributes: [is('aliases', 'also 7')] }, (at) => at === 7],
    [
      'by two attributes',
      { attributes: [is('brand', 'brand 1'), is('singleUse', 'true')] },
      (at) => at % 3 === 1 && at % 5 === 0,
    ],
    ['by its source', { source: 'registry' }, (at) => at % 2 === 1],
    ['by a source that there is not', { source: 'nobody' }, () => false],
    ['by a code system', { codeSystem: 'vendor-item' }, (at) => at % 3 === 0],
    ['by what has ended', { state: 'ENDED' }, (at) => at === 4 || at === 8],
    ['by what is live', { state: 'LIVE' }, (at) => at !== 4 && at !== 8],
    [
      'by all together',
      { source: 'erp', codeSystem: 'vendor-item', state: 'LIVE', attributes: [is('brand', 'brand 0')] },
      (at) => at % 6 === 0,
    ],
  ])('%s', async (_, filter, holds) => {
    expect(await found(filter)).toEqual(which(holds));
  });

  test.each<[string, object, string]>([
    ['an attribute that is none', { attributes: [is('colour', 'red')] }, 'BAD_ARGUMENT'],
    ['one twice', { attributes: [is('brand', 'a'), is('brand', 'b')] }, 'BAD_ARGUMENT'],
    ['a value it cannot have', { attributes: [is('singleUse', 'perhaps')] }, 'BAD_ARGUMENT'],
    ['entries', { attributes: [is('packages', 'x')] }, 'BAD_ARGUMENT'],
  ])('never by %s', async (_, filter, code) => {
    const { errors } = await app.graphql(asking, { filter, first: 4 });
    expect(errors?.[0]?.extensions.code).toBe(code);
  });

  test('never by an attribute that the caller may not see, found or not', async () => {
    const reader = await app.keyOf('reader');
    for (const price of ['2.00', '77.00']) {
      const filter = { attributes: [is('price', price)] };
      const { errors } = await app.graphql(asking, { filter, first: 4 }, reader);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

test('a cursor holds nothing of what the record is called', async () => {
  const { data } = await app.graphql<Listed>(asking, { first: 4 });
  const { endCursor } = data.goldenRecords.pageInfo;
  expect(JSON.parse(Buffer.from(endCursor, 'base64url').toString())).toEqual([
    expect.stringMatching(/^\d+$/),
  ]);
});

test('a list goes on behind a record that was renamed since', async () => {
  const { data } = await app.graphql<Listed>(asking, { first: 4 });
  const { endCursor } = data.goldenRecords.pageInfo;
  const last = data.goldenRecords.edges.at(-1)?.node.name ?? '';
  const rest = async () =>
    (await app.graphql<Listed>(asking, { first: 100, after: endCursor })).data.goldenRecords.edges.map(
      ({ node }) => node.name,
    );
  const before = await rest();
  await transact(app.db, async (tx) => {
    const change = await recordChange(tx, { actor: 'test', act: 'rename' });
    await tx.execute(sql`
      with gone as (update golden_version set to_change = ${change} where name = ${last} and to_change is null returning *)
      insert into golden_version (golden_id, domain, name, values, winners, from_change)
      select golden_id, domain, 'a first', values, winners, ${change} from gone`);
  });
  expect(await rest()).toEqual(before);
});

describe('an id alone', () => {
  const asked = `query ($ids: [ID!]!) { nodes(ids: $ids) {
    __typename id ... on GoldenRecord { name sourceRecords { id } } ... on SourceRecord { key said { attribute } } } }`;

  test('finds golden records and source records, in the order asked, and null for what is not there', async () => {
    const [record] = await app.db.execute<{ id: string }>(
      sql`select id::text from source_record where key = 'K7'`,
    );
    const [ended] = await app.db.execute<{ id: string }>(
      sql`select id::text from source_record where key = 'K4'`,
    );
    const wanted = [record?.id, ids[7], '018f0000-0000-7000-8000-000000000000', '99999999', ended?.id];
    for (let run = 0; run < 3; run++) {
      const { data, errors } = await app.graphql<{ nodes: object[] }>(asked, { ids: wanted });
      expect(errors).toBeUndefined();
      expect(data.nodes).toMatchObject([
        { __typename: 'SourceRecord', id: record?.id, key: 'K7' },
        { __typename: 'Item', id: ids[7], name: 'item 7', sourceRecords: [{ id: record?.id }] },
        ...[null, null, null],
      ]);
    }
  });

  test('is asked one by one too, and read together', async () => {
    const one = `query ($id: ID!) { node(id: $id) { __typename id } }`;
    const { data } = await app.graphql<{ node: object }>(one, { id: ids[3] });
    expect(data.node).toEqual({ __typename: 'Item', id: ids[3] });
    const statements = await app.statementsOf(() => app.graphql(asked, { ids: ids.slice(0, 20) }));
    expect(statements.filter(({ text }) => text.includes('golden_version'))).toHaveLength(1);
  });

  test('of no form is refused, and so are too many', async () => {
    for (const wanted of [['x'], Array.from({ length: 101 }, () => ids[0])]) {
      const { errors } = await app.graphql(asked, { ids: wanted });
      expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
    }
  });
});
