import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystems } from '../support/make-codes.js';
import {
  type MadeRecord,
  makeGoldenRecords,
  makeImport,
  makeSources,
} from '../support/make-golden-records.js';
import { openTestApp, type Statement, type TestApp } from '../support/test-app.js';

const records = 10_000;

let app: TestApp;
let owner: postgres.Sql;
let ids: readonly string[];
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  owner = postgres(app.ownerUrl, { max: 1, onnotice: () => {} });
  await makeSystems(app.db, 'erp', 'vendor-item');
  await makeSources(app.db, { registry: 10 });
  const files = [await makeImport(app.db, 'first.csv'), await makeImport(app.db, 'second.csv')];
  const made = Array.from({ length: records }, (_, at) => makeItem(at));
  const first = await makeGoldenRecords(app.db, made.slice(0, records / 2), files[0]);
  const second = await makeGoldenRecords(app.db, made.slice(records / 2), files[1]);
  ids = [...first.ids, ...second.ids];
  // A hub has a past: what belonged where, and was believed, before.
  for (const [table, columns] of [
    ['membership', 'record_id, golden_id, domain, basis'],
    ['golden_version', 'golden_id, domain, name, values, winners'],
    ['record_code', 'code_id, golden_id, record_id, role'],
  ] as const)
    await owner.unsafe(`insert into ${table} (${columns}, from_change, to_change)
      select ${columns}, from_change, from_change from ${table}`);
  // And one of its things is no longer spoken of.
  await owner`
    with ended as (select id from source_record where key in ('R1', 'E1')),
    over as (update source_record_version set to_change = from_change where record_id in (select id from ended))
    insert into source_record_end (record_id, ended_on, from_change)
    select ended.id, '2026-01-01', (select max(id) from change) from ended`;
  // Vacuum besides: an index of words with a list of what it still has to take in looks dear to the planner.
  await owner`vacuum analyze`;
}, 300_000);
afterAll(async () => {
  await owner?.end();
  await app?.close();
});

const shapes = ['gauze pad', 'suture kit', 'catheter', 'drape'];

function makeItem(at: number): MadeRecord {
  const description = `${shapes[at % shapes.length]} number ${at}`;
  return {
    domain: 'ITEM',
    said: [
      {
        source: 'registry',
        key: `R${at}`,
        rowNumber: at + 2,
        values: { description, brand: `brand ${at % 7}`, price: '1.00', singleUse: true },
        codes: [{ system: 'vendor-item', issuer: `V${at % 40}`, code: `N${at}`, role: 'SECONDARY' }],
      },
      {
        source: 'erp',
        key: `E${at}`,
        values: { description: description.toUpperCase() },
        codes: [{ system: 'erp', code: `E${at}`, display: description }],
      },
    ],
  };
}

const source = 'id source sourceTitle feed domain issuer key basis rowNumber importId fileName revision';
const everything = `
  __typename id domain name revision
  ... on Item { description brand price singleUse packages { unit quantity contains gtin } }
  lineage { attribute values rule said { values survives sourceRecord { ${source} } } }
  sourceRecords { ${source} said { attribute values } }
  codes { system systemTitle issuer code display role sources }
  mergedIds history { revision act changes { attribute } joined { key } } judgements { id verdict }`;
const widest = `query ($first: Int!, $search: String, $filter: GoldenRecordFilterInput) {
  goldenRecords(domain: ITEM, first: $first, search: $search, filter: $filter) { edges { cursor node { ${everything} } } pageInfo { endCursor } } }`;

interface Widest {
  goldenRecords: {
    edges: { node: { lineage: object[]; sourceRecords: { fileName: string }[]; codes: object[] } }[];
  };
}

/** What a request reads of the tables of records and codes. */
async function readsOf(query: string, variables: object): Promise<Statement[]> {
  const statements = await app.statementsOf(async () => {
    const { errors } = await app.graphql(query, { ...variables });
    expect(errors).toBeUndefined();
  });
  return statements.filter(({ text }) =>
    /golden_version|golden_redirect|survivorship_rule|source_record|record_code|import_run|code_system|membership/.test(
      text,
    ),
  );
}

describe('the widest page of a list', () => {
  test('shows of every record its lineage, sources, files and codes', async () => {
    for (let run = 0; run < 3; run++) {
      const { data } = await app.graphql<Widest>(widest, { first: 100 });
      expect(data.goldenRecords.edges).toHaveLength(100);
      for (const { node } of data.goldenRecords.edges) {
        expect([node.lineage.length, node.sourceRecords.length, node.codes.length]).toEqual([4, 2, 2]);
        expect(node.sourceRecords[0]?.fileName).toMatch(/^(first|second)\.csv$/);
      }
    }
  });

  test.each([1, 5, 100])('of %i records takes eleven statements', async (first) => {
    for (const run of ['interpreted', 'compiled', 'compiled again'])
      expect([run, (await readsOf(widest, { first })).length]).toEqual([run, 11]);
  });

  test('with a search takes two more: the code systems, and what a code points at', async () => {
    expect(await readsOf(widest, { first: 100, search: 'catheter' })).toHaveLength(13);
  });
});

