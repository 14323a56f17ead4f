import { fileURLToPath } from 'node:url';
import type { DatabaseUrls } from '../platform/postgres/roles.js';
import { HubChild } from './child-process.js';
import { type HubDatabase, type HubDatabaseOptions, openDatabase } from './hub-database.js';
import { refusePort } from './hub-port.js';
import { type StopReason, StopRequest } from './stop-request.js';

/** What a hook says when it fails for a reason that was to be expected. Anything it throws is a bug. */
export type HookOutcome = { sentence: string } | undefined;

export interface RunningHub extends DatabaseUrls {
  /** Where people and programs reach it, as in http://127.0.0.1:4000. */
  address: string;
  /** Null when another server keeps the data. */
  dataKeptIn: string | null;
}

export interface HubOptions extends HubDatabaseOptions {
  host: string;
  port: number;
  /** stdout, for the banner. `log` is for everything else. */
  print: (text: string) => void;
  /** stderr, for the one sentence before an exit code other than 0. */
  complain: (sentence: string) => void;
  migrate: (migrateUrl: string, appUrl: string) => Promise<HookOutcome>;
  /** After every process is ready the first time: sample data and the like. */
  afterReady?: (hub: RunningHub) => Promise<HookOutcome>;
  banner: (hub: RunningHub) => string;
  /** Environment of the children. Their database they are told. */
  childEnv: Record<string, string>;
  children?: Array<{ name: string; modulePath: string }>;
  /** How long a child may take to finish what it is doing. */
  drainMs?: number;
}

const processes = ['api', 'worker'].map((name) => ({
  name,
  modulePath: fileURLToPath(new URL(`./${name}.js`, import.meta.url)),
}));

/** Runs the hub until it is told to stop: PostgreSQL, the API and the worker, each started again when it dies.
 *  Order matters on the way down: the children drain while the database is still there. Returns the exit code, for
 *  `process.exit`: a hook cut short by Ctrl-C may still hold the process. */
export async function superviseHub(options: HubOptions): Promise<number> {
  const stop = new StopRequest();
  try {
    const reason = await run(options, stop);
    if (reason.kind === 'given-up') options.complain(reason.sentence);
    return reason.kind === 'given-up' ? 1 : stop.forced ? 130 : 0;
  } finally {
    stop.forget();
  }
}

async function run(options: HubOptions, stop: StopRequest): Promise<StopReason> {
  const refused = await refusePort(options);
  if (refused) return { kind: 'given-up', sentence: refused };
  let database: HubDatabase | undefined;
  const children = makeChildren(options, () => opened(database).urls().appUrl, stop);
  stop.onForce(() => {
    for (const child of children) child.kill();
  });
  try {
    // The first has the most to load; the others would only take its processor away.
    children[0]?.start();
    const answer = await openDatabase(options);
    if ('sentence' in answer) return { kind: 'given-up', sentence: answer.sentence };
    database = answer;
    // Asked while the database came up: there is nothing to begin.
    if (stop.isAsked) return await stop.asked;
    return await Promise.race([stop.asked, serve(options, database, children, stop)]);
  } finally {
    await Promise.all(children.map((child) => child.stop(stop.forced ? 0 : (options.drainMs ?? 20_000))));
    await database?.close();
  }
}

function opened(database: HubDatabase | undefined): HubDatabase {
  if (!database) throw new Error('a child may go before the database is open');
  return database;
}

function makeChildren(options: HubOptions, databaseUrl: () => string, stop: StopRequest): HubChild[] {
  return (options.children ?? processes).map(
    (process) =>
      new HubChild({
        ...process,
        env: options.childEnv,
        databaseUrl,
        log: options.log,
        onGiveUp: (sentence) => stop.giveUp(sentence),
      }),
  );
}

/** Brings everything up, then lasts until `stop` is asked. */
async function serve(
  options: HubOptions,
  database: HubDatabase,
  children: HubChild[],
  stop: StopRequest,
): Promise<StopReason> {
  const drainMs = options.drainMs ?? 20_000;
  database.watch({
    onMoved: () => void Promise.all(children.map((child) => child.replace(drainMs))),
    onGiveUp: (sentence) => stop.giveUp(sentence),
  });
  const { migrateUrl, appUrl } = database.urls();
  const unmigrated = await options.migrate(migrateUrl, appUrl);
  if (unmigrated) return { kind: 'given-up', sentence: unmigrated.sentence };
  for (const child of children) child.go();
  await Promise.all(children.map((child) => child.ready));
  const hub = describe(options, database);
  const unready = await options.afterReady?.(hub);
  if (unready) return { kind: 'given-up', sentence: unready.sentence };
  options.print(options.banner(hub));
  return stop.asked;
}

function describe({ host, port }: HubOptions, database: HubDatabase): RunningHub {
  const name = host.includes(':') ? `[${host}]` : host;
  return { ...database.urls(), address: `http://${name}:${port}`, dataKeptIn: database.keptIn };
}
