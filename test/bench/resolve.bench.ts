import { createApiKey } from '../../src/platform/access/api-key.store.js';
import { type BenchDb, startBenchServer } from './bench-server.js';
import { type BenchOptions, beside, interleaved, type Pair } from './figure.js';
import { benchFreshness } from './freshness.js';
import { benchIndex } from './index-figures.js';
import {
  type LoadGenerator,
  type LoadResult,
  postRequest,
  type Served,
  type ServedResult,
  startLoadGenerator,
  underLoad,
} from './load.js';
import { loadMappings } from './many-mappings.js';
import { startProcess } from './process.js';

const batch = 1_000;
/** Different requests of each kind, so that answers come from all over the index. */
const singles = 20_000;
const batches = 40;

/** Answers a second over HTTP beside an empty resolver on the same stack, and what the index costs in memory, at the
 *  start and after a change. */
export async function bench(options: BenchOptions): Promise<void> {
  const { say } = options;
  say('starting PostgreSQL ...');
  const server = await startBenchServer();
  try {
    const hub = await server.open();
    say(`loading ${options.mappings.toLocaleString('en-US')} mappings ...`);
    await loadMappings(hub, options.mappings);
    await overHttp(hub, options);
    await benchIndex(hub, options);
    await benchFreshness(hub, options);
  } finally {
    await server.stop();
  }
}

interface Asker {
  readonly key: string;
  readonly port: number;
  readonly api: Served;
  readonly generator: LoadGenerator;
  readonly codes: readonly string[];
}

