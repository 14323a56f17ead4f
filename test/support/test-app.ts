import { startApi } from '../../src/app/api-server.js';
import { loadSampleData, type SampleProfile } from '../../src/app/sample-data.js';
import { type RunningWorkers, startWorkers } from '../../src/app/worker-process.js';
import { createApiKey, ensureFirstKey } from '../../src/platform/access/api-key.store.js';
import { Database } from '../../src/platform/db/db.js';
import { openTestDb, type TestDb } from './test-db.js';

export interface TestAppOptions {
  /** Load the sample data first: all of it takes half a minute, so name the profiles a suite asks about. */
  readonly sampleData?: true | readonly SampleProfile[];
  /** Run the jobs too; true unless said otherwise. */
  readonly worker?: boolean;
  readonly redisUrl?: string;
  readonly webFolder?: string;
  readonly timeZone?: string;
  readonly maxUploadBytes?: number;
  readonly signingSecrets?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface GraphQLAnswer<T> {
  readonly data: T;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: { code: string };
  }[];
}

export interface TestApp extends TestDb {
  readonly address: string;
  /** The administrator’s key. */
  readonly key: string;
  readonly routes: readonly { method: string; url: string }[];
  /** A key of a role, confined to code systems if any are given. */
  keyOf(role: string, systems?: readonly string[]): Promise<string>;
  /** Asks over GraphQL, as the administrator unless another key is given. */
  graphql<T>(query: string, variables?: Record<string, unknown>, key?: string): Promise<GraphQLAnswer<T>>;
  /** Sends JSON, or a raw body with its content type, to a route. */
  post<T>(path: string, body: unknown, key?: string, contentType?: string): Promise<Answer<T>>;
  get<T>(path: string, key?: string): Promise<Answer<T>>;
  /** What the API sends to PostgreSQL while `work` runs, that of its background included. */
  statementsOf(work: () => Promise<unknown>): Promise<Statement[]>;
}

export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** The whole hub over HTTP on a database of its own. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const test = await openTestDb();
  const key = `administrator-${test.appUrl.split('/').at(-1)}`;
  await ensureFirstKey(test.db, key);
  const { sampleData } = options;
  if (sampleData) await loadSampleData(test.db, sampleData === true ? undefined : sampleData);
  const { redisUrl, webFolder } = options;
  const api = await startApi({
    databaseUrl: test.appUrl,
    redisUrl,
    host: '127.0.0.1',
    port: 0,
    timeZone: options.timeZone ?? 'UTC',
    signingSecrets: options.signingSecrets,
    maxUploadBytes: options.maxUploadBytes ?? 64 * 1024 * 1024,
    ...(webFolder && { webFolder }),
  });
  const workers: RunningWorkers | undefined =
    options.worker === false
      ? undefined
      : await startWorkers({ databaseUrl: test.appUrl, redisUrl, timeZone: options.timeZone ?? 'UTC' });
  const send = requester(api.address, key);
  return {
    ...test,
    address: api.address,
    key,
    routes: api.routes,
    keyOf: (role, systems) => makeKey(test, role, systems ?? null),
    graphql: async (query, variables, as) =>
      (await send('POST', '/graphql', JSON.stringify({ query, variables }), as, 'application/json'))
        .body as never,
    post: (path, body, as, contentType) =>
      send(
        'POST',
        path,
        contentType ? body : JSON.stringify(body),
        as,
        contentType ?? 'application/json',
      ) as never,
    get: (path, as) => send('GET', path, undefined, as) as never,
    statementsOf: async (work) => {
      const statements: Statement[] = [];
      const { options } = api.app.get(Database).db.$client;
      options.debug = (_connection, text, parameters) => void statements.push({ text, parameters });
      try {
        await work();
      } finally {
        options.debug = false;
      }
      return statements;
    },
    close: async () => {
      await workers?.stop();
      await api.stop();
      await test.close();
    },
  };
}

let keys = 0;

async function makeKey({ db }: TestDb, role: string, systems: readonly string[] | null): Promise<string> {
  const created = await createApiKey(db, {
    name: `${role} ${++keys}`,
    role,
    systems,
    expiresAt: null,
    actor: 'test',
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  return created.key;
}

function requester(address: string, adminKey: string) {
  return async (method: string, path: string, body: unknown, key = adminKey, contentType?: string) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(contentType && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body: body as string, duplex: 'half' }),
    } as RequestInit);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: json ? JSON.parse(text) : text };
  };
}
