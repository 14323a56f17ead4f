import { randomInt } from 'node:crypto';
import { createApiKey } from '../../src/platform/access/api-key.store.js';
import { setUpWellstar } from '../support/wellstar.js';
import { type BenchDb, startBenchServer } from './bench-server.js';
import { ascending, type BenchOptions, beside, quantile } from './figure.js';
import { goldenItem, loadGoldenItems } from './many-golden-items.js';
import { startProcess } from './process.js';

/** Questions of each kind, and acts of people. */
const questions = 300;
const acts = 60;

/** What people and programs do with golden records, one after the other over HTTP, and beside each the same row looked up
 *  by its id in PostgreSQL, in turns: what the least of it costs. Every golden record has two source records. */
export async function bench(options: BenchOptions): Promise<void> {
  const { say, records } = options;
  say('starting PostgreSQL ...');
  const server = await startBenchServer();
  try {
    const hub = await server.open();
    await setUpWellstar(hub.db);
    say(`making ${records.toLocaleString('en-US')} golden records of two source records each ...`);
    const started = performance.now();
    const loaded = await loadGoldenItems(hub, records, { andErp: true });
    say(`made in ${Math.round((performance.now() - started) / 1000)} s; starting the API ...`);
    await overHttp(hub, loaded, options);
    await hub.close();
  } finally {
    await server.stop();
  }
}

async function overHttp(hub: BenchDb, loaded: number, options: BenchOptions): Promise<void> {
  const created = await createApiKey(hub.db, {
    ...{ name: 'bench', role: 'administrator', systems: null, expiresAt: null, actor: 'bench' },
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const api = startProcess<{ databaseUrl: string } | 'cpu', number>('./fixtures/api-process.js');
  try {
    const port = await api.ask({ databaseUrl: hub.appUrl });
    const ask = asker(port, created.key);
    const ids = await sampleIds(hub);
    await reads(ask, hub, { ids, loaded }, options);
    await decisions(ask, hub, ids, options);
  } finally {
    await api.stop();
  }
}

type Ask = (query: string, variables: object) => Promise<Record<string, unknown>>;

function asker(port: number, key: string): Ask {
  return async (query, variables) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: object[] };
    if (errors) throw new Error(JSON.stringify(errors[0]));
    return data;
  };
}

/** Golden records from all over the hub. */
async function sampleIds({ db }: BenchDb): Promise<readonly string[]> {
  const rows = await db.$client<{ id: string }[]>`
    select id from golden_record order by md5(id::text) limit ${2 * (questions + acts)}`;
  return rows.map(({ id }) => id);
}

const whole = `id name revision ... on Item { description manufacturer catalogNumber } codes { system code role }`;
const withLineage = `${whole} lineage { attribute values rule said { values survives sourceRecord { source key } } }
  sourceRecords { source key basis }`;

async function reads(
  ask: Ask,
  hub: BenchDb,
  { ids, loaded }: { ids: readonly string[]; loaded: number },
  options: BenchOptions,
): Promise<void> {
  const { records } = options;
  const any = () => goldenItem(1 + randomInt(records));
  const list = (more: string, node: string) => `query ($search: String, $first: Int!, $after: String,
      $filter: GoldenRecordFilterInput) {
    goldenRecords(domain: ITEM, search: $search, first: $first, after: $after, filter: $filter) {
      edges { node { ${node} } } ${more} } }`;
  const few = list('', 'id name');
  const deep = await cursorIn(ask, any);
  const cases: readonly [string, (at: number) => Promise<unknown>][] = [
    ['get by id', (at) => ask(`query ($id: ID!) { goldenRecord(id: $id) { ${whole} } }`, { id: ids[at] })],
    ['get by code', () => ask(few, { search: any().gtin, first: 1 })],
    ['search by text', () => ask(few, { search: `DEVICE ${1 + randomInt(records)}`, first: 20 })],
    [
      'filter by value',
      () =>
        ask(few, {
          filter: { attributes: [{ attribute: 'catalogNumber', value: any().catalogNumber }] },
          first: 20,
        }),
    ],
    [
      'page of 50 with lineage',
      () => ask(list('pageInfo { endCursor }', withLineage), { first: 50, after: deep }),
    ],
    [
      'changes, page of 50 in one large act',
      (at) => ask(changes, { first: 50, after: placeIn(loaded, ids[at] ?? '') }),
    ],
    ['changes, what is new', () => ask(changes, { first: 50, after: String(loaded) })],
  ];
  for (const [name, run] of cases) await measured(name, questions, run, { hub, ids, options });
}