test('twenty records asked one by one in one request are read together', async () => {
  const query = `{ ${ids
    .slice(0, 20)
    .map((id, at) => `r${at}: goldenRecord(id: "${id}") { name codes { code } }`)
    .join(' ')} }`;
  expect(await readsOf(query, {})).toHaveLength(2);
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: Plan[];
}

/** Tables that grow with what sources say; the others have as many rows as there are sources, systems and acts. */
const large = [
  'golden_version',
  'membership',
  'source_record',
  'source_record_version',
  'record_code',
  'code',
  'code_fact',
];

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The plan on a hub so large that nothing is ever read from end to end: 20,000 rows are still read faster whole. */
async function planOf({ text, parameters }: Statement): Promise<Plan[]> {
  const [row] = await owner.begin(async (tx) => {
    await tx.unsafe(
      'set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off',
    );
    return tx.unsafe(`explain (format json) ${text}`, parameters as never[]);
  });
  const [{ Plan: plan }] = (row as unknown as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'];
  return nodesOf(plan);
}

const changeLog = `query ($first: Int!, $after: String) { changes(first: $first, after: $after) {
  edges { cursor node { revision at actor act goldenId domain kinds name changes { attribute before after } joined { key }
    left { key } merged unmerged mergedInto restoredFrom goldenRecord { id name codes { code } mergedIds } } }
  pageInfo { endCursor hasNextPage } } }`;

async function middleOfLog(): Promise<string> {
  const { data } = await app.graphql<{ changes: { edges: { cursor: string }[] } }>(changeLog, { first: 50 });
  return data.changes.edges.at(-1)?.cursor ?? '';
}

test.each([1, 100])(
  'a page of %i entries of the change log, each with its golden record, takes seven statements',
  async (first) => {
    for (const run of ['interpreted', 'compiled', 'compiled again'])
      expect([run, (await readsOf(changeLog, { first })).length]).toEqual([run, 7]);
  },
);

describe('every statement finds its rows in large tables by an index', () => {
  test.each([
    ['a page', { first: 100 }, /^golden_version_by_name$/],
    ['a search of a rare word', { first: 20, search: 'number 4711' }, /^golden_version_name_words$/],
    ['a search of a code', { first: 20, search: 'E4711' }, /^golden_version_(one_live|record)$/],
    [
      'an attribute',
      { first: 20, filter: { attributes: [{ attribute: 'brand', value: 'brand 3' }] } },
      /^golden_version_(values|by_name)$/,
    ],
    [
      'a rare value',
      { first: 20, filter: { attributes: [{ attribute: 'description', value: 'drape number 7' }] } },
      /^golden_version_values$/,
    ],
    [
      'a source',
      { first: 20, filter: { source: 'registry' } },
      /^(source_record_identity|golden_version_by_name)$/,
    ],
    [
      'a code system',
      { first: 20, filter: { codeSystem: 'erp' } },
      /^(code_identity|golden_version_by_name)$/,
    ],
    ['what has ended', { first: 20, filter: { state: 'ENDED' } }, /^source_record_end_/],
    ['what is live', { first: 20, filter: { state: 'LIVE' } }, /^golden_version_by_name$/],
    ['a search of a code with an issuer', { first: 20, search: 'N4711' }, /^code_(normal|identity)$/],
  ])('%s', async (_, variables, index) => {
    const plans = await Promise.all((await readsOf(widest, variables)).map(planOf));
    const nodes = plans.flat();
    const touched = nodes.filter((node) => large.includes(node['Relation Name'] ?? ''));
    const unconditional = touched.filter((node) => !node['Index Cond'] && !node['Recheck Cond']);
    expect(unconditional).toEqual([]);
    expect(new Set(touched.map((node) => node['Relation Name'])).size).toBeGreaterThan(5);
    expect(nodes.map((node) => node['Index Name'])).toContainEqual(expect.stringMatching(index));
  });

  test('a page deep in the list begins at its cursor', async () => {
    const deep = `query ($after: String) {
      goldenRecords(domain: ITEM, after: $after) { edges { node { id } } pageInfo { endCursor } } }`;
    const { data } = await app.graphql<{ goldenRecords: { pageInfo: { endCursor: string } } }>(deep, {});
    const [statement] = await readsOf(deep, { after: data.goldenRecords.pageInfo.endCursor });
    const nodes = await planOf(statement as Statement);
    const scan = nodes.find((node) => node['Index Name'] === 'golden_version_by_name');
    expect(scan?.['Index Cond']).toContain('ROW(name, golden_id) >');
  });

  test.each([
    ['the change log', undefined],
    ['the change log, in the middle of an act on thousands', 'middle'],
  ])('%s', async (_, place) => {
    const statements = await readsOf(changeLog, { first: 100, after: place && (await middleOfLog()) });
    const nodes = (await Promise.all(statements.map(planOf))).flat();
    const touched = nodes.filter((node) => large.includes(node['Relation Name'] ?? ''));
    expect(touched.filter((node) => !node['Index Cond'] && !node['Recheck Cond'])).toEqual([]);
    const names = nodes.map((node) => node['Index Name']);
    for (const table of ['golden_version', 'membership', 'record_code'])
      expect(names).toEqual(expect.arrayContaining([`${table}_began`, `${table}_ended`]));
  });
});