async function overHttp(hub: BenchDb, options: BenchOptions): Promise<void> {
  const created = await createApiKey(hub.db, {
    name: 'bench',
    role: 'flow',
    systems: null,
    expiresAt: null,
    actor: 'bench',
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const api = startProcess<{ databaseUrl: string } | 'cpu', number>('./fixtures/api-process.js');
  const generator = startLoadGenerator();
  try {
    options.say('building the index ...');
    const port = await api.ask({ databaseUrl: hub.appUrl });
    const codes = await randomCodes(hub);
    const asker = { key: created.key, port, api, generator, codes };
    await benchResolve(asker, options);
    await benchResolveMany(asker, options);
    await benchPost(asker, options);
    await benchMisses(asker, options);
  } finally {
    await Promise.all([api.stop(), generator.stop()]);
  }
}

/** Supply numbers that answer today, in random order, the same in every run. */
async function randomCodes({ db }: BenchDb): Promise<string[]> {
  const rows = await db.$client<{ normal: string }[]>`
    select normal from (
      select code.normal from mapping join code on code.id = mapping.from_code
      where mapping.valid_to = 'infinity' order by hashint8(code.id) limit ${batches * batch}) picked
    order by md5(normal)`;
  return rows.map(({ normal }) => normal);
}

const question = (code: string) => ({ system: 'wellstar-supply', code, target: 'wellstar-charge' });
const fields = 'status code display revision stale';

async function benchResolve(asker: Asker, { emit, say }: BenchOptions): Promise<void> {
  const requests = (field: string) =>
    Array.from({ length: singles }, (_, at) =>
      graphql(asker, `query Ask($input: ResolveInput!) { ${field}(input: $input) { ${fields} } }`, {
        input: question(asker.codes[at % asker.codes.length] as string),
      }),
    );
  const load = { connections: 32, warmUpMs: 1_000, measuredMs: 2_000 };
  const asked = await against(asker, {
    say,
    name: 'resolve',
    load,
    value: { requests: requests('resolve'), begins: '{"data":{"resolve":{"status":"RESOLVED"' },
    floor: { requests: requests('emptyResolve'), begins: '{"data":{"emptyResolve":{"status":"RESOLVED"' },
  });
  emitLoad(emit, 'resolve', asked, 1, 'requests/s');
}

async function benchResolveMany(asker: Asker, { emit, say }: BenchOptions): Promise<void> {
  const requests = (field: string) =>
    inBatches(asker.codes, (codes) =>
      graphql(asker, `query Ask($inputs: [ResolveInput!]!) { ${field}(inputs: $inputs) { ${fields} } }`, {
        inputs: codes.map(question),
      }),
    );
  const asked = await against(asker, {
    say,
    name: 'resolveMany',
    load: batchLoad,
    value: { requests: requests('resolveMany'), begins: '{"data":{"resolveMany":[{"status":"RESOLVED"' },
    floor: {
      requests: requests('emptyResolveMany'),
      begins: '{"data":{"emptyResolveMany":[{"status":"RESOLVED"',
    },
  });
  emitLoad(emit, 'resolveMany', asked, batch, 'codes/s');
}

async function benchPost(asker: Asker, { emit, say }: BenchOptions): Promise<void> {
  const requests = inBatches(asker.codes, (codes) =>
    postRequest('/resolve', { inputs: codes.map(question) }, asker.key),
  );
  const bare = startProcess<{ answers: [string, string][] } | 'cpu', number>('./fixtures/bare-process.js');
  try {
    const barePort = await bare.ask({ answers: await allAnswers(asker) });
    const begins = '{"resolutions":[{"status":"RESOLVED"';
    const asked = await against(asker, {
      say,
      name: 'POST /resolve',
      load: batchLoad,
      value: { requests, begins },
      floor: { requests, begins, other: { port: barePort, api: bare } },
    });
    emitLoad(emit, 'POST /resolve', asked, batch, 'codes/s');
  } finally {
    await bare.stop();
  }
}

/** Unknown codes asked and kept, beside the same asked with `record: false`. */
async function benchMisses(asker: Asker, { emit, say }: BenchOptions): Promise<void> {
  const requests = (record: boolean, kind: string) =>
    Array.from({ length: 400 }, (_, n) =>
      postRequest(
        '/resolve',
        {
          inputs: Array.from({ length: batch }, (_, at) => ({
            ...question(kind === 'distinct' ? `unknown ${n}-${at}` : 'unknown'),
            record,
          })),
        },
        asker.key,
      ),
    );
  for (const kind of ['distinct', 'one']) {
    const begins = '{"resolutions":[{"status":"UNRESOLVED"';
    const asked = await against(asker, {
      say,
      name: `misses, ${kind}`,
      load: { ...batchLoad, warmUpMs: 200, measuredMs: 1_000 },
      value: { requests: requests(true, kind), begins },
      floor: { requests: requests(false, kind), begins },
    });
    const perSecond = ({ requestsPerSecond }: LoadResult) => requestsPerSecond * batch;
    emit({
      bench: 'resolve',
      case: `misses, ${kind}`,
      metric: 'throughput',
      unit: 'misses/s',
      ...beside(perSecond(asked.value), perSecond(asked.floor)),
    });
  }
}

const batchLoad = { connections: 4, warmUpMs: 1_000, measuredMs: 2_000 };

interface Side {
  readonly requests: readonly Uint8Array[];
  readonly begins: string;
  /** The hub unless another is given. */
  readonly other?: { readonly port: number; readonly api: Served };
}

function against(
  { port, api, generator }: Asker,
  {
    say,
    name,
    load,
    value,
    floor,
  }: {
    say: BenchOptions['say'];
    name: string;
    load: { connections: number; warmUpMs: number; measuredMs: number };
    value: Side;
    floor: Side;
  },
): Promise<Pair<ServedResult>> {
  say(`${name} ...`);
  const ask = ({ requests, begins, other = { port, api } }: Side) =>
    underLoad(generator, other.api, { port: other.port, requests, begins, ...load });
  return interleaved(
    { value: () => ask(value), floor: () => ask(floor) },
    ({ requestsPerSecond }) => requestsPerSecond,
  );
}

function emitLoad(
  emit: BenchOptions['emit'],
  name: string,
  { value, floor }: Pair<ServedResult>,
  perRequest: number,
  unit: string,
): void {
  const row = (metric: string, unit: string, figure: (result: ServedResult) => number) =>
    emit({ bench: 'resolve', case: name, metric, unit, ...beside(figure(value), figure(floor)) });
  row('throughput', unit, ({ requestsPerSecond }) => requestsPerSecond * perRequest);
  row('p50', 'ms', ({ p50 }) => p50);
  row('p99', 'ms', ({ p99 }) => p99);
  row('processor', perRequest === 1 ? 'µs/request' : 'µs/code', ({ cpuMs }) => (cpuMs * 1000) / perRequest);
}

function graphql({ key }: Asker, query: string, variables: unknown): Uint8Array {
  return postRequest('/graphql', { query, variables }, key);
}

function inBatches(codes: readonly string[], make: (codes: readonly string[]) => Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.floor(codes.length / batch) }, (_, at) =>
    make(codes.slice(at * batch, (at + 1) * batch)),
  );
}

/** What the hub answers to every code that will be asked, as JSON. */
async function allAnswers({ port, key, codes }: Asker): Promise<[string, string][]> {
  const answers: [string, string][] = [];
  for (let at = 0; at < codes.length; at += batch) {
    const asked = codes.slice(at, at + batch);
    const response = await fetch(`http://127.0.0.1:${port}/resolve`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ inputs: asked.map(question) }),
    });
    const { resolutions } = (await response.json()) as { resolutions: unknown[] };
    for (const [n, code] of asked.entries()) answers.push([code, JSON.stringify(resolutions[n])]);
  }
  return answers;
}