const changes = `query ($first: Int!, $after: String) { changes(first: $first, after: $after) {
  edges { node { revision act goldenId kinds name joined { source key } } } pageInfo { endCursor hasNextPage } } }`;

const placeIn = (revision: number, goldenId: string) =>
  Buffer.from(JSON.stringify([String(revision), goldenId])).toString('base64url');

/** A place deep in the list of names. */
async function cursorIn(ask: Ask, any: () => { gtin: string }): Promise<string> {
  const data = await ask(
    `query ($search: String) { goldenRecords(domain: ITEM, search: $search, first: 1) { pageInfo { endCursor } } }`,
    { search: any().gtin },
  );
  return (data['goldenRecords'] as { pageInfo: { endCursor: string } }).pageInfo.endCursor;
}

/** Merges pairs, then takes them apart again. */
async function decisions(
  ask: Ask,
  hub: BenchDb,
  ids: readonly string[],
  options: BenchOptions,
): Promise<void> {
  const pairs = Array.from({ length: acts }, (_, at) => [ids[2 * at] ?? '', ids[2 * at + 1] ?? ''] as const);
  const newest = async () => {
    const [row] = await hub.db.$client<{ revision: string }[]>`select max(revision) as revision from change`;
    return row?.revision ?? '0';
  };
  const refused = '... on DecisionRefused { code }';
  const merge = async (at: number) => {
    const input = { survivorId: pairs[at]?.[0], mergedId: pairs[at]?.[1], seenRevision: await newest() };
    const data = await ask(
      `mutation ($input: MergeGoldenRecordsInput!) { mergeGoldenRecords(input: $input) { __typename ${refused} } }`,
      { input },
    );
    done(data['mergeGoldenRecords'], 'GoldenRecordsMerged');
  };
  const unmerge = async (at: number) => {
    const input = { mergedId: pairs[at]?.[1], keepApart: false, seenRevision: await newest() };
    const data = await ask(
      `mutation ($input: UnmergeGoldenRecordsInput!) { unmergeGoldenRecords(input: $input) { __typename ${refused} } }`,
      { input },
    );
    done(data['unmergeGoldenRecords'], 'GoldenRecordsUnmerged');
  };
  await measured('merge', acts, merge, { hub, ids, options });
  await measured('unmerge', acts, unmerge, { hub, ids, options });
}

function done(result: unknown, wanted: string): void {
  if ((result as { __typename: string }).__typename !== wanted) throw new Error(JSON.stringify(result));
}

async function measured(
  name: string,
  times: number,
  run: (at: number) => Promise<unknown>,
  { hub, ids, options }: { hub: BenchDb; ids: readonly string[]; options: BenchOptions },
): Promise<void> {
  options.say(`${name} ...`);
  const single = (at: number) => hub.db.$client`
    select name, values, winners from golden_version where golden_id = ${ids[at] ?? ''} and to_change is null`;
  const [values, floors]: [number[], number[]] = [[], []];
  // Acts cannot be done twice; questions are asked a few times before they count.
  const warmUp = times === questions ? 10 : 0;
  for (let at = 0; at < times; at++) {
    const [value, floor] = [await timed(() => run(at)), await timed(() => single(at))];
    if (at < warmUp) continue;
    values.push(value);
    floors.push(floor);
  }
  const [value, floor] = [ascending(values), ascending(floors)];
  for (const [metric, q] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const)
    options.emit({
      ...{ bench: 'golden', case: name, metric, unit: 'ms' },
      ...beside(quantile(value, q), quantile(floor, q)),
    });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
